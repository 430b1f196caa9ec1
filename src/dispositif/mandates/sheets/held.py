"""Mandates as a spreadsheet writes and compares them: read by the thousand, no row made a model object."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from dispositif.files.cells import holdable
from dispositif.mandates.models import Mandate, Supporting, Tagging
from dispositif.mandates.queries.texts import words_at

SEPARATOR = "; "
"""Between the codes of one cell."""
_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as the register holds it. `words`: those of its paragraph by language."""

    words: dict[str, str]
    key: int
    uuid: UUID
    document: int
    symbol: str
    part: str
    path: str
    number: int
    kind: str
    act: str
    addressees: list[str]
    due_on: date | None
    status: str
    status_on: date
    begins_on: date
    revision: int
    owner: str
    supporting: list[str]
    themes: list[str]

    @property
    def label(self) -> str:
        """As the trail names it: A/RES/61/181, 9 (1)."""
        return f"{self.symbol}, {self.path} ({self.number})"

    def sentence(self, language: str) -> str:
        """The words in the language, else in English, else in whatever language is held."""
        found = self.words.get(language) or self.words.get("en") or next(iter(self.words.values()), "")
        return holdable(found)


_COLUMNS = (
    "pk", "uuid", "provision__document_id", "provision__document__symbol", "provision__part",
    "provision__path", "provision__act", "kind", "act", "addressees", "due_on", "status", "status_on",
    "begins_on", "revision",
)  # fmt: skip


def held_of(found: QuerySet[Mandate]) -> Iterator[Held]:
    """The mandates in their order, with the words of their paragraphs, read a chunk at a time."""
    supporting = Supporting.objects.filter(mandate=OuterRef("pk")).order_by("entity__code")
    themes = Tagging.objects.filter(mandate=OuterRef("pk")).order_by("theme__code")
    codes = {
        "owner_code": Coalesce("owner__code", Value("")),
        "supporting_codes": ArraySubquery(supporting.values("entity__code")),
        "themes_codes": ArraySubquery(themes.values("theme__code")),
    }
    wanted = found.prefetch_related(None).annotate(**codes).values_list(*_COLUMNS, *codes)
    rows = wanted.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        said = words_at({(row[2], row[4], row[5]) for row in chunk})
        for row in chunk:
            yield Held(said.get((row[2], row[4], row[5]), {}), *row)
