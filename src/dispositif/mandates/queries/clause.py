"""Where a clause comes from and what came of it, and which provisions make a theme a priority."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from dispositif.documents.models import Document, Provision
from dispositif.documents.queries import symbol_in
from dispositif.kernel.period import Period
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.models import Lineage, Priority
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.spans import span

Place = tuple[int, str, str]
"""Document, part, path: the paragraph that a provision is, or is an act of."""
_REACHED = """
WITH RECURSIVE reached (document_id, part, path) AS (
    SELECT document_id, part, path FROM documents_provision WHERE id = %s
    UNION
    SELECT far.document_id, far.part, far.path
    FROM reached
    JOIN documents_provision near USING (document_id, part, path)
    JOIN mandates_lineage joined ON joined.{near}_id = near.id
    JOIN documents_provision far ON far.id = joined.{far}_id
)
SELECT joined.id FROM reached
JOIN documents_provision near USING (document_id, part, path)
JOIN mandates_lineage joined ON joined.{near}_id = near.id
"""
"""Joins reached from a paragraph in one direction. UNION keeps each paragraph once, so that a circle ends."""
ANCESTORS = _REACHED.format(near="later", far="earlier")
HEIRS = _REACHED.format(near="earlier", far="later")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a paragraph in one language; empty where no text of it is held."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Step:
    """One clause of a lineage: where it stands, its words, and the earlier ones that it is joined to."""

    provision: Provision
    quoted: Quoted
    joins: tuple[Lineage, ...]
    here: bool

    @property
    def document(self) -> Document:
        """The text that it stands in."""
        return self.provision.document


def place(provision: Provision) -> Place:
    """The paragraph that a provision is, or is an act of."""
    return provision.document_id, provision.part, provision.path


def ancestors(provision: Provision) -> list[Lineage]:
    """Every join through which the clause comes from earlier ones, however far back."""
    return _joins(ANCESTORS, provision)


def heirs(provision: Provision) -> list[Lineage]:
    """Every join through which later clauses come from this one, however far ahead."""
    return _joins(HEIRS, provision)


def _joins(statement: str, provision: Provision) -> list[Lineage]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [provision.pk])
        keys = {row[0] for row in cursor.fetchall()}
    rows = Lineage.objects.filter(pk__in=keys).select_related("earlier__document", "later__document")
    return list(rows.order_by("pk"))


def through_the_years(provision: Provision, language: str) -> list[Step]:
    """The clause with all its ancestors and heirs, the oldest first."""
    joins = ancestors(provision) + heirs(provision)
    clauses = {place(provision): provision}
    for one in joins:
        clauses.setdefault(place(one.earlier), one.earlier)
        clauses.setdefault(place(one.later), one.later)
    words = quoted(clauses.values(), language)
    steps = [
        Step(
            one,
            words[one.pk],
            tuple(join for join in joins if place(join.later) == key),
            key == place(provision),
        )
        for key, one in clauses.items()
    ]
    return sorted(steps, key=_order)


def _order(step: Step) -> tuple[date, str, int]:
    one = step.document
    return span_of(one).start or date.min, one.symbol_key, step.provision.place


def span_of(document: Document) -> Period:
    """Between which days a document was adopted."""
    return span(
        adopted_on=document.adopted_on,
        organ=document.organ,
        kind=document.kind,
        session=document.session,
        year=document.year,
    )


def quoted(provisions: Iterable[Provision], language: str) -> dict[int, Quoted]:
    """Provision id → its words in the language, else in another one held."""
    return {key: _spoken(said, language) for key, said in words_of(provisions).items()}


def _spoken(said: Mapping[str, str], language: str) -> Quoted:
    spoken = language if language in said else next(iter(said), language)
    return Quoted(said.get(spoken, ""), spoken)


def clause(*, symbol: str, part: str, path: str) -> Provision:
    """The paragraph that somebody names; refuses one that is not held, or that its author may not see."""
    named, path = symbol_in(symbol), path.replace("\x00", "").strip().rstrip(".")
    rows = Provision.objects.filter(part=part, path=path, act=0)
    found = rows.filter(document__symbol=str(named)).select_related("document").first() if named else None
    if found is None:
        raise Refusal(
            "mandates.no_clause",
            phrase("Paragraph %(path)s of %(symbol)s is not held here: look at its symbol, part and number."),
            field="symbol",
            symbol=symbol.strip()[:80] or "—",
            path=path[:40] or "—",
        )
    return found


def priorities() -> QuerySet[Priority]:
    """Every priority, theme by theme, each theme's in the order of the texts."""
    rows = Priority.objects.select_related("theme", "provision__document", "organ")
    return rows.order_by("theme__code", "provision__document__symbol_key", "provision__place", "pk")
