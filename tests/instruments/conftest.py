"""The treaties that the project carries, held once for all tests of a file that only look at them."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def shelved(installed: None) -> Iterator[None]:
    """The app's connection, acting as the local administrator, with everything held; undone afterwards."""
    from django.db import transaction

    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as
    from tests.instruments.held import held

    with transaction.atomic():
        with acting_as(AS_ADMINISTRATOR):
            held()
            yield
        transaction.set_rollback(True)


@pytest.fixture
def treaties(shelved: None) -> Iterator[None]:
    """The same, for one test: what it changes is undone after it."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)
