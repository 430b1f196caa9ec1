"""Changes of one mandate: owner, themes, due day, status, the report that answers it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import ConfigDict, Field

from dispositif.api.freshness import RULE, IfMatch, check_match
from dispositif.api.mandates import MandateOut, document_of, mandate_of, mandates_out
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import FILES, reads, writes
from dispositif.api.values import Code, Day, Revision, Slug, Text, Words
from dispositif.documents.queries import find
from dispositif.files.actions import receive
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate, Report
from dispositif.mandates.queries.chain import Link, answering, chain
from dispositif.mandates.rules import Standing, Status
from dispositif.people.clock import today
from dispositif.world.queries import entity, theme

router = Router(tags=["mandates"])
FOLLOW = writes("mandates:write", "mandates.follow")
Codes = Annotated[list[Code], Field(max_length=50)]


class Seen(Schema):
    """The revision that the author looked at."""

    model_config = ConfigDict(extra="forbid")
    seen: Revision


class Assignment(Seen):
    """The one owner (null: nobody), those who support it (null: as they are), and the day since when.

    `mine`: whoever asks follows it from now on; `released`: nobody does. Without either, whoever did goes on.
    """

    owner: Code | None
    supporting: Codes | None = None
    since: Day | None = None
    mine: bool = False
    released: bool = False


class Tags(Seen):
    """The themes of the mandate, all of them."""

    themes: Codes


class DueDay(Seen):
    """The day on which it is due (null: none), and why."""

    due_on: Day | None
    why: Words = ""


class Said(Seen):
    """How it stands since a day (without it, today), and what shows it: words, or a document that is held."""

    status: Status
    since: Day | None = None
    evidence: Text = ""
    document: Slug | None = None


class Naming(Schema):
    """The report that answers, by its symbol; it stays probable until it is attached."""

    model_config = ConfigDict(extra="forbid")
    symbol: Words


class Attaching(Schema):
    """When the report was issued, where that day is from, and the revision of the report that was seen."""

    issued_on: Day
    source: Words = ""
    seen: Revision = 0


class LinkOut(Schema):
    """Request → report → noted by; `report` is null while none is named, `uuid` while none is entered."""

    asked_in: str
    request: UUID | None
    report: str | None
    uuid: UUID | None
    standing: Standing
    issued_on: date | None
    revision: int | None
    noted_by: list[UUID]


@router.post(
    "/{uuid}/owner", response={201: MandateOut}, url_name="assign", description="Owner." + RULE, **FOLLOW
)
def assign(request: HttpRequest, uuid: UUID, sent: Assignment, if_match: IfMatch = "") -> Any:
    """Give the mandate its owner and those who support it."""
    one = mandate_of(uuid)
    owner = entity(sent.owner) if sent.owner else None
    supporting = None if sent.supporting is None else [entity(code) for code in sent.supporting]
    author = _author(request, sent.seen, if_match)
    if sent.mine and sent.released:
        said = phrase("Either you follow it from now on, or nobody does: not both.")
        raise Refusal("api.mine_and_released", said, field="released")
    actions.assign(
        mandate=one,
        owner=owner,
        supporting=supporting,
        officer=author["by"] if sent.mine else None,
        released=sent.released,
        since=sent.since,
        **author,
    )
    return _answer(uuid)


@router.post(
    "/{uuid}/themes", response={201: MandateOut}, url_name="tag", description="Themes." + RULE, **FOLLOW
)
def tag(request: HttpRequest, uuid: UUID, sent: Tags, if_match: IfMatch = "") -> Any:
    """Say which themes it is about."""
    themes = [theme(code) for code in dict.fromkeys(sent.themes)]
    actions.tag(mandate=mandate_of(uuid), themes=themes, **_author(request, sent.seen, if_match))
    return _answer(uuid)


@router.post(
    "/{uuid}/due", response={201: MandateOut}, url_name="set_due", description="Due day." + RULE, **FOLLOW
)
def set_due(request: HttpRequest, uuid: UUID, sent: DueDay, if_match: IfMatch = "") -> Any:
    """Enter the day on which it is due."""
    author = _author(request, sent.seen, if_match)
    actions.set_due(mandate=mandate_of(uuid), due_on=sent.due_on, why=sent.why, **author)
    return _answer(uuid)


@router.post(
    "/{uuid}/status", response={201: MandateOut}, url_name="state", description="Status." + RULE, **FOLLOW
)
def state(request: HttpRequest, uuid: UUID, sent: Said, if_match: IfMatch = "") -> Any:
    """Say how it stands."""
    one, author = mandate_of(uuid), _author(request, sent.seen, if_match)
    proof = find(sent.document) if sent.document else None
    if sent.document and proof is None:
        raise absent(phrase("document"), sent.document)
    actions.state(
        mandate=one,
        status=sent.status,
        since=sent.since or author["on"],
        evidence=sent.evidence,
        document=proof,
        **author,
    )
    return _answer(uuid)


@router.post(
    "/{uuid}/text",
    response={201: MandateOut},
    url_name="confirm_text",
    description="Its text." + RULE,
    **FOLLOW,
)
def confirm_text(request: HttpRequest, uuid: UUID, sent: Seen, if_match: IfMatch = "") -> Any:
    """Say that it stands as it is although its words changed, or are gone, since it was registered."""
    actions.confirm_text(mandate=mandate_of(uuid), **_author(request, sent.seen, if_match))
    return _answer(uuid)


@router.post("/{uuid}/reports", response={201: list[LinkOut]}, url_name="name_report", **FOLLOW)
def name_report(request: HttpRequest, uuid: UUID, sent: Naming) -> Any:
    """Name the report that answers the request."""
    one, by = mandate_of(uuid), request.person  # type: ignore[attr-defined]
    actions.name_report(symbol=Symbol.parse(sent.symbol), request=one, by=by, on=today())
    return _links(one)


@router.post(
    "/{uuid}/reports/{report}",
    response={201: list[LinkOut]},
    url_name="attach_report",
    **writes("mandates:write", "mandates.follow", FILES),
)
def attach_report(
    request: HttpRequest,
    uuid: UUID,
    report: UUID,
    sent: Annotated[Attaching, Form(...)],
    file: Annotated[UploadedFile | None, File(None)] = None,
) -> Any:
    """Attach the report: its file, or (without one) the text that the library holds."""
    one = mandate_of(uuid)
    found = Report.objects.filter(request=one, uuid=report).first()
    if found is None:
        raise absent(phrase("report"), report)
    by, on = request.person, today()  # type: ignore[attr-defined]
    kept = receive(sent=file, by=by, on=on) if file else None
    actions.attach_report(
        report=found,
        issued_on=sent.issued_on,
        source=sent.source,
        seen=sent.seen,
        by=by,
        on=on,
        attachment=kept,
    )
    return _links(one)


@router.get("/reports/{slug}", response=Page[LinkOut], url_name="reports", **reads("mandates:read"))
def reports(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Paging) -> Any:
    """The reports that a document notes, then those that it asks for."""
    links = chain(document_of(slug))
    return paged(request, response, links, asked, lambda found: [_link(one) for one in found])


def _author(request: HttpRequest, seen: int, if_match: str) -> dict[str, Any]:
    check_match(if_match, seen)
    return {"seen": seen, "by": request.person, "on": today()}  # type: ignore[attr-defined]


def _answer(uuid: UUID) -> dict[str, Any]:
    return mandates_out([mandate_of(uuid)])[0]


def _links(one: Mandate) -> list[dict[str, Any]]:
    return [_link(link) for link in answering(one)]


def _link(link: Link) -> dict[str, Any]:
    report = link.report
    return {
        "asked_in": link.asked_in,
        "request": link.request.uuid if link.request else None,
        "report": link.symbol or None,
        "uuid": report.uuid if report else None,
        "standing": link.standing,
        "issued_on": report.issued_on if report else None,
        "revision": report.revision if report else None,
        "noted_by": [one.uuid for one in link.noted_by],
    }
