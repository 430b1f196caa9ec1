"""The ways to write an entry, and the look at all of them; imported once Django is ready (`child`)."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.db import connection

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import acting_as
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.trail.verify import _rows, verify

WHO = Party("person", uuid4(), "Benchmark")
WHAT = "documents.corrected"
CONTENT = {"field": "deadline", "from": None, "to": {"kind": "session", "session": 62}, "paragraph": "9"}
_PLAIN = """
WITH entry AS (
    INSERT INTO plain_entry (seq, uuid, at, what, actor_kind, actor_uuid, actor_label, subject_kind,
        subject_uuid, subject_label, why, content_digest, previous, digest)
    VALUES (nextval('plain_number'), %s, %s, %s, %s, %s, %s, %s, %s, %s, '', %s, %s, %s) RETURNING seq
)
INSERT INTO plain_content (entry_id, content) SELECT seq, %s FROM entry
"""
_WATCHED = "INSERT INTO watched (uuid, value) VALUES (%s, %s)"
_CONTEXT = "SELECT set_config('watched.context', %s, true)"


def chained() -> None:
    """An entry of the trail."""
    trail.record(what=WHAT, about=_document(), by=WHO, content=CONTENT)


def plain() -> None:
    """The floor: the same row in the same kind of transaction, nothing else."""
    about, digest = _document(), "0" * 64
    named = [WHO.kind, WHO.uuid, WHO.label, about.kind, about.uuid, about.label]
    with connection.cursor() as cursor:
        row: list[Any] = [uuid4(), datetime.now(UTC), WHAT, *named, *([digest] * 3), json.dumps(CONTENT)]
        cursor.execute(_PLAIN, row)


def triggered() -> None:
    """As history libraries do it: a row is written, a trigger writes its copy with the context."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTEXT, [json.dumps({"actor": str(WHO.uuid), "what": WHAT})])
        cursor.execute(_WATCHED, [_document().uuid, json.dumps(CONTENT)])


def nothing() -> None:
    """A transaction without an entry."""


WRITERS: dict[str, Callable[[], None]] = {
    "chained": chained,
    "plain": plain,
    "triggered": triggered,
    "nothing": nothing,
}


def write(name: str, seconds: float) -> dict[str, float]:
    """Entries in so many seconds, each committed before the next."""
    entries, begun = 0, time.monotonic()
    while not entries or time.monotonic() < begun + seconds:
        with acting_as(AS_ADMINISTRATOR):
            WRITERS[name]()
        entries += 1
    return {"entries": entries, "begun": begun, "ended": time.monotonic()}


def verified() -> dict[str, float]:
    """The whole trail checked, and the same rows only fetched; both in rows a second."""
    begun = time.perf_counter()
    verdict = verify()
    checked = time.perf_counter()
    fetched = sum(1 for _row in _rows("auditor"))
    ended = time.perf_counter()
    assert not verdict.faults, verdict.faults
    return {"rows": fetched, "checked": fetched / (checked - begun), "fetched": fetched / (ended - checked)}


def _document() -> Party:
    return Party("document", uuid4(), "A/RES/61/181")
