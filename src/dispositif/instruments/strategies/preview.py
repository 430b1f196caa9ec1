"""What importing a table of strategies would do, before anything is written. Nothing is ever taken away."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Sum

from dispositif.files.tables import Row, rows_of
from dispositif.instruments.models import Strategy
from dispositif.instruments.strategies.cells import COLUMNS, cells_of, read
from dispositif.instruments.strategies.held import DAYS, editions, said_of, with_parts
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.refusals import faults
from dispositif.instruments.strategies.rules import Said
from dispositif.kernel.finding import Finding, Severity, blocking
from dispositif.kernel.refusal import Refusal, phrase

MOST = 5_000
"""Rows of a table; a strategy for every State and theme would be some 1,200."""
FORMULA = phrase("The cell is a formula: enter the words themselves.")
TURNED = phrase("A spreadsheet made a date of this cell: format the column as text and enter it anew.")
RAGGED = phrase("The row has fewer cells than there are heads, or more: is half of it missing?")


class Change(StrEnum):
    """What an import makes of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that can be taken: what it says, beside what is held; `uuid` is the one it asks for, if any."""

    number: int
    said: Said
    strategy: Strategy | None = None
    before: Said | None = None
    uuid: UUID | None = None

    @property
    def change(self) -> Change:
        """What writing it would do."""
        if self.before is None:
            return Change.NEW
        return Change.SAME if same(self.said, self.before) else Change.CHANGED

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """Column → before and after, of those that change."""
        was: dict[str, Any] = cells_of(self.before) if self.before else {}
        now = cells_of(self.said)
        pairs = {name: (_text(was.get(name)), _text(now[name])) for name in COLUMNS}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True, slots=True)
class Preview:
    """A table beside what is held; `seen`: how often strategies had been written when it was compared."""

    name: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    seen: int

    @property
    def counts(self) -> dict[Change, int]:
        """How many rows of each kind."""
        found = Counter(line.change for line in self.lines)
        return {change: found[change] for change in Change}

    @property
    def refused(self) -> int:
        """How many rows cannot be taken."""
        return len({one.where for one in blocking(self.findings)})

    @property
    def refuses(self) -> bool:
        """Whether a row keeps the whole table from being written."""
        return bool(blocking(self.findings))

    @property
    def writes(self) -> bool:
        """Whether it would be written and would change anything."""
        return not self.refuses and any(line.change is not Change.SAME for line in self.lines)


def same(one: Said, other: Said) -> bool:
    """Whether two say the same; in which order measures stand says nothing."""
    return _plain(one) == _plain(other)


def _plain(said: Said) -> Said:
    return replace(said, measures=tuple(sorted(said.measures)))


def written_so_far() -> int:
    """How often strategies were written: the sum of their revisions grows with every change."""
    return int(Strategy.objects.aggregate(all=Sum("revision"))["all"] or 0)


def preview(*, content: bytes, name: str, on: date) -> Preview:
    """Read a table and set it beside what is held. Refuses what is no table with these columns."""
    seen = written_so_far()
    comparing = _Comparing(on)
    for row in rows_of(content, name, columns=COLUMNS, most=MOST):
        comparing.take(row)
    return Preview(name, tuple(comparing.lines), tuple(comparing.findings), seen)


class _Comparing:
    """The rows of one table, each compared with what is held and with the rows above."""

    def __init__(self, on: date) -> None:
        self.on, self.recogniser = on, Recogniser()
        self.lines: list[Line] = []
        self.findings: list[Finding] = []
        rows = [(one.strategy, said_of(one)) for one in with_parts(editions())]
        self.by_uuid = {strategy.uuid: (strategy, said) for strategy, said in rows}
        self.by_key = {said.key: (strategy, said) for strategy, said in rows}
        self.taken: dict[object, int] = {}

    def take(self, row: Row) -> None:
        """One more row."""
        found = list(_crooked(row))
        uuid = _uuid(row.cells["uuid"], found)
        held = self.by_uuid.get(uuid) if uuid else None
        said, unread = read(row.cells, self.recogniser, held[1] if held else None)
        found += unread
        if said is not None:
            held = held or (None if uuid else self.by_key.get(said.key))
            if held and not uuid:  # read again: what is held keeps the sources of its States
                said = read(row.cells, self.recogniser, held[1])[0] or said
            found += faults(said, self.recogniser.known, self.on)
            found += self._twice(said, held[0] if held else None)
        if found or said is None:
            self.findings += (_finding(row, one) for one in found)
            return
        self._keep(row, said, held, uuid)

    def _keep(self, row: Row, said: Said, held: tuple[Strategy, Said] | None, uuid: UUID | None) -> None:
        self.findings += _doubts(row, said)
        self.taken[said.key] = row.number
        strategy, before = held or (None, None)
        if strategy:
            self.taken[strategy.pk] = row.number
        self.lines.append(Line(row.number, said, strategy, before, uuid))

    def _twice(self, said: Said, strategy: Strategy | None) -> Iterator[Refusal]:
        first = self.taken.get(said.key) or (self.taken.get(strategy.pk) if strategy else None)
        if first:
            text = phrase("The same strategy stands in row %(first)s already.")
            yield Refusal("instruments.strategy_row_twice", text, field="title", first=first)
        other = self.by_key.get(said.key)
        if other and (strategy is None or other[0].pk != strategy.pk):
            yield twice(other[0])


def twice(other: Strategy) -> Refusal:
    """The refusal of a strategy that is held already."""
    text = phrase("This strategy is recorded already: %(title)s. Amend that one.")
    return Refusal("instruments.strategy_twice", text, field="title", title=other.title, uuid=str(other.uuid))


def _crooked(row: Row) -> Iterator[Refusal]:
    for column, why in row.odd.items():
        if why == "formula":
            yield Refusal("instruments.strategy_formula", FORMULA, field=column)
        elif column not in DAYS:
            yield Refusal("instruments.strategy_turned", TURNED, field=column)
    if row.ragged:
        yield Refusal("instruments.strategy_ragged", RAGGED)


def _uuid(said: str, found: list[Refusal]) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        text = phrase("This is no identifier: leave the cell empty for a new strategy.")
        found.append(Refusal("instruments.strategy_uuid", text, field="uuid"))
        return None


def _doubts(row: Row, said: Said) -> Iterable[Finding]:
    if not said.covers:
        text = phrase("No State is listed: the strategy covers none until each is listed.")
        yield _finding(
            row, Refusal("instruments.strategy_covers_none", text, field="states"), Severity.WARNING
        )


def _finding(row: Row, one: Refusal, severity: Severity = Severity.ERROR) -> Finding:
    value = row.cells.get(one.field, "")
    value = value if len(value) <= 80 else f"{value[:79]}…"
    return Finding(str(row.number), value, severity, one.code, one.reason, one.field, one.facts)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
