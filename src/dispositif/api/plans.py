"""Programme plans as JSON: the lists imported, what importing another would do, what a plan does not cite."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Router, Schema, Status, UploadedFile
from pydantic import Field

from dispositif.api.paging import Page, Paging, leaf, paged
from dispositif.api.problems import absent
from dispositif.api.remarks import CellOut, cell_out
from dispositif.api.scopes import FILES, reads, writes
from dispositif.api.values import DIGITS, NO_NUL, Language, Revision, Words
from dispositif.documents.models import Document
from dispositif.documents.queries import titles
from dispositif.kernel.refusal import phrase
from dispositif.mandates import actions
from dispositif.mandates.models import Plan, Reference
from dispositif.mandates.plans.preview import Change, Line, Preview, preview
from dispositif.mandates.queries import plan as queries
from dispositif.people.clock import today

router = Router(tags=["clauses"])
Year = Annotated[int, Field(ge=1946, le=2200), DIGITS]
PlanYear = Annotated[Year, Path(...)]
SHOWN = 200
"""Changed references that a preview lists; all of them are counted."""


class PlanOut(Schema):
    """A programme plan whose list of legislative mandates was imported."""

    uuid: UUID
    year: int
    source: str
    imported_on: date
    revision: int


class ReferenceOut(Schema):
    """One legislative mandate as a plan lists it; `symbols` only where its number makes one for sure."""

    place: int
    subprogramme: str
    body: str
    printed: str
    title: str
    symbols: list[str]
    held: bool


class LineOut(Schema):
    """One reference beside the one held: new, changed or gone."""

    change: Change
    subprogramme: str
    body: str
    printed: str
    title: str


class ListOut(Schema):
    """What importing the list would do. `writes`: whether it would; `seen`: the plan's revision compared."""

    year: int
    source: str
    seen: int
    writes: bool
    counts: dict[Change, int]
    changes: list[LineOut] = Field(description=f"The first {SHOWN} that do not stay the same")
    remarks: list[CellOut]


class NotCitedOut(Schema):
    """A resolution or decision whose text is held; `last_cited`: the latest plan held that cites it."""

    uuid: UUID
    symbol: str
    slug: str
    title: str | None
    adopted_on: date | None
    last_cited: int | None


class Listing(Schema):
    """The year of the plan, and where its list comes from; `seen` is the plan's revision in a preview."""

    year: Year
    source: Annotated[str, Field(max_length=300, pattern=NO_NUL)]
    write: Literal["false", "true"] = "false"
    seen: Revision | None = None


@router.get("", response=Page[PlanOut], url_name="plans", **reads("mandates:read"))
def plans(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Every plan imported, the latest first."""
    return paged(request, response, queries.plans(), asked, lambda found: [_plan(one) for one in found])


@router.post(
    "",
    response={200: ListOut, 201: PlanOut},
    url_name="plan_import",
    **writes("mandates:write", "mandates.register", FILES),
)
def plan_import(
    request: HttpRequest,
    sent: Annotated[Listing, Form(...)],
    file: Annotated[UploadedFile, File(...)],
) -> Any:
    """Look at what importing a list would do (200); with `write` true import it, all or nothing (201).

    `seen` is the one of the preview that you looked at: where somebody imported the plan since, nothing is
    written and the answer is 409. Without it the list is compared with what stands now.
    """
    by, on = request.person, today()  # type: ignore[attr-defined]
    found = preview(content=file.read(), name=str(file.name), year=sent.year, source=sent.source, on=on)
    if sent.write == "false":
        return Status(200, _list(found))
    seen = found.seen if sent.seen is None else sent.seen
    plan = actions.import_plan(found=found, seen=seen, by=by, on=on)
    return Status(201, _plan(plan))


@router.get("/{year}", response=Page[ReferenceOut], url_name="plan", **reads("mandates:read"))
def references(
    request: HttpRequest,
    response: HttpResponse,
    year: PlanYear,
    asked: Paging,
    subprogramme: Words = "",
    body: Words = "",
    words: Words = "",
    held: Literal["", "held", "not_held", "no_symbol"] = "",
) -> Any:
    """The references of one plan that match, in the order of its list."""
    wanted = queries.Asked(subprogramme=subprogramme, body=body, words=words, held=held)
    rows = queries.references(_find(year), wanted)
    return paged(request, response, rows, asked, lambda listed: [_reference(one) for one in listed])


@router.get("/{year}/not-cited", response=Page[NotCitedOut], url_name="not_cited", **reads("mandates:read"))
def not_cited(
    request: HttpRequest, response: HttpResponse, year: PlanYear, asked: Paging, language: Language = "en"
) -> Any:
    """Resolutions and decisions held that the plan does not cite: not cited since, never taken for over."""
    plan, start = _find(year), (asked.page - 1) * asked.size
    total = queries.held_decisions().count() - queries.cited(plan).count()
    rows = list(queries.not_cited(plan)[start : start + asked.size]) if start < total else []
    return leaf(request, response, asked, _left(rows, language), total=total)


def _find(year: int) -> Plan:
    found = Plan.objects.filter(year=year).first()
    if found is None:
        raise absent(phrase("plan"), year)
    return found


def _plan(one: Plan) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("uuid", "year", "source", "imported_on", "revision")}


def _reference(one: Reference) -> dict[str, Any]:
    names = ("place", "subprogramme", "body", "printed", "title")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    symbols = sorted(cited.symbol for cited in one.cites.all())
    return said | {"symbols": symbols, "held": one.is_held}  # type: ignore[attr-defined]


def _list(found: Preview) -> dict[str, Any]:
    changed = [line for line in found.lines if line.change is not Change.SAME]
    return {
        "year": found.year,
        "source": found.source,
        "seen": found.seen,
        "writes": found.changes and not found.refuses,
        "counts": found.counts,
        "changes": [_line(one) for one in changed[:SHOWN]],
        "remarks": [cell_out(one) for one in found.findings],
    }


def _line(one: Line) -> dict[str, Any]:
    names = ("subprogramme", "body", "printed", "title")
    return {"change": one.change, **{name: getattr(one.shown, name) for name in names}}


def _left(rows: list[Document], language: str) -> list[dict[str, Any]]:
    last, named = queries.last_cited_of(row.symbol for row in rows), titles(rows, language)
    return [
        {
            **{name: getattr(row, name) for name in ("uuid", "symbol", "slug", "adopted_on")},
            "title": named[row.pk].title if row.pk in named else None,
            "last_cited": last.get(row.symbol),
        }
        for row in rows
    ]
