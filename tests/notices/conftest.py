"""The facts of the world, and throwaway subjects, for every test of notices."""

from collections.abc import Iterator

import pytest
from django.db import connections

from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from tests.notices.subjects import put_in_force, registered, worded
from tests.queue.asking import until
from tests.world import DAY


@pytest.fixture
def words() -> Iterator[None]:
    """The words of the throwaway kinds."""
    with worded():
        yield


@pytest.fixture
def world(words: None, database: None) -> None:
    """Entities of the United Nations, in a database that forgets everything afterwards."""
    load_facts(by=local_administrator().as_party(), on=DAY)


@pytest.fixture
def secret(words: None, fresh: None) -> Iterator[None]:
    """A database of one's own, in which the throwaway subjects are seen as documents are."""
    with registered():
        yield from _secret()


def _secret() -> Iterator[None]:
    put_in_force()
    yield
    connections.close_all()
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user"
    )
    with connections["owner"].cursor() as cursor:
        assert until(lambda: cursor.execute(others).fetchone() == (0,))
