"""Adherence as JSON: every instrument on a day, the grid, who is not yet party, one State."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from pydantic import Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import Absent
from dispositif.api.scopes import Guarded, reads
from dispositif.api.values import At, Language, Moment, Words
from dispositif.files.writing import FORMATS, download
from dispositif.instruments import outlines
from dispositif.instruments.days import day_asked
from dispositif.instruments.outlines import Wanted
from dispositif.instruments.queries.adherence import registers, registers_as_known
from dispositif.instruments.queries.follow_up import FollowUp
from dispositif.instruments.queries.follow_up import follow_up as query_follow_up
from dispositif.instruments.queries.grid import Grid
from dispositif.instruments.queries.grid import grid as query_grid
from dispositif.instruments.queries.rows import Narrowed, names
from dispositif.instruments.queries.state import state as query_state
from dispositif.instruments.rules import PARAGRAPH, Family, Holding, Kind, Status
from dispositif.instruments.tables import follow_up_table, grid_table
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.world import queries as world
from dispositif.world.rules import Kind as PartKind

router = Router(tags=["adherence"])
states = Router(tags=["adherence"])
SCOPE = "instruments:read"
Who = Annotated[str, Path(min_length=2, max_length=3, pattern=r"^[A-Z0-9]+$")]
FileFormat = Literal["csv", "xlsx"]


class TallyOut(Schema):
    """One instrument on the day `as_at`; a count is null where no register of it may be shown.

    `parties + not_yet_parties + not_eligible + unknown` are the `participants` of the day; `consents` count
    whoever consented, in force or not, `of_states` without organizations. `latest_held`: the last day that
    its register covers, never today.
    """

    instrument: str
    name: str
    family: Family
    adopted_on: date
    in_force_on: date | None
    holding: Holding
    words: str = Field(description="What is held of its register, in the reader’s language")
    waiting: int = Field(description="Names that wait to be resolved: until then it is not shown")
    latest_held: date | None
    later: int = Field(description="Actions held that are later than that day")
    stale: bool
    doubtful: list[str] = Field(description="Facts that no source at hand confirms")
    as_at: date
    participants: int
    signatories: int | None
    consents: int | None
    parties: int | None
    not_yet_parties: int | None
    not_eligible: int | None
    unknown: int | None
    of_states: int | None


class StandOut(Schema):
    """How a participant stood to one instrument; `status` is null where no register of it may be shown."""

    instrument: str
    name: str
    family: Family
    as_at: date
    holding: Holding
    status: Status | None
    words: str
    signed_on: date | None
    consented_on: date | None
    kind: Kind | None
    in_force_for_state_on: date | None
    ended_on: date | None
    latest_held: date | None


class GridRowOut(Schema):
    """One participant of the day: instrument → how it stood, null where no register may be shown."""

    participant: str
    name: str
    takes_part_as: PartKind
    statuses: dict[str, Status | None]


class OpenOut(Schema):
    """One participant that was not yet party to one instrument."""

    participant: str
    name: str
    instrument: str
    status: Status
    signed_on: date | None
    consented_on: date | None
    withdrawn_on: date | None
    in_force_for_state_on: date | None
    procedure_reported_on: date | None
    latest_held: date | None


class Selection(Schema):
    """Which instruments (`named`: both families of paragraph 6) and whose: `region` M49, `group` a code."""

    at: At = None
    family: Literal["", "crime", "drugs", "terrorism", "named"] = ""
    region: Words = ""
    group: Words = ""
    language: Language | None = None

    def day(self) -> date:
        """The day asked for; refused where nothing can be known of it."""
        return day_of(self.at)

    def wanted(self) -> Wanted:
        """The same as queries take it."""
        return Wanted(self.family, (), self.region, self.group)

    def spoken(self) -> str:
        """The language asked for, or the reader's."""
        return self.language or get_language() or "en"

    def given(self, wanted: Wanted) -> dict[str, Any]:
        """What the grid and the follow-up take; a place that nobody knows is refused."""
        on = self.day()
        wanted.within(on)
        narrowed = Narrowed(region=self.region, group=self.group)
        return {
            "wants": wanted.wants,
            "narrowed": narrowed,
            "language": self.spoken(),
            "on": on,
            "today": today(),
        }


