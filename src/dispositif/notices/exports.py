"""The due list as a table to take away."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from dispositif.notices.models import Due
from dispositif.notices.words import DueShown, shown

COLUMNS = ("due_on", "days_late", "what", "subject", "owner", "why", "kind", "occurrence", "address", "uuid")
_CHUNK = 500


def table(rows: QuerySet[Due], on: date, address: str) -> Iterator[tuple[object, ...]]:
    """The whole list in its order, in the active language, the heads first."""
    yield COLUMNS
    left = rows.iterator(chunk_size=_CHUNK)
    while part := list(islice(left, _CHUNK)):
        yield from (_cells(one, on, address) for one in shown(part, on))


def _cells(one: DueShown, on: date, address: str) -> tuple[object, ...]:
    row = one.row
    said = (row.due_on, max(row.late(on), 0), one.sentence, row.subject_label, one.owner, one.because)
    return (*said, row.kind, row.occurrence, address + row.url, row.uuid)
