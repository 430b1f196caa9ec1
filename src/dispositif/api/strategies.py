"""Strategies as JSON: those that match, how States are covered, what each says, and every change."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from dispositif.api.freshness import RULE, IfMatch, check_match
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import Guarded, reads, writes
from dispositif.api.trail import EntryOut, told
from dispositif.api.values import NO_NUL, At, Day, Language, Revision, Text, Words
from dispositif.files.writing import FORMATS, download
from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.models import StrategyEdition
from dispositif.instruments.queries import strategy as queries
from dispositif.instruments.strategies.cells import read
from dispositif.instruments.strategies.held import DAYS, WORDS, said_of, with_parts
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.rules import Kind, Mark, Said, Theme, status_on
from dispositif.instruments.strategies.rules import Status as Standing
from dispositif.instruments.strategies.writing import table
from dispositif.kernel.refusal import phrase
from dispositif.people.clock import today
from dispositif.trail.queries import history as entries_about

router = Router(tags=["strategies"])
RECORD = writes("instruments:write", "instruments.record")
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00;\r\n]*$")]
Order = Literal["title", "-title", "since_on", "-since_on", "until_on", "-until_on"]


class CoverOut(Schema):
    """A State that the strategy lists; without days, as long as the strategy."""

    state: str
    source: str
    since_on: date | None
    until_on: date | None


class MeasureOut(Schema):
    """Another measure that complements the strategy."""

    uuid: UUID
    text: str


class StrategyOut(Schema):
    """What a strategy says, and how it stands on the day `as_at`. `seen` a change asks for is `revision`.

    Its owner is one of `state` (code), `entity` (code) and `institution` (words).
    """

    uuid: UUID
    revision: int
    title: str
    language: str
    kind: Kind
    state: str
    entity: str
    institution: str
    themes: list[Theme]
    preparing_on: date | None
    adopted_on: date | None
    since_on: date | None
    until_on: date | None
    withdrawn_on: date | None
    withdrawn_why: str
    states: list[CoverOut]
    measures: list[MeasureOut]
    link: str
    source: str
    verified: bool
    status: Standing
    as_at: date


class ToldOut(Schema):
    """One mark of a cell; `verified` where at least one strategy behind it was checked."""

    mark: Mark
    verified: bool


class CoverageRowOut(Schema):
    """What is held for a State, theme by theme; an empty list says “no information”, never “none”."""

    code: str
    name: str
    themes: dict[Theme, list[ToldOut]]


class StrategiesAsked(Schema):
    """What is asked of the list; empty parts ask nothing. `region` is M49, `state` and `grouping` codes."""

    words: Words = ""
    kind: Literal["", "national", "regional"] = ""
    theme: Literal[
        "", "organized_crime", "trafficking", "kidnapping", "smuggling", "corruption", "terrorism"
    ] = ""
    state: Words = ""
    region: Words = ""
    grouping: Words = ""
    status: Literal["", "in_preparation", "in_force", "expired", "withdrawn", "not_begun"] = ""
    at: At = None
    sort: Order = "-since_on"

    def found(self) -> queries.Found:
        """The strategies that match."""
        names = ("words", "kind", "theme", "state", "region", "grouping", "status")
        asked = queries.Asked(**{name: getattr(self, name) for name in names})
        return queries.strategies(asked, self.at or today(), self.sort)


class StateIn(Schema):
    """A State by its name or code, and the days on which it is covered where they are fewer."""

    model_config = ConfigDict(extra="forbid")
    name: Name
    since_on: Day | None = None
    until_on: Day | None = None

    def cell(self) -> str:
        """As a table lists it."""
        since = f" from {self.since_on}" if self.since_on else ""
        return f"{self.name}{since}{f' until {self.until_on}' if self.until_on else ''}"


States = Annotated[list[StateIn], Field(max_length=300)]


class StrategyIn(Schema):
    """What a strategy says: a national one names its `state`, a regional one its owner and each State."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(max_length=400, pattern=NO_NUL)]
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")]
    kind: Kind
    source: Annotated[str, Field(max_length=300, pattern=NO_NUL)]
    themes: Annotated[list[Theme], Field(max_length=6)]
    state: Words = ""
    institution: Words = ""
    preparing_on: Day | None = None
    adopted_on: Day | None = None
    since_on: Day | None = None
    until_on: Day | None = None
    withdrawn_on: Day | None = None
    withdrawn_why: Annotated[str, Field(max_length=1000, pattern=NO_NUL)] = ""
    states: States = []
    states_source: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    measures: Annotated[list[Text], Field(max_length=100)] = []
    link: Annotated[str, Field(max_length=500, pattern=NO_NUL)] = ""
    verified: bool = False

    def said(self, held: Said | None = None) -> Said:
        """The same as the rules speak of it; refuses its first fault."""
        cells = {name: str(getattr(self, name) or "") for name in DAYS}
        cells |= {name: getattr(self, name) for name in (*WORDS, "state", "states_source")}
        cells |= {"kind": self.kind.value, "themes": ";".join(self.themes)}
        cells |= {
            "verified": "yes" if self.verified else "no",
            "measures": "\n".join(" ".join(one.split()) for one in self.measures),
        }
        cells["states"] = ";".join(one.cell() for one in self.states)
        return read_cells(cells, held)


