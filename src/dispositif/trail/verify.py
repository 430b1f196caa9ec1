"""Does the trail still say what was written? Read by the auditor, checked without the writer's code path."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any
from uuid import UUID

from django.db.models import F

from dispositif.server import keys
from dispositif.trail import anchor, chain, seals
from dispositif.trail.faults import SAID, Fault, Kind, Verdict
from dispositif.trail.models import Content, Entry, Seal
from dispositif.trail.rules import DISPOSED

__all__ = ["SAID", "Fault", "Kind", "Verdict", "verify"]
_FIELDS = (
    "seq", "uuid", "at", "what", "actor_kind", "actor_uuid", "actor_label",
    "subject_kind", "subject_uuid", "subject_label", "why", "content_digest",
)  # fmt: skip
Seen = Callable[[int], None]


@dataclass(slots=True)
class Walk:
    """A stretch of rows as it is read: from `last` on, whose digest is `previous`."""

    key: bytes
    covered: dict[int, UUID]
    last: int = 0
    previous: str = chain.START
    rows: int = 0
    disposed: int = 0
    day: date | None = None
    ended: dict[date, int] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def step(self, row: dict[str, Any]) -> None:
        """Check one row, and note the day that ended before it."""
        self.faults += _chained(self.key, row, self.last, self.previous)
        self._read_content(row)
        self._turn(row["at"].astimezone(UTC).date())
        self.rows, self.last, self.previous = self.rows + 1, row["seq"], row["digest"]

    def _turn(self, day: date) -> None:
        if self.day is not None and day > self.day:
            self.ended[self.day] = self.last
            self.kept[self.last] = self.previous
        self.day = max(self.day or day, day)

    def _read_content(self, row: dict[str, Any]) -> None:
        if row["said"] is not None:
            if chain.content_digest(self.key, row["said"]) != row["content_digest"]:
                self.faults.append(Fault(row["seq"], Kind.CONTENT))
        elif self.covered.get(row["seq"]) == row["subject_uuid"]:
            self.disposed += 1
        else:
            self.faults.append(Fault(row["seq"], Kind.GONE))


def verify(using: str = "auditor", seen: Seen = lambda _rows: None, *, day: date | None = None) -> Verdict:
    """Check every row against its digest, its neighbour, its content, the seals and the anchor.

    With `day` only the rows of that day (UTC), between its seal and the one before it; a day that is not
    sealed yet is checked to the end of the trail.
    """
    sealed = list(Seal.objects.using(using).order_by("written_on"))
    before, until = None, sealed
    if day is not None:
        before = next((seal for seal in reversed(sealed) if seal.written_on < day), None)
        until = [seal for seal in sealed if seal.written_on >= day][:1]
    if until and day is not None and until[0].written_on != day:
        return _empty(until[0], before, day)
    walk = Walk(keys.secret("trail"), _covered(using), *((before.last, before.last_digest) if before else ()))
    _walk(walk, using, until[0].last if day and until else None, seen)
    if day and not until and walk.day != day:
        walk.rows = 0  # the stretch after the last seal is of another day
    return _verdict(walk, until, before, using, to_the_end=day is None or not until)


def _empty(after: Seal, before: Seal | None, day: date) -> Verdict:
    """A day on which nothing was written: the seals on both sides of it touch."""
    gone = () if seals.follows(after, before) else (Fault(after.first - 1, Kind.SEAL_REMOVED, day),)
    return Verdict(0, before.last if before else 0, gone)


def _walk(walk: Walk, using: str, until: int | None, seen: Seen) -> None:
    anchored = anchor.read()
    for row in _rows(using, walk.last, until):
        walk.step(row)
        if row["seq"] == anchored[0] and row["digest"] != anchored[1]:
            walk.faults.append(Fault(row["seq"], Kind.ALTERED))
        seen(walk.rows)
    if until is None and anchored[0] > walk.last:
        walk.faults.append(Fault(anchored[0], Kind.CUT))
    if until is not None:
        walk.faults += [Fault(seq, Kind.REMOVED) for seq in range(walk.last + 1, until + 1)]
        walk.kept[walk.last] = walk.previous


def _verdict(walk: Walk, sealed: list[Seal], before: Seal | None, using: str, *, to_the_end: bool) -> Verdict:
    faults = walk.faults + seals.of_days(walk.key, sealed, before=before)
    faults += seals.of_rows(sealed, walk.kept, walk.ended)
    accesses, more = seals.of_accesses(walk.key, using, sealed, before=before, to_the_end=to_the_end)
    found = tuple(dict.fromkeys(faults + more))
    return Verdict(walk.rows, walk.last, found, walk.disposed, len(sealed), accesses)


def _covered(using: str) -> dict[int, UUID]:
    """Number of an entry → the subject whose disposal took its content away."""
    found = Content.objects.using(using).filter(entry__what=DISPOSED).select_related("entry")
    return {seq: one.entry.subject_uuid for one in found for seq in one.content.get("disposed", ())}


def _rows(using: str, after: int = 0, until: int | None = None) -> Iterator[dict[str, Any]]:
    entries = Entry.objects.using(using).filter(seq__gt=after).order_by("seq")
    entries = entries.filter(seq__lte=until) if until is not None else entries
    yield from entries.values(*_FIELDS, "previous", "digest", said=F("content__content")).iterator()


def _chained(key: bytes, row: dict[str, Any], last: int, previous: str) -> list[Fault]:
    seq = row["seq"]
    found = [Fault(missing, Kind.REMOVED) for missing in range(last + 1, seq)]
    if not found and row["previous"] != previous:
        found.append(Fault(seq, Kind.BROKEN))
    fields = chain.spoken([row[name] for name in _FIELDS])
    if chain.entry_digest(key, fields, row["previous"]) != row["digest"]:
        found.append(Fault(seq, Kind.ALTERED))
    return found
