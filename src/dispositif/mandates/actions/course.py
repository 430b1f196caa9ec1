"""The course of a mandate: what was said of earlier days stays, what is known now is added."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from dispositif.mandates.models import Course, Mandate
from dispositif.mandates.rules import Piece, amended

FACTS = ("status", "owner_id", "due_on", "theme_codes")
"""What the course follows; the same columns stand on the mandate."""


def begin(mandate: Mandate) -> None:
    """The first piece, from the day on which the mandate began."""
    facts = {name: getattr(mandate, name) for name in FACTS}
    Course.objects.create(mandate=mandate, since_on=mandate.begins_on, recorded_at=moment(), **facts)


def amend(mandate: Mandate, *, since: date, onward: bool = False, **changes: Any) -> None:
    """Let `changes` be true from `since` on (`rules.amended`); the row says what the last piece says."""
    known = _known(mandate)
    wanted = amended([_piece(row) for row in known], since, changes, onward=onward)
    at = moment()
    kept = [row for row in known if _piece(row) in wanted]
    stale = [row.pk for row in known if row not in kept]
    Course.objects.filter(pk__in=stale).update(superseded_at=at)
    held = [_piece(row) for row in kept]
    Course.objects.bulk_create(_row(mandate, piece, at) for piece in wanted if piece not in held)
    for name, value in wanted[-1].facts:
        setattr(mandate, name, value)


def pieces(mandate: Mandate) -> list[Piece]:
    """The course of a mandate as it is known now, in order."""
    return [_piece(row) for row in _known(mandate)]


def _known(mandate: Mandate) -> list[Course]:
    return list(Course.objects.filter(mandate=mandate, superseded_at=None).order_by("since_on"))


def _piece(row: Course) -> Piece:
    return Piece(row.since_on, row.until_on, tuple((name, getattr(row, name)) for name in FACTS))


def _row(mandate: Mandate, piece: Piece, at: datetime) -> Course:
    return Course(
        mandate=mandate, since_on=piece.since, until_on=piece.until, recorded_at=at, **dict(piece.facts)
    )


def moment() -> datetime:
    """The database's clock as it stands, not as the transaction began: two changes in one stay apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
