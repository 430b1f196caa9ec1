"""The due list as a table to take away."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from dispositif.notices.models import Due
from dispositif.notices.words import DueShown, shown

COLUMNS = ("due_on", "days_late", "what", "subject", "owner", "why", "kind", "occurrence", "address", "uuid")
_CHUNK = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: QuerySet[Due], on: date, address: str) -> bytes:
    """The whole list in its order, as CSV in the active language, UTF-8 with a mark for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in _shown(rows, on):
        writer.writerow(_plain(cell) for cell in _cells(one, on, address))
    return text.getvalue().encode("utf-8-sig")


def _shown(rows: QuerySet[Due], on: date) -> Iterator[DueShown]:
    left = rows.iterator(chunk_size=_CHUNK)
    while part := list(islice(left, _CHUNK)):
        yield from shown(part, on)


def _cells(one: DueShown, on: date, address: str) -> list[object]:
    row = one.row
    said = [row.due_on, max(row.late(on), 0), one.sentence, row.subject_label, one.owner, one.because]
    return [*said, row.kind, row.occurrence, address + row.url, row.uuid]


def _plain(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if str(cell).startswith(_FORMULA) else str(cell)
