"""A file handed in, read as rows of the register's columns; what is no such file is refused in words."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.sheets.cells import unescaped
from dispositif.mandates.sheets.columns import NAMES

ROWS = 100_000
UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook may unpack to: about 100,000 long rows."""
RATIO = 200
"""How much smaller than its content a part may be packed; tables reach about 30."""
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    SyntaxError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What openpyxl and zipfile raise over damaged workbooks; broken XML is a SyntaxError."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the header is 1), its cells by column, whether it has too few or too many."""

    number: int
    cells: dict[str, str]
    ragged: bool = False


def read(content: bytes, name: str) -> list[Row]:
    """Every row that says something. `name` is for refusals."""
    if not content.strip():
        raise _empty(name)
    table = _workbook(content, name) if content.startswith(_ZIP) else _separated(content, name)
    return _rows(table, name)


def _rows(table: Iterator[list[str]], name: str) -> list[Row]:
    header = [cell.strip().lower() for cell in next(table, [])]
    while header and not header[-1]:
        header.pop()
    _check_header(header, name)
    found: list[Row] = []
    for number, cells in enumerate(table, 2):
        if any(cell.strip() for cell in cells):
            found.append(_row(number, cells, header))
        if len(found) > ROWS:
            raise Refusal(
                "mandates.sheet_too_long",
                phrase("%(name)s has more than %(limit)s rows."),
                field="file",
                name=name,
                limit=ROWS,
            )
    if not found:
        raise _empty(name)
    return found


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    said = [unescaped(cell).replace("\x00", "").strip() for cell in cells]
    beyond = any(said[len(header) :])
    return Row(number, dict(zip(header, said, strict=False)), beyond or len(said) < len(header))


def _check_header(header: Sequence[str], name: str) -> None:
    """All columns, each once, in any order."""
    missing = [column for column in NAMES if column not in header]
    strange = [column or "–" for column in header if column not in NAMES or header.count(column) > 1]
    if missing or strange:
        raise Refusal(
            "mandates.sheet_header",
            phrase(
                "The first row of %(name)s does not have the columns of the register."
                " Missing: %(missing)s. Unknown or repeated: %(strange)s."
            ),
            field="file",
            name=name,
            missing=", ".join(missing) or "–",
            strange=", ".join(dict.fromkeys(column[:40] for column in strange[:20])) or "–",
        )


def _separated(content: bytes, name: str) -> Iterator[list[str]]:
    """CSV in UTF-8, divided by commas or semicolons, whichever the first line has more of."""
    if content.startswith(_OLD) or (b"\x00" in content and not content.startswith(_UTF16)):
        raise _no_spreadsheet(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(
            "mandates.sheet_encoding",
            phrase("%(name)s is not in UTF-8 (line %(line)s). Save it as “CSV UTF-8”, or as XLSX."),
            field="file",
            name=name,
            line=content.count(b"\n", 0, error.start) + 1,
        ) from None
    first = text.split("\n", 1)[0]
    divider = ";" if first.count(";") > first.count(",") else ","
    return _records(csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True), name)


def _records(reader: Iterable[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        raise _no_spreadsheet(name) from None


def _workbook(content: bytes, name: str) -> Iterator[list[str]]:
    """The first sheet of a workbook, read row by row, its sizes checked before it is unpacked."""
    import warnings

    from openpyxl import load_workbook

    width = len(NAMES) + 1
    try:
        _check_sizes(content, name)
        with warnings.catch_warnings():  # of styles and extensions that other programs write
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size may be a million columns
            for row in sheet.iter_rows(max_col=width, values_only=True):
                yield [_said(cell) for cell in row]
    except _DAMAGED:
        raise _no_spreadsheet(name) from None


def _check_sizes(content: bytes, name: str) -> None:
    """By what the parts declare, beyond which Python's zipfile unpacks nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    packed = any(part.file_size > RATIO * max(part.compress_size, 1 << 16) for part in parts)
    if packed or sum(part.file_size for part in parts) > UNPACKED:
        raise Refusal(
            "mandates.sheet_bomb",
            phrase("%(name)s unpacks to far more than a spreadsheet would."),
            field="file",
            name=name,
        )


def _said(cell: object) -> str:
    """A cell as text: days as days, whole numbers without a fraction."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _empty(name: str) -> Refusal:
    return Refusal("mandates.sheet_empty", phrase("%(name)s is empty."), field="file", name=name)


def _no_spreadsheet(name: str) -> Refusal:
    return Refusal(
        "mandates.no_spreadsheet",
        phrase("%(name)s is no spreadsheet: CSV and XLSX can be read."),
        field="file",
        name=name,
    )
