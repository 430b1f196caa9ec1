"""Rows of a register, read into actions: every fault of a cell at once, with its row and column."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dispositif.files.tables import Row
from dispositif.instruments.registers.acts import Entry
from dispositif.instruments.registers.days import day_of, why_not
from dispositif.instruments.registers.layout import PAGE, Layout
from dispositif.instruments.rules import KINDS, MARKERS, Kind
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase

LONGEST = {"instrument": 60, "participant": 200, "printed": 200, "symbol": 60, "source": 300}
"""Characters of a cell, as the database holds them; any other cell has no more than OTHER."""
OTHER = 60
DATED = ("on", "effective_on", *PAGE)
"""Fields in which a spreadsheet's own days are welcome."""
MARKED: dict[str, dict[str, Kind]] = {
    "signed": {
        "": Kind.SIGNATURE,
        "d": Kind.SUCCESSION_TO_SIGNATURE,
        "s": Kind.DEFINITIVE_SIGNATURE,
    },
    "participated": {"": Kind.PARTICIPATION},
    "consented": MARKERS,
}
"""Column of a page of the Treaty Collection → what the marker after its dates means."""
NO_KIND = phrase("This is no action on a treaty that is known here.")
NO_MARKER = phrase("This marker is not known in this column: %(known)s are.")


def letters(said: str) -> str:
    """A word as it is looked up: without case, blanks and signs."""
    return "".join(filter(str.isalnum, said.casefold()))


WORDS: dict[str, Kind] = {
    **{letters(kind): kind for kind in Kind},
    **{letters(said): kind for kind, said in KINDS.items()},
    "participationvia1972protocol": Kind.PARTICIPATION,
    "denunciation": Kind.WITHDRAWAL,
}


@dataclass
class Read:
    """The actions that could be read, what was found, and the instrument that each row names."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)


def remark(
    row: int | str,
    column: str,
    value: object,
    code: str,
    reason: str,
    severity: Severity = Severity.ERROR,
    **facts: object,
) -> Finding:
    """A finding on one cell, or (no column) on one row or one instrument."""
    said = str(value)
    short = said if len(said) <= 80 else said[:79] + "…"
    return Finding(str(row), short, severity, f"instruments.{code}", reason, column, facts)


def read(rows: Iterable[Row], layout: Layout, instrument: str) -> Read:
    """Every row looked at; a cell with a fault makes no action. `instrument`: of rows that name none."""
    found = Read()
    for row in rows:
        cells = {name: " ".join(row.cells[head].split()) for name, head in layout.columns.items()}
        cells["instrument"] = cells.get("instrument") or instrument
        found.named[str(row.number)] = cells["instrument"]
        faults = list(_faults(row, cells, layout))
        found.findings += faults
        if not faults:
            entries, findings = (_of_page if layout.by_participant else _of_action)(row, cells, layout)
            found.entries += entries
            found.findings += findings
    return found


def _faults(row: Row, cells: dict[str, str], layout: Layout) -> Iterator[Finding]:
    """What keeps a row from being looked into."""
    if row.ragged:
        said = phrase("The row has more or fewer cells than there are columns.")
        yield remark(row.number, "", " ".join(cells.values()), "ragged", said)
    for name, said in cells.items():
        column = layout.columns.get(name, name)
        why = row.odd.get(column)
        if why == "formula":
            yield remark(
                row.number, column, said, "formula", phrase("The cell is a formula: enter the words.")
            )
        if why == "date" and name not in DATED:
            yield remark(row.number, column, said, "date", phrase("A spreadsheet made a date of this."))
        if len(said) > (most := LONGEST.get(name, OTHER)):
            long = phrase("The cell has more than %(most)s characters.")
            yield remark(row.number, column, said, "too_long", long, most=most)
        if not said.isprintable() and any(unicodedata.category(one) in ("Cc", "Cs") for one in said):
            odd = phrase("The cell holds characters that cannot be printed.")
            yield remark(row.number, column, said, "unprintable", odd)
    if not (cells["participant"] or cells.get("printed")):
        column = layout.columns["participant"]
        yield remark(row.number, column, "", "blank", phrase("The row names no participant."))


def _of_action(row: Row, cells: dict[str, str], layout: Layout) -> tuple[list[Entry], list[Finding]]:
    """A row that is one action."""
    faults: list[Finding] = []
    kind = WORDS.get(letters(cells["kind"]))
    if kind is None:
        faults.append(remark(row.number, layout.columns["kind"], cells["kind"], "no_kind", NO_KIND))
    faults += _marker(row, cells, layout, kind)
    days: dict[str, date | None] = {}
    for name in ("on", "effective_on"):
        said = cells.get(name, "")
        days[name] = day_of(said)
        if days[name] is None and (said or name == "on"):
            faults.append(remark(row.number, layout.columns[name], said, "no_day", why_not(said)))
    on = days["on"]
    if faults or kind is None or on is None:
        return [], faults
    entry = Entry(
        number=row.number,
        column=layout.columns["on"],
        instrument=cells["instrument"],
        name=cells.get("printed") or cells["participant"],
        kind=kind,
        on=on,
        effective_on=days["effective_on"],
        symbol=cells.get("symbol", ""),
        source=cells.get("source", ""),
        participant=cells["participant"],
    )
    return [entry], []


def _marker(row: Row, cells: dict[str, str], layout: Layout, kind: Kind | None) -> list[Finding]:
    """Whether the marker is known, and says what the action says."""
    said = cells.get("marker", "")
    if not said:
        return []
    if said not in MARKERS:
        return [_unknown(row, layout.columns["marker"], said, MARKERS)]
    if kind in (MARKERS[said], MARKED["signed"].get(said), None):
        return []
    other = phrase("The marker says %(marked)s, the action something else.")
    column = layout.columns["marker"]
    return [remark(row.number, column, said, "marker_differs", other, marked=KINDS[MARKERS[said]])]


def _unknown(row: Row, column: str, marker: str, known: Iterable[str]) -> Finding:
    listed = ", ".join(filter(None, known)) or "—"
    return remark(row.number, column, marker, "no_marker", NO_MARKER, known=listed)


def _of_page(row: Row, cells: dict[str, str], layout: Layout) -> tuple[list[Entry], list[Finding]]:
    """A row that is a participant, with a date for each thing it did."""
    entries: list[Entry] = []
    faults: list[Finding] = []
    for name in PAGE:
        if not (said := cells.get(name, "")):
            continue
        column, (dated, marker) = layout.columns[name], _parted(said)
        on, kind = day_of(dated), MARKED[name].get(marker)
        if on is None:
            faults.append(remark(row.number, column, said, "no_day", why_not(dated)))
        if kind is None:
            faults.append(_unknown(row, column, marker, MARKED[name]))
        if on and kind:
            who = cells["participant"]
            entries.append(Entry(row.number, column, cells["instrument"], who, kind, on, participant=who))
    if not entries and not faults:
        idle = phrase("The row tells no action of this participant.")
        faults.append(remark(row.number, "", cells["participant"], "idle", idle, Severity.WARNING))
    return entries, faults


def _parted(said: str) -> tuple[str, str]:
    """A date, and the marker after it."""
    dated, _, last = said.rpartition(" ")
    return (dated, last) if dated and last.isalpha() else (said, "")
