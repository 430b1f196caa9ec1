"""Who asks, as JSON."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from dispositif.api.scopes import anybody
from dispositif.people.clock import today
from dispositif.people.models import Person, Posting
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


_NOBODY: dict[str, Any] = {"uuid": None, "name": None, "language": None}


def _held(person: Person | None) -> list[dict[str, Any]]:
    """The postings that run today, and what everybody is."""
    postings = list(Posting.objects.filter(person=person).order_by("pk")) if person else []
    running = [{"role": one.role, "until": one.ends_on} for one in postings if one.runs(today())]
    return [*running, {"role": Role.READER, "until": None}]
