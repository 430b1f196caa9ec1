"""Who asks, and the tokens that speak for them, as JSON."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import anybody, check_covers, own
from dispositif.kernel.refusal import phrase
from dispositif.people import actions, queries
from dispositif.people.clock import today
from dispositif.people.models import Person, Posting, Token
from dispositif.people.queries import entities_of
from dispositif.people.rules import RIGHTS, Role, can_do

router = Router(tags=["people"])


class Held(Schema):
    """A role held today; `until` is its last day, if it has one."""

    role: Role
    until: date | None


class Me(Schema):
    """Who asks, and what they may do today; `scopes` are the token's, null without one."""

    uuid: UUID | None
    name: str | None
    language: str | None
    roles: list[Held]
    entities: list[str]
    rights: list[str]
    scopes: list[str] | None


class TokenOut(Schema):
    """A token of whoever asks: what it is for and how long; its secret was shown once, when it was issued."""

    uuid: UUID
    name: str
    scopes: list[str]
    created_on: date
    expires_on: date
    used_on: date | None
    revoked_on: date | None
    works: bool


@router.get("/me", response=Me, url_name="me", **anybody())
def me(request: HttpRequest) -> Any:
    """For whom the token speaks, with the roles of today; a visitor is nobody, and reads."""
    person: Person | None = request.person  # type: ignore[attr-defined]
    held, scopes = request.acting.roles, request.scopes  # type: ignore[attr-defined]
    said = {"uuid": person.uuid, "name": person.name, "language": person.language} if person else _NOBODY
    return said | {
        "roles": _held(person),
        "entities": [one.code for one in entities_of(person, today())] if person else [],
        "rights": [right for right in RIGHTS if can_do(right, held)],
        "scopes": sorted(scopes) if scopes is not None else None,
    }


@router.get("/tokens", response=Page[TokenOut], url_name="tokens", **anybody())
def tokens(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """One's own tokens, the latest first; a visitor has none."""
    return paged(request, response, _own(request), asked, lambda found: [_token(one) for one in found])


@router.post("/tokens/{uuid}/revoke", response={201: TokenOut}, url_name="revoke", **own(takes=""))
def revoke(request: HttpRequest, uuid: UUID) -> Any:
    """End a token of one's own. A token ends itself, or one that has no scope beyond its own."""
    one = _own(request).filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("token"), uuid)
    check_covers(request, one.scopes)
    actions.revoke(token=one, by=request.person, on=today())  # type: ignore[attr-defined]
    return _token(_own(request).get(uuid=uuid))


def _own(request: HttpRequest) -> QuerySet[Token]:
    """Only one's own, also where an administrator may see everybody's."""
    return queries.tokens().filter(person=request.person)  # type: ignore[attr-defined]


def _token(one: Token) -> dict[str, Any]:
    names = ("uuid", "name", "scopes", "created_on", "expires_on", "used_on", "revoked_on")
    said: dict[str, Any] = {name: getattr(one, name) for name in names}
    return said | {"works": one.works(today())}


_NOBODY: dict[str, Any] = {"uuid": None, "name": None, "language": None}


def _held(person: Person | None) -> list[dict[str, Any]]:
    """The postings that run today, and what everybody is."""
    postings = list(Posting.objects.filter(person=person).order_by("pk")) if person else []
    running = [{"role": one.role, "until": one.ends_on} for one in postings if one.runs(today())]
    return [*running, {"role": Role.READER, "until": None}]
