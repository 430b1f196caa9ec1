"""Registers of treaty actions as JSON: bring one in, settle names, record what depositaries notify."""

import json
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.remarks import CellOut, cell_out
from dispositif.api.scopes import FILES, reads, writes
from dispositif.api.values import NO_NUL, Day, Language, Revision, Words
from dispositif.instruments.actions import notify as actions
from dispositif.instruments.actions.register import import_register
from dispositif.instruments.models import Action, Edition, Unresolved
from dispositif.instruments.queries import register as queries
from dispositif.instruments.registers.acts import Change, Line
from dispositif.instruments.registers.preview import Asked, Preview, preview
from dispositif.instruments.rules import RECORD, Kind, Made
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.clock import today
from dispositif.world import queries as world

router = Router(tags=["instruments"])
SCOPE = "instruments:write"
SHOWN = 200
"""Changed actions that a preview lists; all of them are counted."""
Source = Annotated[str, Field(max_length=300, pattern=NO_NUL)]
Symbol = Annotated[str, Field(max_length=60, pattern=NO_NUL)]
Code = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9-]+$")]
Who = Annotated[str, Field(min_length=2, max_length=3, pattern="^[A-Z0-9]+$")]
Long = Annotated[str, Field(max_length=20_000, pattern=NO_NUL)]
Reason = Annotated[str, Field(max_length=400, pattern=NO_NUL)]
Mapped = Annotated[str, Field(max_length=4000, pattern=NO_NUL)]


class RegisterActOut(Schema):
    """One action of a file beside the one held; `participant` is empty where nobody is recognised."""

    change: Change
    instrument: str
    participant: str
    printed: str
    kind: Kind
    on: date
    row: int | None


class RegisterOut(Schema):
    """One instrument: the last day that the file covers, the revision compared with, actions by change."""

    instrument: str
    as_at: date | None
    seen: int | None
    counts: dict[Change, int]


class PreviewOut(Schema):
    """What importing the file would do. `writes`: whether it would; `unresolved`: names of nobody known."""

    writes: bool
    refused: bool
    instruments: list[RegisterOut]
    unresolved: list[str]
    changes: list[RegisterActOut] = Field(description=f"The first {SHOWN} that do not stay the same")
    remarks: list[CellOut]


class EditionOut(Schema):
    """A state of a register that was taken over; `as_at` is its last day."""

    uuid: UUID
    instrument: str
    as_at: date
    source: str
    rows: int
    taken_on: date


class EditionsOut(Schema):
    """The editions that an import made: none where it only added."""

    editions: list[EditionOut]


class Given(Schema):
    """What is said of a file beside its rows. `seen`: JSON, instrument → the revision in a preview.

    `columns`: JSON, field → heading of the file, where another is meant than is recognised.
    """

    source: Source = ""
    as_at: Day | None = None
    covers: Literal["whole", "additions"] = "whole"
    instrument: Words = ""
    columns: Mapped = ""
    seen: Mapped = ""
    write: Literal["false", "true"] = "false"


class UnresolvedOut(Schema):
    """An action whose participant nobody recognised; it keeps its instrument from being published."""

    uuid: UUID
    instrument: str
    printed: str
    kind: Kind
    on: date
    source: str


class Settled(Schema):
    """Who a name is."""

    model_config = ConfigDict(extra="forbid")
    participant: Who


class Because(Schema):
    """Why something is left out or taken out; `seen` where the register's revision matters."""

    model_config = ConfigDict(extra="forbid")
    reason: Reason
    seen: Revision = 0


class Notified(Schema):
    """One action as the depositary notified it; `seen` is the revision of the instrument's register."""

    model_config = ConfigDict(extra="forbid")
    instrument: Code
    participant: Who
    kind: Kind
    on: Day
    effective_on: Day | None = None
    symbol: Symbol = ""
    source: Source
    seen: Revision


