"""A day is sealed by the first entry of a later one, in that entry's transaction, under the head's lock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from dispositif.secrecy.acting import Acting, acting_as
from dispositif.server import keys
from dispositif.trail import chain

MARGIN = timedelta(hours=1)
"""Accesses younger than this may belong to transactions that have not ended: the next seal counts them."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
AUDITOR = Acting(frozenset({"auditor"}))
"""Seals and accesses are for the auditor: for the moment of sealing the transaction reads as one."""
_LAST = "SELECT digest, until_at FROM trail_seal ORDER BY written_on DESC LIMIT 1"
ACCESSES = """
SELECT count(*), encode(sha256(convert_to(coalesce(string_agg(digest, '' ORDER BY id), ''), 'UTF8')), 'hex')
FROM trail_access WHERE at >= %s AND at < %s
"""
_WRITE = """
INSERT INTO trail_seal (written_on, first, last, rows, last_digest, until_at, accesses, accesses_digest,
    previous, digest)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Closed:
    """What the head says of the day that ends: None before the first entry."""

    day: date | None
    first: int
    last: int
    digest: str


def seal_day(closed: Closed, at: datetime) -> None:
    """Seal the day of the last entry, if there is one; `at` is now, by the database's clock."""
    if closed.day is None:
        return
    with acting_as(AUDITOR), connection.cursor() as cursor:
        cursor.execute(_LAST)
        previous, since = cursor.fetchone() or (chain.START, LONG_AGO)
        until = max(since, at - MARGIN)
        cursor.execute(ACCESSES, [since, until])
        rows = closed.last - closed.first + 1
        sealed = [
            closed.day,
            closed.first,
            closed.last,
            rows,
            closed.digest,
            until,
            *cursor.fetchone(),
            previous,
        ]
        cursor.execute("UPDATE trail_head SET until_at = %s WHERE id = 1", [until])
        cursor.execute(_WRITE, [*sealed, chain.row_digest(keys.secret("trail"), sealed)])
