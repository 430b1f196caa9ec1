"""A person who asks for jobs, and real workers on the test's own database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from dispositif.people import actions as people
from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import acting_as
from tests.queue import errands
from tests.queue.asking import until

Start = Callable[..., "subprocess.Popen[str]"]
HAND = Path(__file__).with_name("hand.py")
errands.allow_all()


@pytest.fixture(autouse=True)
def quiet(fresh: None) -> Iterator[None]:
    """Wait until the database is left: its owner may not end the sessions of other roles when dropping it."""
    yield
    connections.close_all()
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user"
    )
    with connections["owner"].cursor() as cursor:
        assert until(lambda: cursor.execute(others).fetchone() == (0,))


@pytest.fixture
def ana(quiet: None) -> Person:
    """A drafter whose language is French."""
    with acting_as(AS_ADMINISTRATOR):
        by, on = local_administrator(), date(2026, 1, 1)
        ana = people.enrol(name="Ana", email="ana@example.org", passphrase=None, language="fr", by=by)
        people.appoint(person=ana, role=Role.DRAFTER, by=by, on=on)
        return ana


@pytest.fixture
def start(quiet: None) -> Iterator[Start]:
    """Start a worker; those still alive at the end are killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> "subprocess.Popen[str]":
        name = str(connections["default"].settings_dict["NAME"])
        folders = [*filter(None, sys.path)]
        process = subprocess.Popen(
            [sys.executable, HAND, name, *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(folders)},
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()
