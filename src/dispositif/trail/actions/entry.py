"""Writing the trail: in the same transaction as the change that it tells of."""

import json
from datetime import UTC
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from dispositif.server import keys
from dispositif.trail import anchor, chain
from dispositif.trail.actions.seal import Closed, seal_day
from dispositif.trail.chain import spoken
from dispositif.trail.party import Party

_LOCK = "SELECT seq, digest, written_on, first, clock_timestamp() FROM trail_head WHERE id = 1 FOR UPDATE"
_WRITE = """
WITH entry AS (
    INSERT INTO trail_entry (seq, uuid, at, what, actor_kind, actor_uuid, actor_label,
        subject_kind, subject_uuid, subject_label, why, content_digest, previous, digest)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
), content AS (
    INSERT INTO trail_content (entry_id, content) VALUES (%s, %s)
)
UPDATE trail_head SET seq = %s, digest = %s, written_on = %s, first = %s WHERE id = 1
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
        seq, previous, day, first, at = cursor.fetchone()
        today = at.astimezone(UTC).date()
        if day is None or today > day:  # a clock that was put back opens no second day
            seal_day(Closed(day, first, seq, previous), at)
            day, first = today, seq + 1
        row = [seq + 1, uuid4(), at, what, *_named(by), *_named(about), why]
        row.append(chain.content_digest(_key(), json.loads(said)))
        digest = chain.entry_digest(_key(), spoken(row), previous)
        cursor.execute(_WRITE, [*row, previous, digest, seq + 1, said, seq + 1, digest, day, first])
    transaction.on_commit(lambda: anchor.advance(seq + 1, digest))


def _named(party: Party) -> tuple[str, Any, str]:
    return party.kind, party.uuid, party.label


def _key() -> bytes:
    return keys.secret("trail")