Asking = Annotated[Selection, Query(...)]


@router.get("", response=Page[TallyOut], url_name="instruments", **reads(SCOPE))
def instruments(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    given: Asking,
    known_at: Annotated[Moment | None, Query(description="As known at this moment; without it, now.")] = None,
) -> Any:
    """Every instrument adopted by the day, with its counts on it; those that paragraph 6 names come first."""
    held = registers_as_known(known_at) if known_at else registers()
    rows = outlines.tallies(held, given.wanted(), language=given.spoken(), on=given.day(), today=today())
    return paged(request, response, rows, asked, list)


def _files() -> Guarded:
    """The media types of a file, in the description."""
    content = {media.split(";")[0]: {"schema": {"type": "string"}} for media in FORMATS.values()}
    guarded = reads(SCOPE)
    guarded["openapi_extra"]["responses"] = {200: {"content": content}}
    return guarded


@router.get("/grid", response=Page[GridRowOut], url_name="adherence_grid", **reads(SCOPE))
def grid(request: HttpRequest, response: HttpResponse, asked: Paging, given: Asking) -> Any:
    """Participants × instruments: who takes part on the day, and how everybody stood to everything."""
    return paged(request, response, outlines.grid(_grid(given)), asked, list)


@router.get("/grid.{file_format}", url_name="adherence_sheet", **_files())
def grid_sheet(request: HttpRequest, file_format: FileFormat, given: Asking) -> HttpResponse:
    """The same as a table to take away."""
    shown = _grid(given)
    return download(grid_table(shown), file_format, f"treaties-{shown.on.isoformat()}")


@router.get("/follow-up", response=Page[OpenOut], url_name="adherence_follow_up", **reads(SCOPE))
def follow_up(request: HttpRequest, response: HttpResponse, asked: Paging, given: Asking) -> Any:
    """Who was not yet party to what: without `family`, to what paragraph 6 names.

    Of an instrument without a register nothing is listed: that nobody is named does not say that all are
    party.
    """
    found = _follow_up(given)
    rows = found.open
    return paged(request, response, rows, asked, lambda listed: [outlines.still_open(one) for one in listed])


@router.get("/follow-up.{file_format}", url_name="follow_up_sheet", **_files())
def follow_up_sheet(request: HttpRequest, file_format: FileFormat, given: Asking) -> HttpResponse:
    """The same as a table to take away; instruments without a register say so in a row."""
    found = _follow_up(given)
    return download(follow_up_table(found), file_format, f"not-yet-parties-{found.on.isoformat()}")


@states.get("/{code}/instruments", response=Page[StandOut], url_name="state_instruments", **reads(SCOPE))
def state_instruments(
    request: HttpRequest,
    response: HttpResponse,
    code: Who,
    asked: Paging,
    at: At = None,
    language: Language | None = None,
) -> Any:
    """How a State or organization (ISO 3166 code, M49, or `EU`) stood to each instrument on the day."""
    on, spoken = day_of(at), language or get_language() or "en"
    try:
        one = world.participant(code)
    except Refusal as refusal:
        raise Absent(refusal) from refusal
    found = query_state(registers(), one, called=names(spoken, on), language=spoken, on=on, today=today())
    stands = [outlines.stand(each, on) for each in found.stands]
    return paged(request, response, stands, asked, list)


def _grid(given: Selection) -> Grid:
    return query_grid(registers(), **given.given(given.wanted()))


def _follow_up(given: Selection) -> FollowUp:
    wanted = Wanted(given.family or PARAGRAPH, (), given.region, given.group)
    return query_follow_up(registers(), **given.given(wanted))


def day_of(at: date | None) -> date:
    return day_asked(at.isoformat() if at else "", today())
