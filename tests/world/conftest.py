"""Tables that may be spoiled, and the facts in the database."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from dispositif.trail.party import Party
from dispositif.world.actions import Loaded, load_facts
from tests.world.tables import copy_to

BY = Party("person", UUID(int=61181), "Local administrator")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_to(tmp_path)


@pytest.fixture
def loaded(database: None) -> Loaded:
    return load_facts(by=BY, on=date(2026, 1, 15))
