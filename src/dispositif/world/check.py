"""What must hold in the tables of facts: every fault is found at once, each with its line."""

import re
import unicodedata
from collections.abc import Iterator

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import phrase
from dispositif.world.facts import Row, Tables, remark
from dispositif.world.rules import Kind, fold
from dispositif.world.sheets import PARTICIPANTS, SHEETS, Sheet


def check(tables: Tables) -> list[Finding]:
    """Everything that is wrong with tables that could be read; an empty list lets them be loaded."""
    return [finding for sheet in SHEETS for finding in _check(sheet, tables)]


def _check(sheet: Sheet, tables: Tables) -> Iterator[Finding]:
    rows = tables[sheet.name]
    for row in rows:
        yield from _shape(sheet, row)
    for column in sheet.unique:
        yield from _repeated(column, [(row, row[column]) for row in rows if row[column]])
    for language in sheet.languages:
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
            yield _at(row, column, "shape", phrase("%(value)s is not a value of this column."))
    for language in sheet.languages:
        name = row[language]
        if not name or name != unicodedata.normalize("NFC", " ".join(name.split())):
            yield _at(
                row, language, "name", phrase("The name is missing, or holds stray spaces or loose marks.")
            )
    if not row["source"]:
        yield _at(row, "source", "source", phrase("The row names no source."))
    if set(row["doubtful"].split()) - set(sheet.languages):
        yield _at(
            row, "doubtful", "language", phrase("%(value)s names a language that the table does not hold.")
        )


def _repeated(column: str, values: list[tuple[Row, str]]) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row, value in values:
        before = first.setdefault(value, row)
        if before is not row:
            said = phrase("%(value)s stands in %(before)s already.")
            yield _at(row, column, "repeated", said, before=before.where)


def _shared(sheet: Sheet, rows: list[Row]) -> Iterator[Finding]:
    """Names of one row that are another row's in another language: neither could be resolved."""
    owners: dict[str, Row] = {}
    for row in rows:
        for language in sheet.languages:
            other = owners.setdefault(fold(row[language]), row)
            if other is not row:
                yield _at(
                    row,
                    language,
                    "shared",
                    phrase("%(value)s is also a name in %(before)s."),
                    before=other.where,
                )


def _cited(sheet: Sheet, tables: Tables) -> Iterator[Finding]:
    """What a row cites stands in its table, and above the row where that is the same table."""
    column, name = sheet.parent
    cited = next(one for one in SHEETS if one.name == name)
    known = set() if cited is sheet else {row[cited.key] for row in tables[name]}
    for row in tables[sheet.name]:
        if row[column] and row[column] not in known:
            yield _at(
                row,
                column,
                "unknown",
                phrase("%(value)s is not in the table it cites, or not above this line."),
            )
        if cited is sheet:
            known.add(row[sheet.key])


def _codes(rows: list[Row]) -> Iterator[Finding]:
    """States have codes and a region, other participants none; only Members have a year of admission."""
    for row in rows:
        state, member = row["kind"] != Kind.REIO, row["kind"] == Kind.MEMBER
        for column in ("m49", "iso2", "iso3", "region"):
            if bool(row[column]) != state:
                yield _at(row, column, "codes", phrase("States have this code, and only they."))
        if bool(row["member_since"]) != member:
            yield _at(
                row, "member_since", "codes", phrase("Members have a year of admission, and only they.")
            )
        if state and row["code"] != row["iso3"]:
            yield _at(row, "code", "codes", phrase("The code of a State is its ISO alpha-3 code."))


def _at(row: Row, column: str, code: str, reason: str, **facts: object) -> Finding:
    return remark(row.where, column, row[column], code, reason, **facts)
