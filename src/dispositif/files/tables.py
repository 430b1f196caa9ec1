"""Tables as files: rows out of CSV or XLSX, every cell a text; `writing.py` writes what is read here.

What is written there is read back unchanged: a cell that a spreadsheet would take for a formula got an
apostrophe in front, and loses it again.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dispositif.files.cells import unescaped
from dispositif.files.limits import check_size
from dispositif.files.workbooks import lines as of_workbook
from dispositif.kernel.refusal import Refusal, phrase

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DIVIDERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the heads are row 1), its cells by column.

    `odd`: column → why its cell is no plain text: `formula` or `date`; `ragged`: it has fewer cells than
    there are heads, or more.
    """

    number: int
    cells: dict[str, str]
    odd: dict[str, str] = field(default_factory=dict)
    ragged: bool = False


def rows_of(
    content: bytes,
    name: str,
    *,
    columns: Sequence[str],
    most: int,
    exact: bool = False,
    results: bool = False,
) -> Iterator[Row]:
    """The rows of a CSV or XLSX file that say something in `columns`; at most `most`.

    The heads stand in the first row, in any order and letter case; columns beyond those asked for are passed
    over, or refused (`exact`). With `results` a formula in a workbook is what it last resulted in. Refuses
    what is no table; `name` is for refusals.
    """
    name = name[:80]
    lines = _lines(content, name, len(columns) + 1 if exact else None, results=results)
    heads = _heads(next(lines, ()))
    _check_heads(heads, columns, name, exact=exact)
    return _limited(_rows(lines, heads, columns, exact=exact), most, name)


def heads_of(content: bytes, name: str) -> list[str]:
    """What the first row of a CSV or XLSX file says, in small letters: the columns to choose from."""
    return _heads(next(_lines(content, name[:80], None, results=False), ()))


def _lines(content: bytes, name: str, width: int | None, *, results: bool) -> Iterator[Sequence[object]]:
    check_size(name, len(content))
    if not content.strip():
        raise empty(name)
    if content.startswith(_ZIP):
        return of_workbook(content, name, width=width, results=results)
    return _separated(content, name)


def empty(name: str) -> Refusal:
    """A file that has no rows."""
    return Refusal("table.empty", phrase("%(name)s is empty."), field="file", name=name[:80])


def _heads(line: Sequence[object]) -> list[str]:
    heads = [_said(cell).lower() for cell in line]
    while heads and not heads[-1]:
        heads.pop()
    return heads


def _check_heads(heads: list[str], columns: Sequence[str], name: str, *, exact: bool) -> None:
    missing = [column for column in columns if column not in heads]
    if missing:
        raise Refusal(
            "table.columns",
            phrase("%(name)s has no column %(missing)s; its first row reads: %(heads)s."),
            field="file",
            name=name,
            missing=", ".join(missing),
            heads=", ".join(head[:40] for head in heads[:10] if head) or "—",
        )
    strange = [head for head in heads if head not in columns or heads.count(head) > 1]
    if exact and strange:
        raise Refusal(
            "table.strange_columns",
            phrase("%(name)s has columns that do not belong here, or that stand there twice: %(strange)s."),
            field="file",
            name=name,
            strange=", ".join(dict.fromkeys(head[:40] or "—" for head in strange[:20])),
        )


def _rows(
    lines: Iterator[Sequence[object]], heads: list[str], columns: Sequence[str], *, exact: bool
) -> Iterator[Row]:
    places = [(column, heads.index(column)) for column in columns]
    for number, line in enumerate(lines, 2):
        said = [_said(cell) for cell in line]
        if not any(said):
            continue
        ragged = len(said) < len(heads) or any(said[len(heads) :])
        said += [""] * (len(heads) - len(said))
        cells = {column: said[place] for column, place in places}
        if exact or any(cells.values()):
            yield Row(number, cells, _odd(line, places), ragged)


def _odd(line: Sequence[object], places: list[tuple[str, int]]) -> dict[str, str]:
    found = {}
    for column, place in places:
        cell = line[place] if place < len(line) else None
        if isinstance(cell, date | time):
            found[column] = "date"
        elif isinstance(cell, str) and cell.startswith("="):
            found[column] = "formula"
    return found


def _limited(rows: Iterator[Row], most: int, name: str) -> Iterator[Row]:
    for count, row in enumerate(rows, 1):
        if count > most:
            raise Refusal(
                "table.too_long",
                phrase("%(name)s has more than %(most)s rows."),
                field="file",
                name=name,
                most=most,
            )
        yield row


def _said(cell: object) -> str:
    """A cell as text: days as days, whole numbers without a fraction."""
    if isinstance(cell, str):
        return unescaped(cell).strip()
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _separated(content: bytes, name: str) -> Iterator[Sequence[object]]:
    """CSV in UTF-8, divided by what its first line has most of: commas, semicolons or tabs."""
    if content.startswith(_OLD) or (b"\x00" in content and not content.startswith(_UTF16)):
        raise Refusal(
            "table.not_text",
            phrase("%(name)s is no table: send XLSX, or CSV in UTF-8."),
            field="file",
            name=name,
        )
    text = _decoded(content, name).lstrip("\r\n")
    divider = max(_DIVIDERS, key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise Refusal(
            "table.broken",
            phrase("%(name)s breaks off in line %(line)s: it is no CSV from there on."),
            field="file",
            name=name,
            line=reader.line_num,
        ) from None


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "table.encoding",
            phrase("%(name)s is not in UTF-8 (line %(line)s). Save it as “CSV UTF-8”, or as XLSX."),
            field="file",
            name=name,
            line=content.count(b"\n", 0, error.start) + 1,
        ) from None
