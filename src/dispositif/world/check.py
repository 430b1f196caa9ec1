"""What must hold in the tables of facts: every fault is found at once, each with its line."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import phrase
from dispositif.world.facts import Row, Tables, at
from dispositif.world.rules import Kind, fold
from dispositif.world.sheets import PARTICIPANTS, SHEETS, Sheet
from dispositif.world.turns import check_turns


def check(tables: Tables) -> list[Finding]:
    """Everything that is wrong with tables that could be read; an empty list lets them be loaded.

    How rows agree with each other in time is looked at once every row is sound by itself.
    """
    found = [finding for sheet in SHEETS for finding in _check(sheet, tables)]
    return found or check_turns(tables)


def _check(sheet: Sheet, tables: Tables) -> Iterator[Finding]:
    rows = tables[sheet.name]
    for row in rows:
        yield from _shape(sheet, row)
    for column in sheet.unique:
        yield from _repeated(column, [(row, row[column]) for row in rows if row[column]])
    for language in sheet.languages if sheet.unique else ():
        yield from _repeated(language, [(row, fold(row[language])) for row in rows if row[language]])
    if sheet.apart:
        yield from _shared(sheet, rows)
    yield from _cited(sheet, tables)
    if sheet is PARTICIPANTS:
        yield from _codes(rows)


def _shape(sheet: Sheet, row: Row) -> Iterator[Finding]:
    """Values that do not look as they must; names missing or not composed (Unicode form C)."""
    for column, pattern in sheet.columns.items():
        if not re.fullmatch(pattern, row[column]):
            yield at(row, column, "shape", phrase("%(value)s is not a value of this column."))
    for column in sheet.days:
        yield from _day(row, column)
    for language in sheet.languages:
        yield from _name(row, language, missing=sheet.gaps)
    if not row["source"]:
        yield at(row, "source", "source", phrase("The row names no source."))
    if set(row["doubtful"].split()) - {*sheet.languages, *sheet.columns}:
        yield at(
            row, "doubtful", "language", phrase("%(value)s names a language that the table does not hold.")
        )


def _day(row: Row, column: str) -> Iterator[Finding]:
    try:
        date.fromisoformat(row[column] or "2000-01-01")
    except ValueError:
        yield at(row, column, "day", phrase("%(value)s is no day of the calendar."))


def _name(row: Row, language: str, *, missing: bool) -> Iterator[Finding]:
    name = row[language]
    composed = name == unicodedata.normalize("NFC", " ".join(name.split()))
    if not composed or not (name or missing):
        yield at(row, language, "name", phrase("The name is missing, or holds stray spaces or loose marks."))


def _repeated(column: str, values: list[tuple[Row, str]]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row, value in values:
        before = first.setdefault(value, row)
        if before is not row:
            said = phrase("%(value)s stands in %(before)s already.")
            yield at(row, column, "repeated", said, before=before.where)


def _shared(sheet: Sheet, rows: list[Row]) -> Iterator[Finding]:
    """Names of one row that are another row's in another language: neither could be resolved."""
    owners: dict[str, Row] = {}
    for row in rows:
        for language in sheet.languages:
            other = owners.setdefault(fold(row[language]), row)
            if other is not row:
                yield at(
                    row,
                    language,
                    "shared",
                    phrase("%(value)s is also a name in %(before)s."),
                    before=other.where,
                )


def _cited(sheet: Sheet, tables: Tables) -> Iterator[Finding]:
    """What a row cites stands in its table, and above the row where that is the same table."""
    said = phrase("%(value)s is not in the table it cites, or not above this line.")
    for column, name in sheet.cites.items():
        cited = next(one for one in SHEETS if one.name == name)
        known = set() if cited is sheet else {row[cited.key] for row in tables[name]}
        for row in tables[sheet.name]:
            if row[column] and row[column] not in known:
                yield at(row, column, "unknown", said)
            if cited is sheet:
                known.add(row[sheet.key])


def _codes(rows: list[Row]) -> Iterator[Finding]:
    """States have codes and a region, other participants none; only Members have a year of admission.

    A State that ended before there were codes (ISO 3166 of 1974) has none.
    """
    for row in rows:
        state, member = row["kind"] != Kind.REIO, row["kind"] == Kind.MEMBER
        uncoded = bool(row["until_on"]) and not row["iso3"]
        for column in ("m49", "iso2", "iso3", "region"):
            if bool(row[column]) != state and not uncoded:
                yield at(row, column, "codes", phrase("States have this code, and only they."))
        if bool(row["member_since"]) != member:
            yield at(row, "member_since", "codes", phrase("Members have a year of admission, and only they."))
        if state and row["code"] != row["iso3"] and not uncoded:
            yield at(row, "code", "codes", phrase("The code of a State is its ISO alpha-3 code."))
