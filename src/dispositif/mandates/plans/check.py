"""Whether the rows of a plan's list can be taken: every remark at once, each with its row and column."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from dispositif.files.tables import Row
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.plans import bodies

COLUMNS = ("subprogramme", "body", "symbol", "title", "url")
LONGEST = {"subprogramme": 400, "body": 200, "symbol": 200, "title": 4000, "url": 300}
FIRST_YEAR = 1946
AHEAD = 5
"""A plan is drawn up a few years before it begins, at most."""
SHOWN = 5
"""Findings of one kind that are shown; the others are counted, and can be taken away as a file."""
ODD = {
    "formula": phrase("The cell is a formula: enter the words themselves."),
    "date": phrase("A spreadsheet made a date of this number: format the column as text and enter it anew."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One legislative mandate as a row prints it, and the symbols that it stands for."""

    number: int
    subprogramme: str
    body: str
    printed: str
    title: str
    url: str
    symbols: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same reference in a later list: its number, or its title where it has none."""
        return self.subprogramme, self.body, self.printed, "" if self.printed else self.title


@dataclass(frozen=True, slots=True)
class Rolled:
    """All findings of one kind: how many, and the first few."""

    code: str
    severity: Severity
    count: int
    first: tuple[Finding, ...]


@dataclass
class Checked:
    """The entries that can be taken, what was found, and the keys of all rows, those refused too."""

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    keys: set[tuple[str, str, str, str]] = field(default_factory=set)


def check_plan(year: int | None, source: str, on: date) -> int:
    """Refuse a plan without a year that can be right, or without the source of its list; the year."""
    if year is None or not FIRST_YEAR <= year <= on.year + AHEAD:
        raise Refusal(
            "mandates.plan_year",
            phrase("The year of the plan lies between %(first)s and %(last)s."),
            field="year",
            first=FIRST_YEAR,
            last=on.year + AHEAD,
        )
    if not 0 < len(source.strip()) <= LONGEST["url"]:
        raise Refusal(
            "mandates.plan_source",
            phrase("Say where the list comes from, in at most %(most)s characters: A/80/6 (Sect. 16)."),
            field="source",
            most=LONGEST["url"],
        )
    return year


def checked(rows: Iterable[Row]) -> Checked:
    """Every row looked at; one with an error makes no entry."""
    found = Checked()
    first: dict[tuple[str, str, str, str], int] = {}
    for row in map(_squeezed, rows):
        entry = _entry(row)
        remarks = _remarks(row)
        if not remarks and entry.key in first:
            said = phrase("The same reference stands in row %(first)s already.")
            remarks.append(_finding(row, "symbol", "twice", said, first=first[entry.key]))
        if not remarks:
            first[entry.key] = row.number
            found.entries.append(entry)
            remarks = _doubts(row, entry)
        found.keys.add(entry.key)
        found.findings += remarks
    return found


def _squeezed(row: Row) -> Row:
    """The row as it is compared: programs change blanks and line ends, never words."""
    return replace(row, cells={column: " ".join(said.split()) for column, said in row.cells.items()})


def _entry(row: Row) -> Entry:
    cells = row.cells
    symbols, _unread = bodies.symbols(cells["body"], cells["symbol"])
    under = cells["subprogramme"].rstrip(" –-")  # a dash that the list leaves at the end of a heading
    return Entry(
        row.number, under, cells["body"], cells["symbol"], cells["title"], cells["url"], tuple(symbols)
    )


def _remarks(row: Row) -> list[Finding]:
    """What keeps a row from being taken."""
    cells = row.cells
    found = [_finding(row, column, why, ODD[why]) for column, why in row.odd.items()]
    for column in ("subprogramme", "body"):
        if not cells[column]:
            found.append(_finding(row, column, "blank", phrase("The cell is blank.")))
    if not cells["symbol"] and not cells["title"]:
        found.append(_finding(row, "symbol", "nothing", phrase("Neither a number nor a title is given.")))
    if cells["url"] and not cells["url"].startswith(("http://", "https://")):
        found.append(_finding(row, "url", "no_url", phrase("This is no address of the web.")))
    for column, said in cells.items():
        if len(said) > LONGEST[column]:
            said_ = phrase("The cell has more than %(most)s characters.")
            found.append(_finding(row, column, "too_long", said_, most=LONGEST[column]))
        if any(unicodedata.category(one) in ("Cc", "Cs") for one in said):
            found.append(
                _finding(
                    row, column, "unprintable", phrase("The cell holds characters that cannot be printed.")
                )
            )
    return found


def _doubts(row: Row, entry: Entry) -> list[Finding]:
    """What does not keep it from being taken, but leaves it without a symbol."""
    if not bodies.known(entry.body):
        said = phrase("The table of bodies does not have this one: no symbol is made of the number.")
        return [_finding(row, "body", "unknown_body", said, Severity.WARNING)]
    _found, unread = bodies.symbols(entry.body, entry.printed)
    said = phrase("“%(number)s” is not how this body numbers its decisions: no symbol is made of it.")
    return [_finding(row, "symbol", "no_symbol", said, Severity.WARNING, number=one) for one in unread]


def _finding(
    row: Row, column: str, code: str, reason: str, severity: Severity = Severity.ERROR, **facts: object
) -> Finding:
    value = row.cells[column]
    return Finding(
        where=str(row.number),
        value=value if len(value) <= 80 else value[:79] + "…",
        severity=severity,
        code=f"mandates.plan_{code}",
        reason=reason,
        column=column,
        facts=facts,
    )


def rolled(findings: Iterable[Finding]) -> list[Rolled]:
    """The findings by kind, errors first; ten thousand of a kind are one line and the first five."""
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    kinds = [Rolled(code, rows[0].severity, len(rows), tuple(rows[:SHOWN])) for code, rows in by_code.items()]
    return sorted(kinds, key=lambda kind: (kind.severity is Severity.WARNING, kind.code))
