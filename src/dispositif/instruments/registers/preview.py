"""What importing a register would do, before anything is written."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dispositif.files.tables import heads_of, rows_of
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries import register as queries
from dispositif.instruments.registers.acts import Change, Line
from dispositif.instruments.registers.comparison import Comparison
from dispositif.instruments.registers.layout import Layout, number_of, recognised
from dispositif.instruments.registers.reading import LONGEST, Read, read, remark
from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.plans.check import Rolled, rolled

MOST = 100_000
"""Rows of a file; all registers together have about 6,000 actions."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of a file beside its rows.

    `source`: where it is from; `as_at`: the last day that it covers (None: that of its newest action);
    `whole`: it is the whole register of each instrument that it mentions, else additions to what is held;
    `instrument`: code or number, for files that name none; `columns`: field → heading of the file where
    somebody chose another than was recognised, "" for none; `losses`: codes of what its source does not
    tell, beside what its columns show.
    """

    source: str = ""
    as_at: date | None = None
    whole: bool = True
    instrument: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    losses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A file beside what is held.

    `seen`: instrument → the revision of its register that it was compared with; `as_at`: the last day of
    each; `moves`: those whose register is held in a later state by it; `named`: row → instrument.
    """

    name: str
    asked: Asked
    layout: Layout
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    seen: dict[str, int]
    as_at: dict[str, date]
    moves: frozenset[str]
    named: Mapping[str, str]

    @property
    def source(self) -> str:
        """Where the register is from: as was said, else the name of the file."""
        return self.asked.source.strip() or self.name[: LONGEST["source"]]

    @cached_property
    def counts(self) -> dict[str, dict[Change, int]]:
        """Instrument → how many actions of each kind; "" for rows whose instrument is not known."""
        found = Counter((line.shown.instrument, line.change) for line in self.lines)
        bad = {one.where for one in blocking(self.findings) if one.where in self.named}
        refused = Counter(self.named[row] for row in bad)
        codes = [*self.seen, *([""] if refused[""] else [])]
        return {
            code: {change: found[code, change] for change in Change} | {Change.REFUSED: refused[code]}
            for code in codes
        }

    @property
    def totals(self) -> dict[Change, int]:
        """The same of all instruments together."""
        return {change: sum(one[change] for one in self.counts.values()) for change in Change}

    @property
    def refuses(self) -> bool:
        """Whether anything keeps the file from being written."""
        return bool(blocking(self.findings))

    @property
    def changes(self) -> bool:
        """Whether writing it would change anything."""
        return bool(self.moves) or any(line.writes for line in self.lines)

    @property
    def rolled(self) -> list[Rolled]:
        """The findings by kind."""
        return rolled(self.findings)

    @property
    def waiting(self) -> list[str]:
        """The printed names that nobody is recognised by, each once."""
        names = (line.entry.name for line in self.lines if line.change is Change.UNRESOLVED and line.entry)
        return list(dict.fromkeys(names))


def preview(*, content: bytes, name: str, asked: Asked, on: date) -> Preview:
    """Read a register and set it beside what is held; nothing is written.

    Refuses what is no register at all; what is wrong with single rows is among the findings.
    """
    _check(asked, on)
    layout = recognised(heads_of(content, name), asked.columns, name)
    listed = queries.by_any_name()
    given = _given(layout, asked, name, listed)
    found = read(rows_of(content, name, columns=layout.headings, most=MOST), layout, given)
    if not found.named:
        raise Refusal("instruments.no_rows", phrase("%(name)s has no rows."), field="file", name=name[:80])
    _place(found, listed, asked.instrument and given)
    chosen = {one.code: one for one in listed.values() if one.code in found.named.values()}
    made = Comparison(asked, layout, found, dict(sorted(chosen.items())), on).made()
    return Preview(
        name=name,
        asked=asked,
        layout=layout,
        lines=made.lines,
        findings=made.findings,
        seen={code: one.revision for code, one in sorted(chosen.items())},
        as_at=made.as_at,
        moves=made.moves,
        named=found.named,
    )


def _check(asked: Asked, on: date) -> None:
    if asked.as_at and asked.as_at > on:
        raise Refusal(
            "instruments.as_at_future",
            phrase("A register cannot be held as it will be on %(day)s."),
            field="as_at",
            day=asked.as_at,
        )
    if len(asked.source.strip()) > LONGEST["source"]:
        raise Refusal(
            "instruments.source_long",
            phrase("The source has at most %(most)s characters."),
            field="source",
            most=LONGEST["source"],
        )


def _given(layout: Layout, asked: Asked, name: str, listed: Mapping[str, Instrument]) -> str:
    """The instrument of rows that name none: as chosen, or by the number in the name of the file."""
    if asked.instrument:
        return queries.instrument(asked.instrument).code
    number = number_of(name)
    if not number and "instrument" not in layout.columns:
        raise Refusal(
            "instruments.instrument_missing",
            phrase("The file does not say which instrument it is about: choose one."),
            field="instrument",
        )
    return listed[number].code if number in listed else number


def _place(found: Read, listed: Mapping[str, Instrument], only: str) -> None:
    """Instruments by their codes; rows of one that is not known, or not the one chosen, are refused."""
    codes = {said: listed.get(said.casefold()) for said in set(found.named.values())}
    for row, said in found.named.items():
        one = codes[said]
        found.named[row] = one.code if one else ""
        if one is None:
            unknown = phrase("There is no such instrument here.")
            found.findings.append(remark(row, "instrument", said, "unknown", unknown))
        elif only and one.code != only:
            other = phrase("The row is about another instrument than the one chosen, %(chosen)s.")
            found.findings.append(remark(row, "instrument", said, "other_instrument", other, chosen=only))
    placed = (replace(one, instrument=found.named[str(one.number)]) for one in found.entries)
    found.entries = [one for one in placed if one.instrument and only in ("", one.instrument)]
