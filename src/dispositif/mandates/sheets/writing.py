"""The register as a table to take away."""

from collections.abc import Iterator

from django.db.models import QuerySet

from dispositif.files import writing
from dispositif.mandates.models import Mandate
from dispositif.mandates.sheets.columns import COLUMNS, NAMES
from dispositif.mandates.sheets.held import held_of


def table(found: QuerySet[Mandate], language: str) -> Iterator[tuple[str, ...]]:
    """The mandates in this order, the heads first; sentences in the language where they are held in it."""
    yield NAMES
    for one in held_of(found):
        yield tuple([column.of(one, language) for column in COLUMNS])


def written(found: QuerySet[Mandate], file_format: str, language: str) -> bytes:
    """The same as a file."""
    return writing.written(table(found, language), file_format)
