"""Sessions of the Conferences and the Commission as JSON: when and where, who came, documents by language."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import reads, writes
from dispositif.api.values import NO_NUL, At, Code, Day, Language, Revision, Words
from dispositif.instruments import sessions as rules
from dispositif.instruments.actions.attendance import Present, record_attendance
from dispositif.instruments.actions.issue import issue_document, plan_document
from dispositif.instruments.actions.session import correct_session, record_session
from dispositif.instruments.models import Session, SessionDocument, Sitting
from dispositif.instruments.queries import session as queries
from dispositif.instruments.session_names import who
from dispositif.instruments.sessions import Held, Part, Presence, Progress, Span
from dispositif.kernel.refusal import phrase
from dispositif.people.clock import today
from dispositif.world.queries import entity

router = Router(tags=["sessions"])
RECORD = writes("instruments:write", "instruments.record")
Slug = Annotated[str, Path(max_length=20, pattern="^[0-9]{1,4}(-resumed|-reconvened)?$")]
Body = Annotated[str, Path(max_length=20, pattern="^[A-Z_]+$")]
Source = Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]


class SessionOut(Schema):
    """When and where a session sat or is to sit. `unverified` names what no source at hand confirms."""

    uuid: UUID
    body: str
    number: int
    part: Part
    slug: str
    held: Held
    place: str
    since_on: date | None
    until_on: date | None
    source: str
    unverified: list[str]
    revision: int


class PresentOut(Schema):
    """Somebody in the list of participants: a participant or an entity, by its code."""

    code: str
    presence: Presence
    source: str


class IssueOut(Schema):
    """One language of a document, and how it stood on the day `as_at`."""

    language: Language
    due_on: date
    issued_on: date | None
    stands: Progress


class PaperOut(Schema):
    """A document of the session."""

    uuid: UUID
    symbol: str
    title: str
    languages: list[IssueOut]


class WholeOut(SessionOut):
    """One session. `universe`: participants of its first day; of `no_information` the list says nothing."""

    as_at: date
    universe: int | None
    no_information: int | None
    attendance: list[PresentOut]
    documents: list[PaperOut]


class WrittenRowOut(Schema):
    """How many lines were new, changed, or the same already."""

    new: int
    changed: int
    same: int


class Filtering(Schema):
    """What is asked of the list; empty parts ask nothing."""

    body: Literal["", "COP_UNTOC", "COSP_UNCAC", "CCPCJ"] = ""
    held: Literal["", "planned", "held"] = ""
    year: Annotated[str, Field(pattern="^([0-9]{4})?$")] = ""
    words: Words = ""


class SittingIn(Schema):
    """When and where, and where that is printed."""

    model_config = ConfigDict(extra="forbid")
    held: Held
    place: Annotated[str, Field(max_length=100, pattern=NO_NUL)] = ""
    since_on: Day | None = None
    until_on: Day | None = None
    source: Source

    def said(self) -> dict[str, Any]:
        """As the actions take it."""
        span = Span(self.since_on, self.until_on)
        return {"held": self.held, "place": self.place, "span": span, "source": self.source}


class SessionIn(SittingIn):
    """A session that is not recorded yet."""

    body: Code
    number: Annotated[int, Field(ge=1, le=999)]
    part: Part = Part.REGULAR


class Correcting(SittingIn):
    """All that is said of when and where from now on, and the revision that its author looked at."""

    seen: Revision


class Attending(Schema):
    """Who came, by name or code, all in the same way."""

    model_config = ConfigDict(extra="forbid")
    who: Annotated[list[Name], Field(min_length=1, max_length=400)]
    presence: Presence = Presence.DELEGATION
    source: Source


class Planning(Schema):
    """A document that is to be issued by a day in these languages."""

    model_config = ConfigDict(extra="forbid")
    symbol: Annotated[str, Field(min_length=1, max_length=80, pattern=NO_NUL)]
    title: Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]
    due_on: Day
    languages: Annotated[list[Language], Field(min_length=1, max_length=6)]
    source: Source


class Issuing(Schema):
    """Language → the day on which it was issued."""

    model_config = ConfigDict(extra="forbid")
    issued_on: Annotated[dict[Language, Day], Field(min_length=1, max_length=6)]
    source: Source


@router.get("", response=Page[SessionOut], url_name="sessions", **reads("instruments:read"))
def sessions(
    request: HttpRequest, response: HttpResponse, asked: Paging, given: Annotated[Filtering, Query(...)]
) -> Any:
    """Sessions that match, the latest first."""
    rows = queries.sittings(queries.Asked(**given.dict()))
    return paged(request, response, rows, asked, lambda found: [_outline(one) for one in found])


@router.post("", response={201: SessionOut}, url_name="record_session", **RECORD)
def record(request: HttpRequest, sent: SessionIn) -> Any:
    """Record a session; refused where it is recorded already."""
    one = record_session(
        body=entity(sent.body), number=sent.number, part=sent.part, **sent.said(), **_author(request)
    )
    return Status(201, _outline(queries.sitting_of(one)))


@router.get("/{body}/{slug}", response=WholeOut, url_name="session", **reads("instruments:read"))
def session(request: HttpRequest, body: Body, slug: Slug, at: At = None) -> Any:
    """One session with its list of participants, and its documents as they stood on the day `at`."""
    return _whole(_find(body, slug), at or today())


@router.put("/{body}/{slug}", response=SessionOut, url_name="correct_session", **RECORD)
def correct(request: HttpRequest, body: Body, slug: Slug, sent: Correcting) -> Any:
    """Say anew when and where it sat; what was known before stays readable."""
    one = correct_session(session=_find(body, slug), **sent.said(), seen=sent.seen, **_author(request))
    return _outline(queries.sitting_of(one))


@router.post("/{body}/{slug}/attendance", response=WrittenRowOut, url_name="record_attendance", **RECORD)
def attend(request: HttpRequest, body: Body, slug: Slug, sent: Attending) -> Any:
    """Record who came, all or nothing; the same again changes nothing."""
    one = _find(body, slug)
    day = queries.sitting_of(one).since_on or today()
    present = [Present(who(name, day), sent.presence) for name in sent.who]
    return record_attendance(session=one, present=present, source=sent.source, **_author(request))


@router.post("/{body}/{slug}/documents", response={201: PaperOut}, url_name="plan_document", **RECORD)
def plan(request: HttpRequest, body: Body, slug: Slug, sent: Planning) -> Any:
    """Plan a document: it is due from now on, in each language."""
    one = _find(body, slug)
    document = plan_document(session=one, **sent.dict(), **_author(request))
    return Status(201, _papers(one, today(), document)[0])


@router.post("/{body}/{slug}/documents/{uuid}/issued", response=PaperOut, url_name="issue_document", **RECORD)
def issue(request: HttpRequest, body: Body, slug: Slug, uuid: UUID, sent: Issuing) -> Any:
    """Say on which day languages of a document were issued."""
    one = _find(body, slug)
    rows = SessionDocument.objects.select_related("session__body")
    document = rows.filter(session=one, uuid=uuid).first()
    if document is None:
        raise absent(phrase("document"), uuid)
    issue_document(
        document=document,
        issued={str(code): on for code, on in sent.issued_on.items()},
        source=sent.source,
        **_author(request),
    )
    return _papers(one, today(), document)[0]


def _find(body: str, slug: str) -> Session:
    known = rules.unslugged(slug)
    one = queries.session_of(body, *known) if known else None
    if one is None:
        raise absent(phrase("session"), f"{body} {slug}")
    return one


def _author(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "on": today()}  # type: ignore[attr-defined]


def _outline(one: Sitting) -> dict[str, Any]:
    names = ("held", "place", "since_on", "until_on", "source")
    session = one.session
    said = {name: getattr(session, name) for name in ("uuid", "number", "part", "slug", "revision")}
    return said | {name: getattr(one, name) for name in names} | _rest(one)


def _rest(one: Sitting) -> dict[str, Any]:
    return {"body": one.session.body.code, "unverified": one.doubtful}


def _whole(one: Session, at: date) -> dict[str, Any]:
    sitting = queries.sitting_of(one)
    came = queries.came(one, sitting)
    lines = [(line.participant or line.entity, line) for line in (came.lines if came else ())]
    present = [
        {"code": who.code, "presence": line.presence, "source": line.source} for who, line in lines if who
    ]
    return _outline(sitting) | {
        "as_at": at,
        "universe": came.universe if came else None,
        "no_information": came.without if came else None,
        "attendance": sorted(present, key=lambda line: line["code"]),
        "documents": _papers(one, at),
    }


def _papers(one: Session, at: date, only: SessionDocument | None = None) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(paper.document, name) for name in ("uuid", "symbol", "title")},
            "languages": [
                {"language": code, "due_on": line.due_on, "issued_on": line.issued_on, "stands": stands}
                for code, (line, stands) in paper.issues.items()
            ],
        }
        for paper in queries.papers(one, at)
        if only is None or paper.document == only
    ]
