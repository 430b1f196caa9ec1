"""Priorities, lineage and programme plans as JSON: what is said of clauses beside their being registered."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema
from pydantic import Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import reads
from dispositif.api.values import DIGITS, Language, Words
from dispositif.documents.models import Provision
from dispositif.kernel.refusal import phrase
from dispositif.mandates.models import Plan, Priority, Reference
from dispositif.mandates.queries import clause, plan
from dispositif.mandates.queries.clause import Step
from dispositif.mandates.rules import Relation

router = Router(tags=["clauses"])
Year = Annotated[int, Field(ge=1946, le=2200), DIGITS]


class PriorityOut(Schema):
    """A theme that the Assembly or the Council made a priority, and the provision that says so."""

    uuid: UUID
    theme: str
    organ: str
    document: str
    part: str
    path: str
    provision: UUID
    note: str
    entered_on: date


class JoinOut(Schema):
    """An earlier clause that a later one says again, changes or follows on, as somebody joined them."""

    uuid: UUID
    earlier: UUID
    relation: Relation
    note: str
    joined_by: str
    joined_on: date


class StepOut(Schema):
    """One clause of a lineage, its words, and the earlier ones that it is joined to."""

    provision: UUID
    document: str
    part: str
    path: str
    text: str
    language: str
    here: bool
    joins: list[JoinOut]


class PlanOut(Schema):
    """A programme plan whose list of legislative mandates was imported."""

    uuid: UUID
    year: int
    source: str
    imported_on: date


class ReferenceOut(Schema):
    """One legislative mandate as a plan lists it; `symbols` only where its number makes one for sure."""

    place: int
    subprogramme: str
    body: str
    printed: str
    title: str
    symbols: list[str]
    held: bool


@router.get("/priorities", response=Page[PriorityOut], url_name="priorities", **reads("mandates:read"))
def priorities(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Every priority, theme by theme."""
    rows = clause.priorities()
    return paged(request, response, rows, asked, lambda found: [_priority(one) for one in found])


@router.get("/lineage/{uuid}", response=Page[StepOut], url_name="lineage", **reads("mandates:read"))
def lineage(
    request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging, language: Language = "en"
) -> Any:
    """The clause of a provision through the years, with all its ancestors and heirs, the oldest first."""
    one = Provision.objects.select_related("document").filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("provision"), uuid)
    steps = clause.through_the_years(one, language)
    return paged(request, response, steps, asked, lambda found: [_step(step) for step in found])


@router.get("/plans", response=Page[PlanOut], url_name="plans", **reads("mandates:read"))
def plans(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Every plan imported, the latest first."""
    names = ("uuid", "year", "source", "imported_on")
    return paged(
        request,
        response,
        plan.plans(),
        asked,
        lambda found: [{name: getattr(one, name) for name in names} for one in found],
    )


@router.get("/plans/{year}", response=Page[ReferenceOut], url_name="plan", **reads("mandates:read"))
def references(
    request: HttpRequest,
    response: HttpResponse,
    year: Annotated[Year, Path(...)],
    asked: Paging,
    subprogramme: Words = "",
    body: Words = "",
    words: Words = "",
    held: Literal["", "held", "not_held", "no_symbol"] = "",
) -> Any:
    """The references of one plan that match, in the order of its list."""
    found = Plan.objects.filter(year=year).first()
    if found is None:
        raise absent(phrase("plan"), year)
    wanted = plan.Asked(subprogramme=subprogramme, body=body, words=words, held=held)
    rows = plan.references(found, wanted)
    return paged(request, response, rows, asked, lambda listed: [_reference(one) for one in listed])


def _priority(one: Priority) -> dict[str, Any]:
    where = one.provision
    return {
        "uuid": one.uuid,
        "theme": one.theme.code,
        "organ": one.organ.code,
        "document": where.document.slug,
        "part": where.part,
        "path": where.path,
        "provision": where.uuid,
        "note": one.note,
        "entered_on": one.entered_on,
    }


def _step(step: Step) -> dict[str, Any]:
    where = step.provision
    joins = [
        {
            "uuid": join.uuid,
            "earlier": join.earlier.uuid,
            "relation": join.relation,
            "note": join.note,
            "joined_by": join.joined_by,
            "joined_on": join.joined_on,
        }
        for join in step.joins
    ]
    said = {"text": step.quoted.text, "language": step.quoted.language, "here": step.here, "joins": joins}
    return {
        "provision": where.uuid,
        "document": step.document.slug,
        "part": where.part,
        "path": where.path,
    } | said


def _reference(one: Reference) -> dict[str, Any]:
    names = ("place", "subprogramme", "body", "printed", "title")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    symbols = sorted(cited.symbol for cited in one.cites.all())
    return said | {"symbols": symbols, "held": one.is_held}  # type: ignore[attr-defined]
