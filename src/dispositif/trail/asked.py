"""What a list of entries or of accesses is narrowed to, as an address or a command writes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.trail.models import Access, Entry
from dispositif.trail.queries import accesses, whole

Row = TypeVar("Row", Entry, Access)
NAMES = ("since", "until", "actor", "what", "door", "subject")
"""The filters: two days (UTC), both included; words or a uuid; an entry's name or an access's door."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty: not narrowed."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    what: str = ""
    door: str = ""
    subject: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """From texts under NAMES. Refusal `trail.not_a_day`."""
        said = {name: given.get(name, "").replace("\x00", "").strip()[:200] for name in NAMES}
        since, until = (_day(name, said.pop(name)) for name in ("since", "until"))
        return cls(since, until, **said)

    def entries(self) -> QuerySet[Entry]:
        """The entries, the latest first, with their contents."""
        rows = self._narrowed(whole()).select_related("content")
        return rows.filter(what=self.what) if self.what else rows

    def accesses(self) -> QuerySet[Access]:
        """The accesses, the latest first."""
        rows = self._narrowed(accesses())
        return rows.filter(door=self.door) if self.door else rows

    def _narrowed(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        if self.since:
            rows = rows.filter(at__gte=datetime.combine(self.since, time(), UTC))
        if self.until and self.until < date.max:
            rows = rows.filter(at__lt=datetime.combine(self.until + timedelta(1), time(), UTC))
        for name, said in (("actor", self.actor), ("subject", self.subject)):
            rows = rows.filter(_known_as(name, said)) if said else rows
        return rows


def _known_as(name: str, said: str) -> Q:
    """By uuid if it is one, else by words of the label."""
    try:
        return Q(**{f"{name}_uuid": UUID(said)})
    except ValueError:
        return Q(**{f"{name}_label__icontains": said})


def _day(name: str, written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        reason = phrase("“%(asked)s” is not a day: write year, month and day, as in 2026-03-31.")
        raise Refusal("trail.not_a_day", reason, field=name, asked=written[:40]) from None
