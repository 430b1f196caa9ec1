"""Named figures of programme plans: each a pure function of the day, what was known, and who may see."""

from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from dispositif.documents.models import Document, Version
from dispositif.kernel.figure import Evidence, Figure, Origin, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.kernel.symbol import FORMAL
from dispositif.look.figures import Definition, register
from dispositif.mandates.models import Cited, Plan, Reference

SHOWN = 20
"""Rows that a figure names as its evidence; the page behind it lists them all."""
SOURCE = phrase("lists of legislative mandates of programme plans, imported here")
LISTED = phrase("count of references as the plan lists them")
HELD = phrase("count of resolutions and decisions whose text is held")
REFERENCES = phrase("references")
RESOLUTIONS = phrase("resolutions")
NO_PLAN = phrase("No programme plan of that year or an earlier one is imported.")
IMPORT_PLAN = phrase("Import the list of legislative mandates of a plan.")
NOTHING_HELD = phrase("The text of no resolution was held then.")
IMPORT_TEXT = phrase("Import the resolutions.")


def references(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many references the latest plan lists: that of the day’s year, else the last before it."""
    del scope  # only the whole can be asked for
    plan = _latest(at, known_at)
    if plan is None:
        return _none(name, REFERENCES, LISTED, at, NO_PLAN, IMPORT_PLAN)
    said = _about(name, REFERENCES, LISTED, at, {"year": plan.year})
    value = _known(known_at).filter(plan=plan).count()
    evidence = (Evidence("plan", plan.uuid, str(plan.year)),)
    return Figure(state=State.VALUE, value=value, evidence=evidence, **said)


def documents_cited(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """Of the resolutions and decisions whose text is held, how many the latest plan cites."""
    del scope
    plan = _latest(at, known_at)
    if plan is None:
        return _none(name, RESOLUTIONS, HELD, at, NO_PLAN, IMPORT_PLAN)
    held = _held(known_at)
    total = held.count()
    if not total:
        return _none(name, RESOLUTIONS, HELD, at, NOTHING_HELD, IMPORT_TEXT)
    citing = Cited.objects.filter(symbol=OuterRef("symbol"), reference__in=_known(known_at).filter(plan=plan))
    cited = held.filter(Exists(citing)).order_by("symbol_key")
    evidence = tuple(Evidence("document", one.uuid, one.symbol) for one in cited[:SHOWN])
    said = _about(name, RESOLUTIONS, HELD, at, {"year": plan.year, "all": total})
    return Figure(state=State.VALUE, value=cited.count(), evidence=evidence, **said)


def _known(known_at: datetime) -> QuerySet[Reference]:
    """The references that stood at a moment."""
    stood = Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
    return Reference.objects.filter(stood, recorded_at__lte=known_at)


def _latest(at: date, known_at: datetime) -> Plan | None:
    known = _known(known_at).filter(plan=OuterRef("pk"))
    return Plan.objects.filter(Exists(known), year__lte=at.year).order_by("-year").first()


def _held(known_at: datetime) -> QuerySet[Document]:
    """Resolutions and decisions of which the library held a text at a moment."""
    texts = Version.objects.filter(document=OuterRef("pk"), imported_at__lte=known_at)
    return Document.objects.filter(Exists(texts), kind__in=FORMAL)


def _none(name: str, unit: str, basis: str, at: date, reason: str, remedy: str) -> Figure:
    said = _about(name, unit, basis, at, {})
    return Figure(state=State.NONE, reason=reason, remedy=remedy, **said)


def _about(name: str, unit: str, basis: str, at: date, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "basis": basis,
        "as_of": at,
        "source": SOURCE,
        "origin": Origin.PUBLIC,
        "facts": facts,
    }


def changed() -> datetime | None:
    """When a plan's list was last written."""
    latest = Max(Greatest("recorded_at", "superseded_at"))
    last: datetime | None = Reference.objects.aggregate(last=latest)["last"]
    return last


def register_all() -> None:
    """Put the figures of plans into the registry; called once, when the program starts."""
    shared: dict[str, Any] = {"source": SOURCE, "scopes": frozenset(("",)), "freshness": changed}
    register(
        Definition(
            name="plans.references",
            title=phrase("legislative mandates that the latest plan lists"),
            meaning=phrase("References in the list of legislative mandates of the plan of that year."),
            unit=REFERENCES,
            basis=LISTED,
            compute=references,
            rows="mandates:plans",
            **shared,
        )
    )
    register(
        Definition(
            name="plans.documents_cited",
            title=phrase("resolutions held that the latest plan cites"),
            meaning=phrase("Of the resolutions and decisions whose text is held, those that the plan cites."),
            unit=RESOLUTIONS,
            basis=HELD,
            compute=documents_cited,
            rows="mandates:plans",
            **shared,
        )
    )