class Stated(Schema):
    """A reservation, declaration, objection or notification in its words."""

    model_config = ConfigDict(extra="forbid")
    instrument: Code
    participant: Who
    kind: Made
    made_on: Day | None = None
    text: Long
    language: Language
    symbol: Symbol = ""
    source: Source


class Reported(Schema):
    """A participant's report that its national procedure towards joining is under way."""

    model_config = ConfigDict(extra="forbid")
    instrument: Code
    participant: Who
    reported_on: Day
    words: Long
    source: Source


class ActionOut(Schema):
    """One action held; `superseded`: taken out."""

    uuid: UUID
    instrument: str
    participant: str
    kind: Kind
    on: date
    effective_on: date | None
    symbol: str
    source: str
    superseded: bool


class NotedOut(Schema):
    """What was written."""

    uuid: UUID


@router.post(
    "/import",
    response={200: PreviewOut, 201: EditionsOut},
    url_name="register_import",
    **writes(SCOPE, RECORD, FILES),
)
def register_import(
    request: HttpRequest, sent: Annotated[Given, Form(...)], file: Annotated[UploadedFile, File(...)]
) -> Any:
    """Look at what importing a register would do (200); with `write` true write it, all or nothing (201).

    What is held exactly like this is no fault: there is nothing to write, and the answer is the preview. With
    `seen` of a preview nothing is written where somebody changed one of the registers since (409).
    """
    by, on = request.person, today()  # type: ignore[attr-defined]
    found = preview(content=file.read(), name=str(file.name), asked=_asked(sent), on=on)
    if sent.write == "false" or not (found.changes or found.refuses):
        return Status(200, _preview(found))
    seen = _parsed(sent.seen, int, "seen") if sent.seen else found.seen
    editions = import_register(found=found, seen=seen, by=by, on=on)
    return Status(201, {"editions": [_edition(one) for one in editions]})


