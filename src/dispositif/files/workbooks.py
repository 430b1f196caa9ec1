"""Workbooks (XLSX, ECMA-376): lines out of the first sheet, and one sheet of texts written."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from dispositif.kernel.refusal import Refusal, phrase

UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook may unpack to: about 100,000 long rows."""
RATIO = 200
"""How much smaller than its content a part may be packed; tables reach about 30."""
WIDEST, LONGEST = 60, 1_048_576
"""Columns and rows of a sheet that are looked at; the second is a spreadsheet's own limit."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    SyntaxError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What openpyxl and zipfile raise over damaged workbooks; broken XML is a SyntaxError."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIP = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/'
_SHEET = "xl/worksheets/sheet1.xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_RELATIONSHIP}officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="rows" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_RELATIONSHIP}worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
"""The least that makes a workbook of one sheet without styles (ECMA-376-1, 12.3)."""
_HEAD, _FOOT = f'<worksheet xmlns="{_MAIN}"><sheetData>', "</sheetData></worksheet>"
_CELL = '<c t="inlineStr"><is><t xml:space="preserve">'
_KEPT = {"\r": "&#13;"}
"""A return that XML would make a line feed of."""


def lines(content: bytes, name: str, *, width: int | None, results: bool) -> Iterator[Sequence[object]]:
    """The first sheet, row by row, its sizes checked before it is unpacked."""
    import warnings

    from openpyxl import load_workbook

    try:
        _check_sizes(content, name)
        with warnings.catch_warnings():  # of styles and extensions that other programs write
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size may be a million columns
            yield from sheet.iter_rows(max_col=width or WIDEST, max_row=LONGEST, values_only=True)
    except _DAMAGED:
        raise Refusal(
            "table.damaged",
            phrase("%(name)s is no workbook, or a damaged one. Open it and save it again as XLSX."),
            field="file",
            name=name,
        ) from None


def _check_sizes(content: bytes, name: str) -> None:
    """By what the parts declare, beyond which Python's zipfile unpacks nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    packed = any(part.file_size > RATIO * max(part.compress_size, 1 << 16) for part in parts)
    if packed or sum(part.file_size for part in parts) > UNPACKED:
        raise Refusal(
            "table.bomb",
            phrase("%(name)s unpacks to far more than its size and was not opened."),
            field="file",
            name=name,
        )


def workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of texts. Its own few lines of XML: through openpyxl 100,000 rows took 14 times as long."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in _PARTS.items():
            package.writestr(name, _XML + part)
        with package.open(_SHEET, "w", force_zip64=True) as sheet:
            sheet.write((_XML + _HEAD).encode())
            sheet.writelines(map(_row, rows))
            sheet.write(_FOOT.encode())
    return content.getvalue()


def _row(cells: Sequence[str]) -> bytes:
    said = [f"{_CELL}{escape(cell, _KEPT)}</t></is></c>" if cell else "<c/>" for cell in cells]
    return f"<row>{''.join(said)}</row>".encode()
