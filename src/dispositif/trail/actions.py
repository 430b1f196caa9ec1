"""Writing the trail: in the same transaction as the change that it tells of."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from dispositif.server import keys
from dispositif.trail import anchor, chain
from dispositif.trail.party import Party

_LOCK = "SELECT seq, digest, clock_timestamp() FROM trail_head WHERE id = 1 FOR UPDATE"
_WRITE = """
WITH entry AS (
    INSERT INTO trail_entry (seq, uuid, at, what, actor_kind, actor_uuid, actor_label,
        subject_kind, subject_uuid, subject_label, why, content_digest, previous, digest)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
), content AS (
    INSERT INTO trail_content (entry_id, content) VALUES (%s, %s)
)
UPDATE trail_head SET seq = %s, digest = %s WHERE id = 1
"""


def record(
    *, what: str, about: Party, by: Party, content: dict[str, Any] | None = None, why: str = ""
) -> None:
    """Add one entry. Writers queue on the head of the chain until their transactions end.

    `what` is a dotted name such as `documents.imported`; the time is the database's.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written inside the change's transaction")
    said = json.dumps(content or {}, ensure_ascii=False, default=str)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        seq, previous, at = cursor.fetchone()
        row = [seq + 1, uuid4(), at, what, *_named(by), *_named(about), why]
        row.append(chain.content_digest(_key(), json.loads(said)))
        digest = chain.entry_digest(_key(), spoken(row), previous)
        cursor.execute(_WRITE, [*row, previous, digest, seq + 1, said, seq + 1, digest])
    transaction.on_commit(lambda: anchor.advance(seq + 1, digest))


def spoken(row: list[Any]) -> list[str]:
    """The fields as the digest reads them: moments in UTC to the microsecond."""
    return [_moment(part) if isinstance(part, datetime) else str(part) for part in row]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _named(party: Party) -> tuple[str, Any, str]:
    return party.kind, party.uuid, party.label


def _key() -> bytes:
    return keys.secret("trail")
