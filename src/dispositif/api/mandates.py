"""The register as JSON: what is proposed, what is registered, its course, its history."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from dispositif.api.paging import Page, Paging, leaf, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import reads, writes
from dispositif.api.trail import EntryOut, told
from dispositif.api.values import NO_NUL, Code, Slug, Words
from dispositif.documents.models import Document, Provision
from dispositif.documents.queries import find
from dispositif.kernel.refusal import phrase
from dispositif.mandates import actions
from dispositif.mandates.models import Course, Mandate, Statement
from dispositif.mandates.queries.page import cut, rows_of
from dispositif.mandates.queries.proposals import Proposed, of_provisions, proposals
from dispositif.mandates.queries.register import Asked as Wanted
from dispositif.mandates.queries.register import with_context
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.rules import Kind, Look, Proposal, Status
from dispositif.people.clock import today
from dispositif.trail.queries import history as entries_about
from dispositif.world.queries import entity

router = Router(tags=["mandates"])
MOST = 100
"""Acts registered by one request."""
REGISTER = writes("mandates:write", "mandates.register")


class MandateOut(Schema):
    """One registered act, as it stands. `seen` a change asks for is `revision`."""

    uuid: UUID
    document: str
    symbol: str
    part: str
    path: str
    act: int
    provision: UUID
    kind: Kind
    reads: str = Field(description="The act of the vocabulary, such as `request`")
    addressees: list[str]
    words: dict[str, str] = Field(description="Language → the words of its paragraph, as they stand last")
    owner: str | None
    supporting: list[str]
    themes: list[str]
    officer: str
    status: Status
    status_on: date
    due_on: date | None
    asks_report: bool
    look: Look
    begins_on: date
    registered_on: date
    registered_by: str
    revision: int


class PieceOut(Schema):
    """How a mandate stood from a day to another (not included), as known from a moment to another."""

    status: Status
    owner: str | None
    themes: list[str]
    due_on: date | None
    since_on: date
    until_on: date | None
    recorded_at: datetime
    superseded_at: datetime | None


class StatementOut(Schema):
    """What somebody said of the status since a day, and what shows it: words, a document that is held."""

    uuid: UUID
    status: Status
    since_on: date
    evidence: str
    document: str | None
    said_by: str
    said_on: date


class ProposedOut(Schema):
    """One act of a document: what the rule proposes, and what a person decided."""

    provision: UUID
    part: str
    path: str
    act: int
    reads: str | None
    addressees: list[str]
    proposal: Proposal
    mandate: UUID | None
    set_aside: bool


class Choice(Schema):
    """An act, and what it is registered as."""

    model_config = ConfigDict(extra="forbid")
    provision: UUID
    kind: Kind


class Choices(Schema):
    """Acts to register, all or none, with one owner or nobody yet."""

    model_config = ConfigDict(extra="forbid")
    acts: Annotated[list[Choice], Field(min_length=1, max_length=MOST)]
    owner: Code | None = None


class Aside(Schema):
    """An act that is not registered, and why."""

    model_config = ConfigDict(extra="forbid")
    provision: UUID
    reason: Annotated[str, Field(max_length=2000, pattern=NO_NUL)] = ""


class Filter(Schema):
    """Which mandates: those that match all that is asked; `owner` and `theme` are codes, or `none`."""

    words: Words = ""
    document: Slug | Literal[""] = ""
    kind: Kind | Literal[""] = ""
    status: Status | Literal[""] = ""
    owner: Words = ""
    theme: Words = ""
    act: Words = ""
    addressee: Words = ""
    due: Literal["", "overdue", "soon", "dated", "undated"] = ""
    look: Annotated[
        Literal["", "any", "changed", "gone"],
        Field(description="Whose text changed, or is gone, since they were registered; either: `any`"),
    ] = ""
    order: Literal["register", "due", "newest"] = "register"

    def wanted(self) -> Wanted:
        """The same as the register asks it."""
        return Wanted(**self.dict(exclude={"order"}))


Filtering = Annotated[Filter, Query(...)]


@router.get("", response=Page[MandateOut], url_name="register", **reads("mandates:read"))
def listing(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    given: Filtering,
) -> Any:
    """Mandates that match all that is asked; `owner` and `theme` are codes, or `none`."""
    found = cut(given.wanted(), on=today(), order=given.order, number=asked.page, size=asked.size)
    return leaf(request, response, asked, mandates_out(rows_of(found.keys)), total=found.total)


@router.get("/proposals/{slug}", response=Page[ProposedOut], url_name="proposals", **reads("mandates:read"))
def proposed(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Paging) -> Any:
    """Each act of a document in the order of the text, with what the rule proposes to make of it."""
    rows = proposals(document_of(slug))
    return paged(request, response, rows, asked, lambda found: [_proposed(one) for one in found])


@router.post("", response={201: list[MandateOut]}, url_name="register", **REGISTER)
def register_acts(request: HttpRequest, sent: Choices) -> Any:
    """Register acts as mandates or as addressed to States: all or none."""
    uuids = [choice.provision for choice in sent.acts]
    held = {one.uuid: one for one in Provision.objects.filter(uuid__in=uuids).select_related("document")}
    if missing := [uuid for uuid in uuids if uuid not in held]:
        raise absent(phrase("provision"), missing[0])
    chosen = [(held[choice.provision], choice.kind) for choice in sent.acts]
    owner = entity(sent.owner) if sent.owner else None
    by = request.person  # type: ignore[attr-defined]
    made = actions.register_all(chosen=chosen, owner=owner, by=by, on=today())
    return mandates_out([mandate_of(one.uuid) for one in made])


@router.post("/set-aside", response={201: ProposedOut}, url_name="set_aside", **REGISTER)
def set_aside(request: HttpRequest, sent: Aside) -> Any:
    """Say that an act is not registered, and why; it can be registered later all the same."""
    one = Provision.objects.filter(uuid=sent.provision).select_related("document").first()
    if one is None:
        raise absent(phrase("provision"), sent.provision)
    by = request.person  # type: ignore[attr-defined]
    actions.set_aside(provision=one, reason=sent.reason, by=by, on=today())
    return _proposed(of_provisions([one])[0])


@router.get("/{uuid}", response=MandateOut, url_name="mandate", **reads("mandates:read"))
def mandate(request: HttpRequest, uuid: UUID) -> Any:
    """One mandate, as it stands."""
    return mandates_out([mandate_of(uuid)])[0]


@router.get("/{uuid}/course", response=Page[PieceOut], url_name="course", **reads("mandates:read"))
def course(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging) -> Any:
    """How it stood on each day, as known at each moment; the latest known first, what was superseded too."""
    rows = Course.objects.filter(mandate=mandate_of(uuid)).select_related("owner")
    ordered = rows.order_by("-recorded_at", "-since_on", "-pk")
    return paged(request, response, ordered, asked, lambda found: [_piece(one) for one in found])


@router.get(
    "/{uuid}/statements", response=Page[StatementOut], url_name="statements", **reads("mandates:read")
)
def statements(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging) -> Any:
    """Every statement of its status with the evidence, the latest first."""
    rows = mandate_of(uuid).statements.select_related("document").order_by("-pk")
    return paged(request, response, rows, asked, lambda found: [_statement(one) for one in found])


@router.get("/{uuid}/history", response=Page[EntryOut], url_name="mandate_history", **reads("mandates:read"))
def history(request: HttpRequest, response: HttpResponse, uuid: UUID, asked: Paging) -> Any:
    """What was done to it, the latest first."""
    return paged(request, response, entries_about(mandate_of(uuid)), asked, told)


def mandate_of(uuid: UUID) -> Mandate:
    """The mandate, as far as whoever asks may see it; 404 otherwise."""
    found = with_context(Mandate.objects.filter(uuid=uuid)).first()
    if found is None:
        raise absent(phrase("mandate"), uuid)
    return found


def document_of(slug: str) -> Document:
    """The document of a slug; 404 otherwise."""
    found = find(slug)
    if found is None:
        raise absent(phrase("document"), slug)
    return found


def mandates_out(rows: list[Mandate]) -> list[dict[str, Any]]:
    """Mandates in the shape of MandateOut."""
    said = words_of([one.provision for one in rows])
    return [_mandate(one, said.get(one.provision_id, {})) for one in rows]


_COLUMNS = (
    "uuid kind addressees status status_on due_on asks_report look begins_on registered_on registered_by"
    " revision"
).split()


def _mandate(one: Mandate, words: dict[str, str]) -> dict[str, Any]:
    where = one.provision
    said: dict[str, Any] = {name: getattr(one, name) for name in _COLUMNS}
    return said | {
        "document": where.document.slug,
        "symbol": where.document.symbol,
        "part": where.part,
        "path": where.path,
        "act": where.act,
        "provision": where.uuid,
        "reads": one.act,
        "words": words,
        "owner": one.owner.code if one.owner else None,
        "supporting": sorted(entity.code for entity in one.supporting.all()),
        "themes": sorted(theme.code for theme in one.themes.all()),
        "officer": one.officer_name,
    }


def _piece(one: Course) -> dict[str, Any]:
    names = ("status", "due_on", "since_on", "until_on", "recorded_at", "superseded_at")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"owner": one.owner.code if one.owner else None, "themes": one.theme_codes}


def _statement(one: Statement) -> dict[str, Any]:
    names = ("uuid", "status", "since_on", "evidence", "said_by", "said_on")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"document": one.document.slug if one.document else None}


def _proposed(one: Proposed) -> dict[str, Any]:
    where = one.provision
    return {
        "provision": where.uuid,
        "part": where.part,
        "path": where.path,
        "act": where.act,
        "reads": one.read["act"],
        "addressees": one.read["addressees"] or [],
        "proposal": one.proposal,
        "mandate": one.mandate.uuid if one.mandate else None,
        "set_aside": one.aside is not None,
    }
