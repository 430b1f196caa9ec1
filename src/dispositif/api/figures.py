"""Figures as JSON: every one of them with its definition, and one at any day, as known at any moment."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.scopes import reads
from dispositif.api.values import Day, Moment, Words
from dispositif.kernel.figure import Figure, Origin, State
from dispositif.look.figures import Definition, definition, definitions, figure
from dispositif.look.scopes import scope_of
from dispositif.people.clock import today
from dispositif.secrecy.audiences import Audience

router = Router(tags=["figures"])
Name = Annotated[str, Field(max_length=80, pattern=r"^[a-z][a-z0-9_.]*$")]


class DefinitionOut(Schema):
    """What a figure means; `scopes` are the kinds of record that it can be asked about, "" for everything."""

    name: str
    title: str
    meaning: str
    unit: str
    basis: str
    source: str
    scopes: list[str]
    changed_at: datetime | None


class EvidenceOut(Schema):
    """One row behind a figure."""

    kind: str
    uuid: UUID
    label: str


class FigureOut(Schema):
    """One figure. Only the state `value` has one; `none` says its reason and what would fill it."""

    name: str
    state: State
    value: int | None
    unit: str
    basis: str
    as_of: date
    known_at: datetime | None = Field(description="The moment asked for; null: as known when it is read")
    source: str
    origin: Origin
    verified: bool
    reason: str
    remedy: str
    scope: str
    of: int | None = Field(description="How many records are in scope")
    evidence: list[EvidenceOut]


@router.get("", response=Page[DefinitionOut], url_name="figures", **reads("figures:read"))
def figures(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Every figure of the program, in the order of the walk."""
    return paged(request, response, definitions(), asked, lambda found: [_definition(one) for one in found])


@router.get("/{name}", response=FigureOut, url_name="figure", **reads("figures:read"))
def one_figure(
    request: HttpRequest,
    name: Name,
    at: Annotated[Day | None, Query(description="The day on which it stood; without it, today.")] = None,
    known_at: Annotated[Moment | None, Query(description="As known at this moment; without it, now.")] = None,
    scope: Words = "",
) -> Any:
    """One figure: the same for the same day, moment, scope and audience, whenever it is asked for.

    `scope` is document:SYMBOL, entity:CODE, theme:CODE, mandate:UUID, instrument:CODE, participant:CODE,
    region:M49 or grouping:CODE, of the kinds that the figure lists; without it, everything.
    """
    known, audience = known_at or datetime.now(UTC), Audience(request.acting)  # type: ignore[attr-defined]
    definition(name)
    said = figure(name, at=at or today(), known_at=known, audience=audience, scope=scope_of(scope))
    return _figure(said, known_at, scope)


def _definition(one: Definition) -> dict[str, Any]:
    names = ("name", "title", "meaning", "unit", "basis", "source")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"scopes": sorted(one.scopes), "changed_at": one.freshness()}


def _figure(one: Figure, known_at: datetime | None, scope: str) -> dict[str, Any]:
    names = ("name", "state", "value", "unit", "basis", "as_of", "source", "origin", "verified", "reason")
    said: dict[str, Any] = {name: getattr(one, name) for name in (*names, "remedy")}
    rows = [{"kind": row.kind, "uuid": row.uuid, "label": row.label} for row in one.evidence]
    return said | {"known_at": known_at, "scope": scope, "of": one.facts.get("all"), "evidence": rows}
