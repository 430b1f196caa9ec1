"""Does the trail still say what was written? Read by the auditor, checked without the writer's code path."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import F

from dispositif.kernel.refusal import phrase
from dispositif.server import keys
from dispositif.trail import anchor, chain
from dispositif.trail.actions import spoken
from dispositif.trail.models import Entry

_FIELDS = (
    "seq", "uuid", "at", "what", "actor_kind", "actor_uuid", "actor_label",
    "subject_kind", "subject_uuid", "subject_label", "why", "content_digest",
)  # fmt: skip


class Kind(StrEnum):
    """What can be wrong with a row."""

    ALTERED = "altered"
    CONTENT = "content altered"
    REMOVED = "removed"
    CUT = "cut off at the end"
    BROKEN = "does not follow the row before it"


SAID = {
    Kind.ALTERED: phrase("Row %(seq)s was altered."),
    Kind.CONTENT: phrase("The content of row %(seq)s was altered."),
    Kind.REMOVED: phrase("Row %(seq)s was removed."),
    Kind.CUT: phrase("The trail ends before row %(seq)s, which was written: rows were cut off at the end."),
    Kind.BROKEN: phrase("Row %(seq)s does not follow the row before it."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One row that is not as it was written."""

    seq: int
    kind: Kind

    def __str__(self) -> str:
        return SAID[self.kind] % {"seq": self.seq}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows were read, up to which, and what is wrong with them."""

    rows: int
    last: int
    faults: tuple[Fault, ...]


def verify(using: str = "auditor", seen: Callable[[int], None] = lambda _rows: None) -> Verdict:
    """Check every row against its digest, its neighbour, its content and the anchor."""
    key = keys.secret("trail")
    rows, last, previous, faults = 0, 0, chain.START, []
    anchored = anchor.read()
    for row in _rows(using):
        faults += _faults(key, row, last, previous)
        if row["seq"] == anchored[0] and row["digest"] != anchored[1]:
            faults.append(Fault(row["seq"], Kind.ALTERED))
        rows, last, previous = rows + 1, row["seq"], row["digest"]
        seen(rows)
    if anchored[0] > last:
        faults.append(Fault(anchored[0], Kind.CUT))
    return Verdict(rows, last, tuple(dict.fromkeys(faults)))


def _rows(using: str) -> Iterator[dict[str, Any]]:
    entries = Entry.objects.using(using).order_by("seq")
    yield from entries.values(*_FIELDS, "previous", "digest", said=F("content__content")).iterator()


def _faults(key: bytes, row: dict[str, Any], last: int, previous: str) -> list[Fault]:
    seq = row["seq"]
    found = [Fault(missing, Kind.REMOVED) for missing in range(last + 1, seq)]
    if not found and row["previous"] != previous:
        found.append(Fault(seq, Kind.BROKEN))
    fields = spoken([row[name] for name in _FIELDS])
    if chain.entry_digest(key, fields, row["previous"]) != row["digest"]:
        found.append(Fault(seq, Kind.ALTERED))
    if row["said"] is not None and chain.content_digest(key, row["said"]) != row["content_digest"]:
        found.append(Fault(seq, Kind.CONTENT))
    return found
