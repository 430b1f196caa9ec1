"""Entries of some days that are over, so that seals stand between them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import acting_as
from dispositif.trail import actions as trail
from dispositif.trail.actions import entry as writing
from dispositif.trail.party import Party
from dispositif.trail.verify import verify

Write = Callable[..., UUID]
NOW = "clock_timestamp()"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], date]:
    """Lets the trail write as many days ahead of the database's clock; tells the day (UTC)."""

    def ahead(days: int) -> date:
        moved = writing._LOCK.split("clock_timestamp()")[0] + f"{NOW} + interval '{days} days' {_TAIL}"
        monkeypatch.setattr(writing, "_LOCK", moved)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {NOW}")
            now: datetime = cursor.fetchone()[0]
        return (now.astimezone(UTC) + timedelta(days=days)).date()

    return ahead


_TAIL = "FROM trail_head WHERE id = 1 FOR UPDATE"


def written(number: int, subject: UUID | None = None) -> UUID:
    """One entry about a subject, which is returned."""
    about = Party("sample", subject or uuid4(), "Subject")
    with acting_as(AS_ADMINISTRATOR):
        who = Party("person", uuid4(), "Somebody")
        trail.record(what="test.done", about=about, by=who, content={"number": number})
    return about.uuid


def noted(label: str = "Request 1") -> None:
    """One access."""
    with acting_as(AS_ADMINISTRATOR):
        who = Party("person", uuid4(), "Reader")
        trail.note_access(about=Party("request", uuid4(), label), by=who, door="page", path="/requests/1/")


@pytest.fixture
def days(fresh: None, later: Callable[[int], date]) -> tuple[int, list[date]]:
    """Two entries on each of the next three days: the first number, and the days; two of them are sealed."""
    first, found = verify().last + 1, []
    for ahead in (1, 2, 3):
        found.append(later(ahead))
        noted(f"Request {ahead}")
        written(1)
        written(2)
    return first, found
