"""Tables as files: rows out of CSV or XLSX, and rows into them.

What is written here is read back unchanged: a cell that a spreadsheet would take for a formula gets an
apostrophe in front, and loses it again.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

from dispositif.kernel.refusal import Refusal, phrase

LARGEST = 20 * 1024 * 1024
"""Bytes of a file."""
MOST_ROWS = 50_000
UNPACKED = 100_000_000
"""Bytes that a workbook may unpack to."""
MOST_COLUMNS = 60
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a table can be taken away as → its media type."""
_DELIMITERS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What a workbook that is none makes the reader of workbooks raise."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the heads are row 1), its cells by column, plain words all of them.

    `odd`: column → why its cell is no plain words: `formula` or `date`.
    """

    number: int
    cells: dict[str, str]
    odd: dict[str, str] = field(default_factory=dict)


def rows_of(content: bytes, name: str, *, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV or XLSX file that are not blank; columns beyond those asked for are passed over.

    The heads stand in the first row, in any order and letter case. Refuses what is no table, and a table
    without one of the columns.
    """
    if len(content) > LARGEST:
        raise Refusal(
            "table.too_large",
            phrase("%(name)s is larger than %(limit)s MB."),
            field="file",
            name=name[:80],
            limit=LARGEST // 1024 // 1024,
        )
    if not content.strip():
        raise Refusal("table.empty", phrase("%(name)s is empty."), field="file", name=name[:80])
    lines = _sheet(content, name) if content.startswith(b"PK\x03\x04") else _text(content, name)
    heads = [_plain(cell)[0].strip().lower() for cell in next(lines, [])]
    missing = [column for column in columns if column not in heads]
    if missing:
        raise Refusal(
            "table.columns",
            phrase("%(name)s has no column %(missing)s; its first row reads: %(heads)s."),
            field="file",
            name=name[:80],
            missing=", ".join(missing),
            heads=", ".join(head[:40] for head in heads[:10] if head) or "—",
        )
    return _rows(lines, {column: heads.index(column) for column in columns}, name)


def _rows(lines: Iterator[Sequence[object]], places: dict[str, int], name: str) -> Iterator[Row]:
    for number, line in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Refusal(
                "table.too_long",
                phrase("%(name)s has more than %(most)s rows."),
                field="file",
                name=name[:80],
                most=MOST_ROWS,
            )
        row = _row(number, line, places)
        if any(row.cells.values()) or row.odd:
            yield row


def _row(number: int, line: Sequence[object], places: dict[str, int]) -> Row:
    cells, odd = {}, {}
    for column, place in places.items():
        cells[column], why = _plain(line[place] if place < len(line) else None)
        if why:
            odd[column] = why
    return Row(number, cells, odd)


def _plain(cell: object) -> tuple[str, str]:
    """The words of a cell, blanks made one, and why they are no plain words."""
    if cell is None:
        return "", ""
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(), "date"
    said = str(cell)
    if said.startswith("="):
        return said, "formula"
    if _ESCAPED.match(said):
        said = said[1:]
    return " ".join(said.split()), ""


def _text(content: bytes, name: str) -> Iterator[Sequence[object]]:
    """Lines of a CSV file: UTF-8, divided by what its first line has most: commas, semicolons or tabs."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "table.not_text",
            phrase("%(name)s is no table: send XLSX, or CSV in UTF-8."),
            field="file",
            name=name[:80],
        ) from error
    text = text.lstrip("\r\n")
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count))
    try:
        yield from reader
    except csv.Error as error:
        raise Refusal(
            "table.broken",
            phrase("%(name)s breaks off in line %(line)s: it is no CSV from there on."),
            field="file",
            name=name[:80],
            line=reader.line_num,
        ) from error


def _sheet(content: bytes, name: str) -> Iterator[Sequence[object]]:
    """Lines of the first sheet of a workbook; a formula stays a formula, its value is not trusted."""
    from openpyxl import load_workbook

    try:
        _check_size(content, name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2)
    except _DAMAGED as error:
        raise Refusal(
            "table.damaged",
            phrase("%(name)s is no workbook, or a damaged one. Open it and save it again as XLSX."),
            field="file",
            name=name[:80],
        ) from error


def _check_size(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = sum(part.file_size for part in package.infolist())
    if size > UNPACKED:
        raise Refusal(
            "table.bomb",
            phrase("%(name)s unpacks to far more than its size and was not opened."),
            field="file",
            name=name[:80],
        )


def table(rows: Iterable[Sequence[object]], file_format: str) -> bytes:
    """Rows, the heads first, as the file of one of FORMATS."""
    worded = ([_worded(cell) for cell in row] for row in rows)
    return _as_csv(worded) if file_format == "csv" else _as_xlsx(worded)


def _worded(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    said = "" if cell is None else str(cell)
    return f"'{said}" if _FORMULA.match(said) else said


def _as_csv(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _as_xlsx(rows: Iterable[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    for row in islice(rows, MOST_ROWS + 1):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