@router.get("/unresolved", response=Page[UnresolvedOut], url_name="unresolved", **reads("instruments:read"))
def unresolved(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Every action whose participant nobody recognised."""
    return paged(request, response, queries.waiting(), asked, lambda rows: [_waiting(one) for one in rows])


@router.post(
    "/unresolved/{uuid}/settle",
    response={201: ActionOut},
    url_name="settle_name",
    **writes(SCOPE, RECORD),
)
def settle_name(request: HttpRequest, uuid: UUID, sent: Settled) -> Any:
    """Say who it is: the action counts from now on."""
    by = request.person  # type: ignore[attr-defined]
    who = world.participant(sent.participant)
    done = actions.settle_name(unresolved=_find(uuid), participant=who, by=by, on=today())
    return Status(201, _action(done))


@router.post(
    "/unresolved/{uuid}/set-aside",
    response={201: NotedOut},
    url_name="set_aside_name",
    **writes(SCOPE, RECORD),
)
def set_aside_name(request: HttpRequest, uuid: UUID, sent: Because) -> Any:
    """Leave it out, with the reason."""
    by = request.person  # type: ignore[attr-defined]
    return Status(201, actions.set_aside_name(unresolved=_find(uuid), reason=sent.reason, by=by, on=today()))


@router.post("/actions", response={201: ActionOut}, url_name="record_action", **writes(SCOPE, RECORD))
def record_action(request: HttpRequest, sent: Notified) -> Any:
    """Record one action as the depositary notified it."""
    done = actions.record_action(
        instrument=queries.instrument(sent.instrument),
        participant=world.participant(sent.participant),
        kind=sent.kind,
        on_day=sent.on,
        effective_on=sent.effective_on,
        symbol=sent.symbol,
        source=sent.source,
        seen=sent.seen,
        by=request.person,  # type: ignore[attr-defined]
        on=today(),
    )
    return Status(201, _action(done))


@router.post(
    "/actions/{uuid}/strike", response={201: ActionOut}, url_name="strike_action", **writes(SCOPE, RECORD)
)
def strike_action(request: HttpRequest, uuid: UUID, sent: Because) -> Any:
    """Take out an action that turned out wrong; what was known until now stays known."""
    held = Action.objects.filter(uuid=uuid).first()
    if held is None:
        raise absent(phrase("action"), uuid)
    by = request.person  # type: ignore[attr-defined]
    done = actions.strike_action(action=held, reason=sent.reason, seen=sent.seen, by=by, on=today())
    return Status(201, _action(done))


@router.post("/statements", response={201: NotedOut}, url_name="record_statement", **writes(SCOPE, RECORD))
def record_statement(request: HttpRequest, sent: Stated) -> Any:
    """Record a reservation, declaration, objection or notification in its words."""
    said = sent.model_dump() | _placed(sent.instrument, sent.participant)
    by = request.person  # type: ignore[attr-defined]
    return Status(201, actions.record_statement(**said, by=by, on=today()))


@router.post("/procedures", response={201: NotedOut}, url_name="report_procedure", **writes(SCOPE, RECORD))
def report_procedure(request: HttpRequest, sent: Reported) -> Any:
    """Record that a participant reports its national procedure to be under way."""
    said = sent.model_dump() | _placed(sent.instrument, sent.participant)
    by = request.person  # type: ignore[attr-defined]
    return Status(201, actions.report_procedure(**said, by=by, on=today()))


def _placed(instrument: str, participant: str) -> dict[str, Any]:
    return {
        "instrument": queries.instrument(instrument),
        "participant": world.participant(participant),
    }


def _asked(sent: Given) -> Asked:
    return Asked(
        source=sent.source,
        as_at=sent.as_at,
        whole=sent.covers == "whole",
        instrument=sent.instrument,
        columns=_parsed(sent.columns, str, "columns") if sent.columns else {},
    )


def _parsed(said: str, kind: type, field: str) -> dict[str, Any]:
    """A JSON object of one kind of values; refuses anything else."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or any(type(value) is not kind for value in found.values()):
        raise Refusal("instruments.no_object", phrase("A JSON object is expected."), field=field)
    return found


def _find(uuid: UUID) -> Unresolved:
    found = Unresolved.objects.select_related("instrument").filter(uuid=uuid).first()
    if found is None:
        raise absent(phrase("name"), uuid)
    return found


def _preview(found: Preview) -> dict[str, Any]:
    changed = [line for line in found.lines if line.change is not Change.SAME]
    return {
        "writes": found.changes and not found.refuses,
        "refused": found.refuses,
        "instruments": [
            {"instrument": code, "as_at": found.as_at.get(code), "seen": found.seen.get(code), "counts": said}
            for code, said in found.counts.items()
        ],
        "unresolved": found.waiting,
        "changes": [_line(one) for one in changed[:SHOWN]],
        "remarks": [cell_out(one) for one in found.findings],
    }


def _line(one: Line) -> dict[str, Any]:
    shown = one.shown
    names = ("instrument", "participant", "kind", "on")
    said: dict[str, Any] = {name: getattr(shown, name) for name in names}
    return said | {
        "change": one.change,
        "printed": shown.name,
        "row": one.entry.number if one.entry else None,
    }


def _edition(one: Edition) -> dict[str, Any]:
    names = ("uuid", "as_at", "source", "rows", "taken_on")
    return {name: getattr(one, name) for name in names} | {"instrument": one.instrument.code}


def _waiting(one: Unresolved) -> dict[str, Any]:
    names = ("uuid", "printed", "kind", "on", "source")
    return {name: getattr(one, name) for name in names} | {"instrument": one.instrument.code}


def _action(one: Action) -> dict[str, Any]:
    names = ("uuid", "kind", "on", "effective_on", "symbol", "source")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    codes = {"instrument": one.instrument.code, "participant": one.participant.code}
    return said | codes | {"superseded": one.superseded_at is not None}
