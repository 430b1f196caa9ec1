"""One treaty as JSON: what is held of it on any day, who stood how, and from which actions that follows."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Path, Router, Schema
from pydantic import Field

from dispositif.api.adherence import SCOPE, TallyOut, day_of
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import Absent
from dispositif.api.scopes import reads
from dispositif.api.values import At, Language
from dispositif.instruments import outlines, words
from dispositif.instruments.models import Action, Edition, Instrument, Procedure, Published, Statement
from dispositif.instruments.queries import register as queries
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.columns import Column
from dispositif.instruments.queries.instrument import treaty
from dispositif.instruments.rules import Kind, Made, Status
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.clock import today
from dispositif.world.rules import Kind as PartKind

router = Router(tags=["adherence"])
Code = Annotated[str, Path(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9-]+$")]
Standings = Literal["", "party", "consented", "signed", "withdrawn", "not_yet", "not_eligible", "unknown"]


class EditionOfOut(Schema):
    """The newest state of a register that was taken over, and what its source does not tell."""

    as_at: date
    source: str
    rows: int
    losses: list[str]
    taken_on: date


class PublishedOut(Schema):
    """Totals that a source printed, to set beside those that follow from the actions held."""

    signatories: int | None
    parties: int | None
    as_of: str
    source: str
    verified: bool


class InstrumentOut(TallyOut):
    """One instrument whole; `revision` is what a change of its register says as `seen`."""

    untc: str = Field(description="Number in the United Nations Treaty Collection; empty: none")
    parent: str | None
    protocols: list[str]
    depositary: list[str]
    signed_from: date | None
    wait_days: int | None
    wait_months: int | None
    wait_source: str
    reio: bool = Field(description="Whether regional economic integration organizations may join")
    source: str
    revision: int
    edition: EditionOfOut | None
    published: list[PublishedOut]


class StandingOut(Schema):
    """How one participant of the day stood to an instrument.

    `by`: the participant that it continues, where that one acted. `in_force_for_state_on` may lie after the
    day asked for.
    """

    participant: str
    name: str
    takes_part_as: PartKind
    status: Status
    signed_on: date | None
    consented_on: date | None
    kind: Kind | None
    in_force_for_state_on: date | None
    by: str | None
    symbol: str


class ActOfOut(Schema):
    """One action held, as the register printed it."""

    uuid: UUID
    participant: str
    printed: str
    kind: Kind
    on: date
    effective_on: date | None
    symbol: str
    source: str


class TreatyStatementOut(Schema):
    """A reservation, declaration, objection or notification in the words of who made it."""

    uuid: UUID
    participant: str
    kind: Made
    made_on: date | None
    text: str
    language: str
    symbol: str
    source: str


class ProcedureOut(Schema):
    """A report that a national procedure towards joining is under way."""

    uuid: UUID
    participant: str
    reported_on: date
    words: str
    source: str


@router.get("/{code}", response=InstrumentOut, url_name="instrument", **reads(SCOPE))
def instrument(request: HttpRequest, code: Code, at: At = None, language: Language | None = None) -> Any:
    """One instrument by its code, such as UNTOC, or its number in the Treaty Collection, such as 18-12."""
    one, on, held = _find(code), day_of(at), registers()
    spoken = language or get_language() or "en"
    found = treaty(held, one, language=spoken, on=on, today=today())
    return _instrument(one, found.column) | outlines.tally(held, found.column, on)


@router.get(
    "/{code}/participants", response=Page[StandingOut], url_name="instrument_participants", **reads(SCOPE)
)
def participants(
    request: HttpRequest,
    response: HttpResponse,
    code: Code,
    asked: Paging,
    at: At = None,
    status: Standings = "",
    language: Language | None = None,
) -> Any:
    """Everybody who took part on the day, and how it stood to the instrument; refused without a register."""
    one, on = _find(code), day_of(at)
    spoken = language or get_language() or "en"
    found = treaty(registers(), one, language=spoken, on=on, today=today())
    _check_shown(found.column)
    listed = [
        outlines.standing(row)
        for kind in Status
        if status in ("", kind)
        for row in found.standings.get(kind, [])
    ]
    return paged(request, response, listed, asked, list)


@router.get("/{code}/actions", response=Page[ActOfOut], url_name="instrument_actions", **reads(SCOPE))
def actions(request: HttpRequest, response: HttpResponse, code: Code, asked: Paging) -> Any:
    """Every action held, in the order of days."""
    rows = _of(Action, _find(code)).order_by("on", "pk")
    names = ("uuid", "printed", "kind", "on", "effective_on", "symbol", "source")
    return paged(request, response, rows, asked, _shaped(names))


@router.get(
    "/{code}/statements", response=Page[TreatyStatementOut], url_name="instrument_statements", **reads(SCOPE)
)
def statements(request: HttpRequest, response: HttpResponse, code: Code, asked: Paging) -> Any:
    """Reservations, declarations, objections and notifications held."""
    rows = _of(Statement, _find(code)).order_by("made_on", "pk")
    names = ("uuid", "kind", "made_on", "text", "language", "symbol", "source")
    return paged(request, response, rows, asked, _shaped(names))


@router.get(
    "/{code}/procedures", response=Page[ProcedureOut], url_name="instrument_procedures", **reads(SCOPE)
)
def procedures(request: HttpRequest, response: HttpResponse, code: Code, asked: Paging) -> Any:
    """What participants reported of national procedures under way, the newest first."""
    rows = _of(Procedure, _find(code)).order_by("-reported_on", "pk")
    return paged(request, response, rows, asked, _shaped(("uuid", "reported_on", "words", "source")))


def _find(code: str) -> Instrument:
    try:
        return queries.instrument(code)
    except Refusal as refusal:
        raise Absent(refusal) from refusal


def _check_shown(column: Column) -> None:
    """An empty list would say that nobody joined."""
    if not column.shown:
        raise Refusal(
            "instruments.not_shown",
            phrase("Nothing can be said of who joined %(instrument)s: %(why)s."),
            field="code",
            instrument=column.code,
            why=words.holding_said(column.holding, column.waiting),
        )


def _of(kind: type[Any], one: Instrument) -> "QuerySet[Any]":
    rows: QuerySet[Any] = kind.objects.filter(instrument=one, superseded_at=None)
    return rows.select_related("participant")


def _shaped(names: tuple[str, ...]) -> Callable[[list[Any]], list[dict[str, Any]]]:
    def shape(rows: list[Any]) -> list[dict[str, Any]]:
        return [
            {name: getattr(row, name) for name in names} | {"participant": row.participant.code}
            for row in rows
        ]

    return shape


def _instrument(one: Instrument, column: Column) -> dict[str, Any]:
    plain = ("untc", "depositary", "signed_from", "wait_days", "wait_months", "wait_source", "reio", "source")
    return {name: getattr(one, name) for name in (*plain, "revision")} | {
        "parent": one.parent.code if one.parent else None,
        "protocols": list(one.protocols.order_by("place").values_list("code", flat=True)),
        "edition": _edition(column.edition) if column.edition else None,
        "published": [_published(row) for row in one.published.order_by("as_of", "pk")],
    }


def _edition(one: Edition) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("as_at", "source", "rows", "taken_on")}
    return said | {"losses": words.losses_said(one.instrument.code, one.losses)}


def _published(one: Published) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("signatories", "parties", "as_of", "source", "verified")}
