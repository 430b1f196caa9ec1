"""Tables written: rows as the file of a format, and as an answer to a browser."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from dispositif.files.cells import worded
from dispositif.files.workbooks import workbook

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a table can be taken away as → its media type."""
Rows = Iterable[Sequence[object]]


def written(rows: Rows, file_format: str) -> bytes:
    """Rows, the heads first, as the file of one of FORMATS; no cell that a program takes for a formula."""
    texts = (list(map(worded, row)) for row in rows)
    return workbook(texts) if file_format == "xlsx" else _csv(texts)


def _csv(texts: Iterable[list[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    content = io.BytesIO()
    text = io.TextIOWrapper(content, "utf-8-sig", newline="")
    csv.writer(text).writerows(texts)
    text.flush()
    return content.getvalue()


def download(rows: Rows, file_format: str, name: str) -> HttpResponse:
    """The same to take away, as a file of this name.

    Whole, not streamed: a stream is read after the request's transaction, in which alone the policies know
    who asks.
    """
    return taken_away(written(rows, file_format), FORMATS[file_format], f"{name}.{file_format}")


def taken_away(content: bytes, media: str, name: str) -> HttpResponse:
    """Bytes as a file to take away."""
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
