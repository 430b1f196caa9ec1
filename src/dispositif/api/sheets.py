"""The register as a spreadsheet: taken away, handed in again, looked at, written or dropped."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import Field

from dispositif.api.mandates import Filtering
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.remarks import CellOut, cell_out
from dispositif.api.scopes import FILES, Guarded, reads, writes
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.refusal import phrase
from dispositif.mandates.actions import sheet as actions
from dispositif.mandates.models import SheetIntake
from dispositif.mandates.queries.register import register
from dispositif.mandates.sheets.preview import Outcome
from dispositif.mandates.sheets.writing import table
from dispositif.people.clock import today
from dispositif.people.rules import check_may

router = Router(tags=["mandates"])
RIGHT = "mandates.register"
SHOWN = 200
"""Changed rows that a preview lists; all of them are counted."""


class ChangeOut(Schema):
    """What one row changes: column → before and after; `new`: it registers an act."""

    row: int
    label: str
    new: bool
    cells: dict[str, tuple[str, str]]


class SheetOut(Schema):
    """A spreadsheet handed in: looking or running (a job is at it), waiting, written or dropped.

    `progress` is the job's; `counts` are rows by outcome, null where nothing waits to be decided.
    """

    uuid: UUID
    name: str
    state: Literal["looking", "waiting", "running", "written", "dropped"]
    progress: UUID | None
    counts: dict[Outcome, int] | None
    writes: bool
    changes: list[ChangeOut] = Field(description=f"The first {SHOWN}; of a long file, fewer")


def _taking_away() -> Guarded:
    """The media types of a file, in the description."""
    content = {media.split(";")[0]: {"schema": {"type": "string"}} for media in FORMATS.values()}
    guarded = reads("mandates:read")
    guarded["openapi_extra"]["responses"] = {200: {"content": content}}
    return guarded


@router.get("/sheet.{file_format}", url_name="sheet", **_taking_away())
def sheet(request: HttpRequest, file_format: Literal["csv", "xlsx"], given: Filtering) -> HttpResponse:
    """The mandates that match, as a table that can be handed in again."""
    rows = register(given.wanted(), on=today(), order=given.order)
    return download(table(rows, get_language() or "en"), file_format, "mandates")


@router.post(
    "/sheets", response={201: SheetOut}, url_name="hand_in_sheet", **writes("mandates:write", RIGHT, FILES)
)
def hand_in(request: HttpRequest, file: Annotated[UploadedFile, File(...)]) -> Any:
    """Hand a spreadsheet in and see what writing it would do; a job looks at a long one."""
    by = request.person  # type: ignore[attr-defined]
    return _out(actions.hand_in_sheet(file=file, by=by, on=today()))


@router.get("/sheets/{uuid}", response=SheetOut, url_name="sheet_preview", **reads("mandates:read"))
def preview(request: HttpRequest, uuid: UUID) -> Any:
    """What writing the spreadsheet would do now; of a long one, when it was looked at."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    return _out(_find(uuid))


@router.get(
    "/sheets/{uuid}/remarks", response=Page[CellOut], url_name="sheet_remarks", **reads("mandates:read")
)
def remarks(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging) -> Any:
    """Every remark on its cells, in the order of the file."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    taken = _find(uuid)
    found = [] if taken.state == "looking" else actions.remarks_on(taken, today())
    return paged(request, response, found, asked, lambda listed: [cell_out(one) for one in listed])


@router.post(
    "/sheets/{uuid}/write",
    response={201: SheetOut, 202: SheetOut},
    url_name="write_sheet",
    **writes("mandates:write", RIGHT, ""),
)
def write(request: HttpRequest, uuid: UUID) -> Any:
    """Write all of it or nothing; a long one is written by a job, and the answer is 202."""
    by = request.person  # type: ignore[attr-defined]
    done = actions.confirm_sheet(intake=_find(uuid), by=by, on=today())
    return Status(201 if done.state == "written" else 202, _out(done))


@router.post(
    "/sheets/{uuid}/drop",
    response={201: SheetOut},
    url_name="drop_sheet",
    **writes("mandates:write", RIGHT, ""),
)
def drop(request: HttpRequest, uuid: UUID) -> Any:
    """Leave it unwritten."""
    actions.drop_sheet(intake=_find(uuid), by=request.person)  # type: ignore[attr-defined]
    return _out(_find(uuid))


def _find(uuid: UUID) -> SheetIntake:
    found = SheetIntake.objects.select_related("attachment", "remarks").filter(uuid=uuid).first()
    if found is None:
        raise absent(phrase("spreadsheet"), uuid)
    return found


def _out(taken: SheetIntake) -> dict[str, Any]:
    said = {name: getattr(taken, name) for name in ("uuid", "name", "state", "progress")}
    if taken.state == "looking" or not actions.open_still(taken):
        return said | {"counts": None, "writes": False, "changes": []}
    found = actions.seen_of(taken, today())
    return said | {"counts": found.counts, "writes": found.writes, "changes": found.changes[:SHOWN]}
