"""Do the seals still say what was sealed? Checked without the code that seals."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dispositif.trail import chain
from dispositif.trail.faults import Fault, Kind
from dispositif.trail.models import Access, Seal

_SEAL = (
    "written_on", "first", "last", "rows", "last_digest",
    "until_at", "accesses", "accesses_digest", "previous",
)  # fmt: skip
_ACCESS = (
    "at", "actor_uuid", "actor_label", "door", "subject_kind",
    "subject_uuid", "subject_label", "rows", "path",
)  # fmt: skip


def of_days(key: bytes, seals: Sequence[Seal], *, before: Seal | None = None) -> list[Fault]:
    """Each seal against its own digest and the seal before it."""
    found = []
    for seal in seals:
        if chain.row_digest(key, [getattr(seal, name) for name in _SEAL]) != seal.digest:
            found.append(Fault(seal.last, Kind.SEAL_ALTERED, seal.written_on))
        if not follows(seal, before):
            found.append(Fault(seal.last, Kind.SEAL_BROKEN, seal.written_on))
        before = seal
    return found


def follows(seal: Seal, before: Seal | None) -> bool:
    """Whether no seal was taken out between the two."""
    digest, last = (before.digest, before.last) if before else (chain.START, 0)
    return seal.previous == digest and seal.first == last + 1


def of_rows(seals: Iterable[Seal], digests: Mapping[int, str], ended: Mapping[date, int]) -> list[Fault]:
    """The rows that were read against the seals: `digests` by number, days that `ended` with which."""
    known = {seal.written_on: seal for seal in seals}
    found = [Fault(last, Kind.SEAL_REMOVED, day) for day, last in ended.items() if day not in known]
    for seal in known.values():
        if digests.get(seal.last, seal.last_digest) != seal.last_digest:
            found.append(Fault(seal.last, Kind.SEAL_ROWS, seal.written_on))
    return found


def of_accesses(
    key: bytes, using: str, seals: Sequence[Seal], *, before: Seal | None = None, to_the_end: bool = True
) -> tuple[int, list[Fault]]:
    """How many accesses were read, and what is wrong with them; those after the last seal stand alone."""
    since = before.until_at if before else None
    until = None if to_the_end else seals[-1].until_at
    limits = [seal.until_at for seal in seals]
    sums, counts = [hashlib.sha256() for _ in seals], [0] * len(seals)
    read, found = 0, []
    for row in _accesses(using, since, until):
        read += 1
        if chain.row_digest(key, [row[name] for name in _ACCESS]) != row["digest"]:
            found.append(Fault(row["id"], Kind.ACCESS))
        if (place := bisect_right(limits, row["at"])) < len(seals):
            sums[place].update(row["digest"].encode())
            counts[place] += 1
    for seal, total, count in zip(seals, sums, counts, strict=True):
        if (seal.accesses, seal.accesses_digest) != (count, total.hexdigest()):
            found.append(Fault(seal.last, Kind.ACCESSES, seal.written_on))
    return read, found


def _accesses(using: str, since: datetime | None, until: datetime | None) -> Iterable[dict[str, Any]]:
    rows = Access.objects.using(using).order_by("id")
    rows = rows.filter(at__gte=since) if since else rows
    rows = rows.filter(at__lt=until) if until else rows
    found: Iterable[dict[str, Any]] = rows.values("id", "digest", *_ACCESS).iterator()
    return found