class Amending(StrategyIn):
    """All that the strategy says from now on, and the revision that its author looked at."""

    seen: Revision


Given = Annotated[StrategiesAsked, Query(...)]


def _taking_away() -> Guarded:
    """The media types of a file, in the description."""
    content = {media.split(";")[0]: {"schema": {"type": "string"}} for media in FORMATS.values()}
    guarded = reads("instruments:read")
    guarded["openapi_extra"]["responses"] = {200: {"content": content}}
    return guarded


@router.get("", response=Page[StrategyOut], url_name="strategies", **reads("instruments:read"))
def strategies(request: HttpRequest, response: HttpResponse, asked: Paging, given: Given) -> Any:
    """The strategies that match, as they stand on the day."""
    at = given.at or today()
    return paged(request, response, given.found(), asked, lambda found: _listed(found, at))


@router.post("", response={201: StrategyOut}, url_name="strategies", **RECORD)
def record(request: HttpRequest, sent: StrategyIn) -> Any:
    """Record a strategy."""
    one = actions.record_strategy(said=sent.said(), by=request.person, on=today())  # type: ignore[attr-defined]
    return Status(201, strategy_out(strategy_of(one.uuid), today()))


@router.get(
    "/coverage", response=Page[CoverageRowOut], url_name="strategy_coverage", **reads("instruments:read")
)
def coverage(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    at: At = None,
    region: Words = "",
    grouping: Words = "",
    language: Language = "en",
) -> Any:
    """The States of the day × the six themes; an empty list says “no information”."""
    rows = queries.coverage(at=at or today(), language=language, region=region, grouping=grouping)
    return paged(request, response, rows, asked, lambda found: [_row(one) for one in found])


@router.get("/sheet.{file_format}", url_name="strategy_sheet", **_taking_away())
def sheet(request: HttpRequest, file_format: Literal["csv", "xlsx"], given: Given) -> HttpResponse:
    """The strategies that match, as a table that can be handed in again."""
    return download(table(given.found(), given.at or today()), file_format, "strategies")


@router.get("/{uuid}", response=StrategyOut, url_name="strategy", **reads("instruments:read"))
def strategy(request: HttpRequest, uuid: UUID, at: At = None) -> Any:
    """One strategy, as it stands on the day."""
    return strategy_out(strategy_of(uuid), at or today())


@router.put("/{uuid}", response=StrategyOut, url_name="strategy", description=f"Amend it.{RULE}", **RECORD)
def amend(request: HttpRequest, uuid: UUID, sent: Amending, if_match: IfMatch = "") -> Any:
    """Amend it."""
    edition = strategy_of(uuid)
    return done(request, edition, actions.amend_strategy, if_match, sent, said=sent.said(said_of(edition)))


@router.get(
    "/{uuid}/history", response=Page[EntryOut], url_name="strategy_history", **reads("instruments:read")
)
def history(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging) -> Any:
    """What was done to it, the latest first."""
    return paged(request, response, entries_about(strategy_of(uuid).strategy), asked, told)


def done(
    request: HttpRequest, edition: StrategyEdition, action: Any, if_match: str, sent: Any, **given: Any
) -> dict[str, Any]:
    """Make one change, and say how the strategy stands after it."""
    check_match(if_match, sent.seen)
    by = request.person  # type: ignore[attr-defined]
    action(strategy=edition.strategy, seen=sent.seen, by=by, on=today(), **given)
    return strategy_out(strategy_of(edition.strategy.uuid), today())


def read_cells(cells: dict[str, str], held: Said | None = None) -> Said:
    """What a row of cells says; refuses its first fault."""
    found, faults = read(cells, Recogniser(), held)
    if found is None:
        raise faults[0]
    return found


def strategy_of(uuid: UUID) -> StrategyEdition:
    """What the strategy says now; 404 where there is none."""
    found = queries.find(uuid)
    if found is None:
        raise absent(phrase("strategy"), uuid)
    return found


def _listed(found: list[StrategyEdition], at: date) -> list[dict[str, Any]]:
    keys = [one.pk for one in found]
    rows = with_parts(
        StrategyEdition.objects.filter(pk__in=keys).select_related("strategy", "state", "entity")
    )
    by_key = {one.pk: one for one in rows}
    return [strategy_out(by_key[key], at) for key in keys]


def strategy_out(edition: StrategyEdition, at: date) -> dict[str, Any]:
    """An edition in the shape of StrategyOut."""
    said, one = said_of(edition), edition.strategy
    plain = {name: getattr(said, name) for name in (*WORDS, *DAYS, "kind", "state", "entity", "verified")}
    covers = [
        {"state": cover.code, **{name: getattr(cover, name) for name in ("source", "since_on", "until_on")}}
        for cover in said.covers
    ]
    return plain | {
        "uuid": one.uuid,
        "revision": one.revision,
        "themes": list(said.themes),
        "states": covers,
        "measures": [{"uuid": row.uuid, "text": row.text} for row in one.standing_measures],  # type: ignore[attr-defined]
        "status": status_on(edition, at),
        "as_at": at,
    }


def _row(one: queries.Row) -> dict[str, Any]:
    cells = zip(Theme, one.cells, strict=True)
    themes = {theme: [{"mark": t.mark, "verified": t.verified} for t in cell] for theme, cell in cells}
    return {"code": one.participant.code, "name": one.name, "themes": themes}
