"""What importing a plan's list would do, before anything is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispositif.files.tables import rows_of
from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.refusal import phrase
from dispositif.mandates.models import Plan, Reference
from dispositif.mandates.plans.check import COLUMNS, Checked, Entry, Rolled, check_plan, checked, rolled

MOST = 50_000
"""Rows of a list; that of 2026 has 446."""


class Change(StrEnum):
    """What an import makes of one reference."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


CHANGES: dict[Change, str] = {
    Change.NEW: phrase("new"),
    Change.CHANGED: phrase("changed"),
    Change.GONE: phrase("gone"),
    Change.SAME: phrase("same"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reference: as the file has it (`entry`), as it is held (`held`), or both."""

    change: Change
    entry: Entry | None = None
    held: Reference | None = None

    @property
    def shown(self) -> Entry | Reference | None:
        """The reference as it would be, or as it was."""
        return self.entry or self.held


@dataclass(frozen=True, slots=True)
class Preview:
    """A list beside what is held of the same plan; `seen`: the plan's revision that it was compared with."""

    year: int
    source: str
    name: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    seen: int
    renamed: bool = False

    @property
    def counts(self) -> dict[Change, int]:
        """How many references of each kind."""
        found = Counter(line.change for line in self.lines)
        return {change: found[change] for change in Change}

    @property
    def refused(self) -> int:
        """How many rows cannot be taken."""
        return len({one.where for one in blocking(self.findings)})

    @property
    def refuses(self) -> bool:
        """Whether a row keeps the whole list from being written."""
        return bool(blocking(self.findings))

    @property
    def changes(self) -> bool:
        """Whether writing it would change anything."""
        return self.renamed or any(line.change is not Change.SAME for line in self.lines)

    @property
    def rolled(self) -> list[Rolled]:
        """The findings by kind."""
        return rolled(self.findings)


def preview(*, content: bytes, name: str, year: int | None, source: str, on: date) -> Preview:
    """Read a list and set it beside what is held of the same year.

    Refuses what is no table with these columns, and a year or source that cannot be right; what is wrong with
    single rows is among the findings.
    """
    known = check_plan(year, source, on)
    found = checked(rows_of(content, name, columns=COLUMNS, most=MOST))
    plan = Plan.objects.filter(year=known).first()
    return Preview(
        year=known,
        source=source.strip(),
        name=name,
        lines=tuple(_lines(found, _held(plan))),
        findings=tuple(found.findings),
        seen=plan.revision if plan else 0,
        renamed=plan is not None and plan.source != source.strip(),
    )


def entry_of(one: Reference) -> Entry:
    """A reference that is held, as the row that it came from; its symbols are those held."""
    symbols = tuple(sorted(cited.symbol for cited in one.cites.all()))
    return Entry(one.place, one.subprogramme, one.body, one.printed, one.title, one.url, symbols)


def _held(plan: Plan | None) -> dict[tuple[str, str, str, str], Reference]:
    if plan is None:
        return {}
    rows = plan.references.filter(superseded_at=None).prefetch_related("cites").order_by("place")
    return {entry_of(one).key: one for one in rows}


def _lines(found: Checked, held: dict[tuple[str, str, str, str], Reference]) -> Iterable[Line]:
    for entry in found.entries:
        one = held.get(entry.key)
        same = one is not None and _says(entry) == _says(entry_of(one))
        yield Line(Change.SAME if same else Change.CHANGED if one else Change.NEW, entry, one)
    yield from (Line(Change.GONE, None, one) for key, one in held.items() if key not in found.keys)


def _says(entry: Entry) -> tuple[str, str, list[str]]:
    return entry.title, entry.url, sorted(entry.symbols)
