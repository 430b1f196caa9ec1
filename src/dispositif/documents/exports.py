"""The library as a table to take away."""

from collections.abc import Iterator

from django.db.models import QuerySet

from dispositif.documents import queries
from dispositif.documents.models import Document, Title

COLUMNS = ("symbol", "title", "organ", "kind", "session", "year", "adopted_on", "adopted_source", "languages")
_CHUNK = 500


def table(found: QuerySet[Document], language: str) -> Iterator[tuple[object, ...]]:
    """The whole list in the order shown, the heads first."""
    yield COLUMNS
    total = found.count()
    for start in range(0, total, _CHUNK):
        documents = list(found[start : start + _CHUNK])
        titles, held = queries.titles(documents, language), queries.languages_held(documents)
        for one in documents:
            yield _cells(one, titles.get(one.pk), held.get(one.pk, []))


def _cells(one: Document, title: Title | None, held: list[str]) -> tuple[object, ...]:
    known = (one.symbol, title.title if title else "", one.organ, one.kind, one.session, one.year)
    return (*known, one.adopted_on, one.adopted_source, " ".join(held))
