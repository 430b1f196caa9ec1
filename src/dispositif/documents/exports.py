"""The library as a table to take away."""

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpResponse

from dispositif.documents import queries
from dispositif.documents.models import Document

COLUMNS = ("symbol", "title", "organ", "kind", "session", "year", "adopted_on", "adopted_source", "languages")
FORMATS = ("csv", "xlsx")
_CHUNK = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def exported(found: QuerySet[Document], file_format: str, language: str) -> HttpResponse:
    """The whole list in the order shown, as CSV or XLSX."""
    rows = _table(found, language)
    content = _csv(rows) if file_format == "csv" else _xlsx(rows)
    media = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    response = HttpResponse(content, content_type=media[file_format])
    response["Content-Disposition"] = f'attachment; filename="documents.{file_format}"'
    return response


def _table(found: QuerySet[Document], language: str) -> Iterator[list[str]]:
    yield list(COLUMNS)
    total = found.count()
    for start in range(0, total, _CHUNK):
        documents = list(found[start : start + _CHUNK])
        titles, held = queries.titles(documents, language), queries.languages_held(documents)
        for one in documents:
            yield [_plain(cell) for cell in _cells(one, titles, held)]


def _cells(one: Document, titles: dict, held: dict) -> list[object]:  # type: ignore[type-arg]
    title = titles[one.pk].title if one.pk in titles else ""
    languages = " ".join(held.get(one.pk, []))
    known = [one.symbol, title, one.organ, one.kind, one.session, one.year]
    return [*known, one.adopted_on, one.adopted_source, languages]


def _plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    said = "" if cell is None else str(cell)
    return f"'{said}" if said.startswith(_FORMULA) else said


def _csv(rows: Iterator[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Iterator[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("documents")
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
