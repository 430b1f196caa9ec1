"""Which legislative mandates programme plans list, and which of the documents held they still cite.

Not being cited is never taken for being over: a text that a plan leaves out is "not cited since" a year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from dispositif.documents.models import Document, Version
from dispositif.kernel.symbol import FORMAL
from dispositif.mandates.models import Cited, Plan, Reference


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a plan's list; empty parts ask nothing. `held`: `held`, `not_held` or `no_symbol`."""

    subprogramme: str = ""
    body: str = ""
    held: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Under:
    """One subprogramme of a plan: how many references, and how many of them have a text that is held."""

    subprogramme: str
    references: int
    held: int

    @property
    def query(self) -> str:
        """The part of an address that asks for it."""
        return urlencode({"subprogramme": self.subprogramme})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands in the plans that are imported.

    `latest` is the year of the latest plan (None: none is imported), `under` where that plan cites the
    document, `last` the latest plan that cites it at all, `years` all plans.
    """

    latest: int | None
    under: tuple[Reference, ...]
    last: int | None
    years: tuple[int, ...]

    @property
    def state(self) -> str:
        """`cited`, `not_since`, `never` or `no_plan`."""
        if self.latest is None:
            return "no_plan"
        return "cited" if self.under else "not_since" if self.last else "never"


def plans() -> QuerySet[Plan]:
    """Every plan, the latest first, each with `listed`: how many references it lists now."""
    standing = Count("references", filter=Q(references__superseded_at=None))
    return Plan.objects.annotate(listed=standing).order_by("-year")


def latest() -> Plan | None:
    """The plan of the latest year."""
    return Plan.objects.order_by("-year").first()


def standing_references() -> QuerySet[Reference]:
    """The references that plans list now."""
    return Reference.objects.filter(superseded_at=None)


def still_cited(document: Document) -> list[Reference]:
    """Where the latest plan cites the document; nowhere where no plan is imported."""
    plan = latest()
    if plan is None:
        return []
    rows = standing_references().filter(plan=plan, cites__symbol=document.symbol)
    return list(rows.select_related("plan").order_by("place"))


def last_cited(symbol: str) -> int | None:
    """The year of the latest plan that cites the symbol."""
    return last_cited_of([symbol]).get(symbol)


def last_cited_of(symbols: Iterable[str]) -> dict[str, int]:
    """Symbol → the year of the latest plan that cites it, for those that any plan cites."""
    rows = Cited.objects.filter(symbol__in=list(symbols), reference__superseded_at=None)
    years = rows.values("symbol").annotate(year=Max("reference__plan__year")).order_by()
    return {row["symbol"]: row["year"] for row in years}


def standing(document: Document) -> Standing:
    """How a document stands in the plans that are imported."""
    years = tuple(Plan.objects.order_by("year").values_list("year", flat=True))
    under = tuple(still_cited(document))
    return Standing(years[-1] if years else None, under, last_cited(document.symbol), years)


def references(plan: Plan, asked: Asked) -> QuerySet[Reference]:
    """The references of a plan that match, as the list prints them; `is_held` tells of each."""
    found = standing_references().filter(plan=plan).annotate(is_held=Exists(_held_cites()))
    if asked.subprogramme:
        found = found.filter(subprogramme=asked.subprogramme)
    if asked.body:
        found = found.filter(body=asked.body)
    if asked.words:
        wanted = Q(title__icontains=asked.words) | Q(printed__icontains=asked.words)
        found = found.filter(wanted | Exists(_cites().filter(symbol__icontains=asked.words)))
    return _by_holding(found, asked.held).prefetch_related("cites").order_by("place", "pk")


def _by_holding(found: QuerySet[Reference], held: str) -> QuerySet[Reference]:
    if held == "no_symbol":
        return found.exclude(Exists(_cites()))
    if held in ("held", "not_held"):
        texts = Exists(_held_cites())
        return found.filter(Exists(_cites()), texts if held == "held" else ~texts)
    return found


def _cites() -> QuerySet[Cited]:
    return Cited.objects.filter(reference=OuterRef("pk"))


def _held_cites() -> QuerySet[Cited]:
    """Symbols of a reference of which the library holds a text, as far as the reader may see it."""
    texts = Version.objects.filter(document__symbol=OuterRef("symbol"))
    return _cites().filter(Exists(texts))


def under(plan: Plan) -> list[Under]:
    """The subprogrammes of a plan in the order of its list."""
    rows = standing_references().filter(plan=plan).annotate(is_held=Exists(_held_cites()))
    counted = rows.values("subprogramme").annotate(
        references=Count("pk"), held=Count("pk", filter=Q(is_held=True)), first=Min("place")
    )
    return [
        Under(row["subprogramme"], row["references"], row["held"])
        for row in counted.order_by("first", "subprogramme")
    ]


def bodies(plan: Plan) -> list[str]:
    """The bodies whose decisions a plan lists, in the order of its list."""
    rows = standing_references().filter(plan=plan).values("body").annotate(first=Min("place"))
    return [row["body"] for row in rows.order_by("first", "body")]


def not_cited(plan: Plan) -> QuerySet[Document]:
    """Resolutions and decisions whose text is held and that the plan does not cite."""
    return held_decisions().exclude(Exists(_citing(plan))).order_by("symbol_key")


def cited(plan: Plan) -> QuerySet[Document]:
    """Resolutions and decisions whose text is held and that the plan cites."""
    rows = Cited.objects.filter(reference__plan=plan, reference__superseded_at=None)
    return held_decisions().filter(symbol__in=rows.values("symbol")).order_by("symbol_key")


def held_decisions() -> QuerySet[Document]:
    """Resolutions and decisions whose text is held."""
    texts = Version.objects.filter(document=OuterRef("pk"))
    return Document.objects.filter(Exists(texts), kind__in=FORMAL)


def _citing(plan: Plan) -> QuerySet[Cited]:
    return Cited.objects.filter(
        symbol=OuterRef("symbol"), reference__plan=plan, reference__superseded_at=None
    )


def symbols(plan: Plan) -> int:
    """How many symbols a plan cites, each counted once."""
    rows = Cited.objects.filter(reference__plan=plan, reference__superseded_at=None)
    return rows.values("symbol").distinct().count()


def freshness() -> dict[str, date | int | None]:
    """How many plans are imported, and when the last one was."""
    found = Plan.objects.aggregate(plans=Count("pk"), latest=Max("imported_on"))
    return {"plans": found["plans"], "latest": found["latest"]}
