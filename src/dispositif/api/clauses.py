"""Priorities and lineage as JSON: what is said of clauses beside their being registered."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import reads, writes
from dispositif.api.values import NO_NUL, Code, Language, Why
from dispositif.documents.models import Provision
from dispositif.kernel.refusal import phrase
from dispositif.mandates import actions
from dispositif.mandates.models import Lineage, Priority
from dispositif.mandates.queries import clause
from dispositif.mandates.queries.clause import Step
from dispositif.mandates.rules import Relation
from dispositif.people.clock import today
from dispositif.world.queries import theme

router = Router(tags=["clauses"])
REGISTER = writes("mandates:write", "mandates.register")
Note = Annotated[str, Field(max_length=2000, pattern=NO_NUL)]


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
    later: UUID
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


class Clause(Schema):
    """The paragraph of a provision: a paragraph, or an act of it."""

    model_config = ConfigDict(extra="forbid")
    provision: UUID
    note: Note = ""


class Preference(Clause):
    """A theme that the provision makes a priority."""

    theme: Code


class Join(Schema):
    """Two provisions: the later clause says the earlier one again, changes it or follows on."""

    model_config = ConfigDict(extra="forbid")
    earlier: UUID
    later: UUID
    relation: Relation
    note: Note = ""


class Reason(Schema):
    """Why it is taken out: the trail keeps it."""

    model_config = ConfigDict(extra="forbid")
    why: Annotated[Why, Field(min_length=1)]


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
    steps = clause.through_the_years(_provision(uuid), language)
    return paged(request, response, steps, asked, lambda found: [_step(step) for step in found])


@router.post("/priorities", response={201: PriorityOut}, url_name="set_priority", **REGISTER)
def set_priority(request: HttpRequest, sent: Preference) -> Any:
    """Enter that a provision makes a theme a priority: only the Assembly and the Council do that."""
    one = _paragraph(sent.provision)
    made = actions.set_priority(theme=theme(sent.theme), provision=one, note=sent.note, **_author(request))
    return _priority(made)


@router.post("/priorities/{uuid}/withdraw", response=PriorityOut, url_name="withdraw_priority", **REGISTER)
def withdraw_priority(request: HttpRequest, uuid: UUID, sent: Reason) -> Any:
    """Take out an entry that was a slip; the answer is what it was."""
    one = clause.priorities().filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("priority"), uuid)
    was = _priority(one)
    actions.withdraw_priority(priority=one, why=sent.why, by=_author(request)["by"])
    return was


@router.post("/lineage", response={201: JoinOut}, url_name="join", **REGISTER)
def join(request: HttpRequest, sent: Join) -> Any:
    """Say that a clause comes from an earlier one."""
    earlier, later = _paragraph(sent.earlier), _paragraph(sent.later)
    made = actions.join(
        earlier=earlier, later=later, relation=sent.relation, note=sent.note, **_author(request)
    )
    return _join(made)


@router.post("/lineage/joins/{uuid}/part", response=JoinOut, url_name="part", **REGISTER)
def part(request: HttpRequest, uuid: UUID, sent: Reason) -> Any:
    """Take out a join that was a slip; the answer is what it was."""
    one = Lineage.objects.select_related("earlier", "later").filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("join"), uuid)
    was = _join(one)
    actions.part(lineage=one, why=sent.why, by=_author(request)["by"])
    return was


def _author(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "on": today()}  # type: ignore[attr-defined]


def _paragraph(uuid: UUID) -> Provision:
    """The paragraph of a provision: priorities and lineage are said of paragraphs, not of their acts."""
    one = _provision(uuid)
    return one if one.act == 0 else clause.clause(symbol=one.document.symbol, part=one.part, path=one.path)


def _provision(uuid: UUID) -> Provision:
    one = Provision.objects.select_related("document").filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("provision"), uuid)
    return one


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
    where, quoted = step.provision, step.quoted
    return {
        "provision": where.uuid,
        "document": step.document.slug,
        "part": where.part,
        "path": where.path,
        "text": quoted.text,
        "language": quoted.language,
        "here": step.here,
        "joins": [_join(one) for one in step.joins],
    }


def _join(one: Lineage) -> dict[str, Any]:
    names = ("uuid", "relation", "note", "joined_by", "joined_on")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"earlier": one.earlier.uuid, "later": one.later.uuid}
