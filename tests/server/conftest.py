"""A home for each test, or one that the tests of a module share."""

from collections.abc import Iterator

import pytest

from tests.server.homes import Site, attached, short_folder


@pytest.fixture
def site() -> Iterator[Site]:
    """A home that does not exist yet."""
    with short_folder() as home:
        here = Site(home)
        yield here
        here.close()


@pytest.fixture(scope="module")
def ready() -> Iterator[Site]:
    """A home with a running server, shared by the tests of one module that only look."""
    with short_folder() as home:
        here = Site(home)
        attached(here.client())
        yield here
        here.close()
