"""Noting that somebody read what not everybody may see."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from dispositif.server import keys
from dispositif.trail import chain
from dispositif.trail.party import Party
from dispositif.trail.rules import DOORS

_NOW = "SELECT greatest(clock_timestamp(), until_at) FROM trail_head WHERE id = 1"
"""A clock that was put back does not put an access under a seal that is already made."""
_WRITE = """
INSERT INTO trail_access (at, actor_uuid, actor_label, door, subject_kind, subject_uuid, subject_label, rows,
    path, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def note_access(*, about: Party, by: Party, door: str, rows: int = 1, path: str = "") -> None:
    """Note one reading: who, what, through which of `rules.DOORS`, how many records, at which address.

    A list is noted once, about what it is a list of, with the number of records that it showed; a list
    of none is not noted. Readers do not queue: these rows are not chained one to the other, a day's seal
    holds the digest of all of them. ValueError for a door that is not in the table.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an access is noted inside the transaction that reads")
    if door not in DOORS:
        raise ValueError(f"{door} is no door")
    if not rows:
        return
    with connection.cursor() as cursor:
        row: list[Any] = [
            _now(),
            by.uuid,
            by.label[:200],
            door,
            about.kind,
            about.uuid,
            about.label[:300],
            rows,
            path[:300],
        ]
        cursor.execute(_WRITE, [*row, chain.row_digest(keys.secret("trail"), row)])


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(_NOW)
        at: datetime = cursor.fetchone()[0]
        return at
