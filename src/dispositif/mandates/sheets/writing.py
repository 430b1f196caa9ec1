"""The register written as CSV or XLSX."""

import csv
import io
from collections.abc import Iterator

from django.db.models import QuerySet

from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.page import rows_of
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.sheets.cells import escaped
from dispositif.mandates.sheets.columns import COLUMNS, NAMES, Held

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Format → its media type."""
_CHUNK = 1000


def written(found: QuerySet[Mandate], file_format: str, language: str) -> bytes:
    """The mandates in this order, sentences in the language where they are held in it."""
    table = _table(found, language)
    return _csv(table) if file_format == "csv" else _xlsx(table)


def held_of(keys: list[int]) -> Iterator[Held]:
    """The mandates of these keys, a chunk at a time."""
    for start in range(0, len(keys), _CHUNK):
        rows = rows_of(keys[start : start + _CHUNK])
        said = words_of([one.provision for one in rows])
        yield from (Held(one, said[one.provision_id]) for one in rows)


def _table(found: QuerySet[Mandate], language: str) -> Iterator[list[str]]:
    yield list(NAMES)
    for one in held_of(list(found.values_list("pk", flat=True))):
        yield [escaped(column.of(one, language)) for column in COLUMNS]


def _csv(table: Iterator[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(table: Iterator[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("mandates")
    for row in table:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
