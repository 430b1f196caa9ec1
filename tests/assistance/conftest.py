"""The world of States and themes, once a test."""

import pytest

from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from tests.assistance.asked import DAY


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    """States, regions, themes, organs."""
    load_facts(by=local_administrator().as_party(), on=DAY)
