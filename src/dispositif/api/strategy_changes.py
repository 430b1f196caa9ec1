"""Changes of strategies beside what they say: States listed, withdrawals, whole tables."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from dispositif.api.freshness import RULE, IfMatch
from dispositif.api.remarks import CellOut, cell_out
from dispositif.api.scopes import FILES, writes
from dispositif.api.strategies import RECORD, StateIn, StrategyOut, done, read_cells, strategy_of
from dispositif.api.values import NO_NUL, Code, Day, Revision
from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.strategies.preview import Change, Preview, preview
from dispositif.people.clock import today

router = Router(tags=["strategies"])
SHOWN = 200
"""Changed rows that a preview lists; all of them are counted."""


class Covering(Schema):
    """More States; without a source, the strategy's own."""

    model_config = ConfigDict(extra="forbid")
    states: Annotated[list[StateIn], Field(min_length=1, max_length=300)]
    source: Annotated[str, Field(max_length=300, pattern=NO_NUL)] = ""
    seen: Revision


class Uncovering(Schema):
    """A State that is listed no more after a day; without a day, it was listed by mistake."""

    model_config = ConfigDict(extra="forbid")
    state: Code
    until_on: Day | None = None
    why: Annotated[str, Field(max_length=1000, pattern=NO_NUL)]
    seen: Revision


class Withdrawal(Schema):
    """Since when it is withdrawn, and why."""

    model_config = ConfigDict(extra="forbid")
    withdrawn_on: Day
    why: Annotated[str, Field(max_length=1000, pattern=NO_NUL)]
    seen: Revision


class StrategyLineOut(Schema):
    """A row of the table that changes something: column → before and after."""

    row: int
    change: Change
    title: str
    cells: dict[str, tuple[str, str]]


class TableOut(Schema):
    """What importing the table would do. `seen`: what was compared; `written`: how many changed."""

    seen: int
    writes: bool
    written: int
    counts: dict[Change, int]
    changes: list[StrategyLineOut] = Field(description=f"The first {SHOWN} that do not stay the same")
    remarks: list[CellOut]


class Handing(Schema):
    """Whether to write; `seen` is that of a preview."""

    write: Literal["false", "true"] = "false"
    seen: Revision | None = None


@router.post(
    "/imports",
    response={200: TableOut, 201: TableOut},
    url_name="strategy_import",
    **writes("instruments:write", "instruments.record", FILES),
)
def import_(
    request: HttpRequest,
    sent: Annotated[Handing, Form(...)],
    file: Annotated[UploadedFile, File(...)],
) -> Any:
    """Look at what importing a table would do (200); with `write` true import it, all or nothing (201).

    `seen` is the one of the preview that you looked at: where somebody wrote since, the answer is 409.
    """
    by, on = request.person, today()  # type: ignore[attr-defined]
    found = preview(content=file.read(), name=str(file.name), on=on)
    if sent.write == "false":
        return Status(200, _table(found, 0))
    seen = found.seen if sent.seen is None else sent.seen
    written = actions.import_strategies(found=found, seen=seen, by=by, on=on)
    return Status(201, _table(found, written))


@router.post(
    "/{uuid}/states",
    response=StrategyOut,
    url_name="cover_states",
    description=f"List States.{RULE}",
    **RECORD,
)
def cover(request: HttpRequest, uuid: UUID, sent: Covering, if_match: IfMatch = "") -> Any:
    """List States."""
    edition = strategy_of(uuid)
    states = ";".join(one.cell() for one in sent.states)
    cells = {"kind": "regional", "states": states, "states_source": sent.source or edition.source}
    return done(request, edition, actions.cover_states, if_match, sent, covers=read_cells(cells).covers)


@router.post(
    "/{uuid}/states/end",
    response=StrategyOut,
    url_name="uncover_state",
    description=f"Take a State off the list.{RULE}",
    **RECORD,
)
def uncover(request: HttpRequest, uuid: UUID, sent: Uncovering, if_match: IfMatch = "") -> Any:
    """Take a State off the list."""
    given = {"code": sent.state, "until_on": sent.until_on, "why": sent.why}
    return done(request, strategy_of(uuid), actions.uncover_state, if_match, sent, **given)


@router.post(
    "/{uuid}/withdrawal",
    response=StrategyOut,
    url_name="withdraw_strategy",
    description=f"Say since when it is withdrawn.{RULE}",
    **RECORD,
)
def withdraw(request: HttpRequest, uuid: UUID, sent: Withdrawal, if_match: IfMatch = "") -> Any:
    """Say since when it is withdrawn."""
    given = {"withdrawn_on": sent.withdrawn_on, "why": sent.why}
    return done(request, strategy_of(uuid), actions.withdraw_strategy, if_match, sent, **given)


def _table(found: Preview, written: int) -> dict[str, Any]:
    changed = [line for line in found.lines if line.change is not Change.SAME]
    return {
        "seen": found.seen,
        "writes": found.writes,
        "written": written,
        "counts": found.counts,
        "changes": [
            {"row": line.number, "change": line.change, "title": line.said.title, "cells": line.cells}
            for line in changed[:SHOWN]
        ],
        "remarks": [cell_out(one) for one in found.findings],
    }
