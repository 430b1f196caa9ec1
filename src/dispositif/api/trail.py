"""The trail as JSON: whole for the auditor, one record's entries beside the record."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.scopes import reads
from dispositif.api.values import Day, Words
from dispositif.people.rules import check_may
from dispositif.trail import queries
from dispositif.trail.asked import Asked
from dispositif.trail.models import Access, Content, Entry

router = Router(tags=["trail"])


class PartyOut(Schema):
    """Who acted, or what was acted upon, by the words of that day."""

    kind: str
    uuid: UUID
    label: str


class EntryOut(Schema):
    """One thing that happened; `content` is null where it was disposed of."""

    uuid: UUID
    at: datetime
    what: str
    by: PartyOut
    about: PartyOut
    why: str
    content: dict[str, Any] | None


def told(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries in the shape of EntryOut."""
    return [_told(entry) for entry in entries]


def _told(entry: Entry) -> dict[str, Any]:
    return {
        "uuid": entry.uuid,
        "at": entry.at,
        "what": entry.what,
        "by": {"kind": entry.actor_kind, "uuid": entry.actor_uuid, "label": entry.actor_label},
        "about": {"kind": entry.subject_kind, "uuid": entry.subject_uuid, "label": entry.subject_label},
        "why": entry.why,
        "content": _content(entry),
    }


def _content(entry: Entry) -> dict[str, Any] | None:
    try:
        return dict(entry.content.content)
    except Content.DoesNotExist:
        return None


@router.get("", response=Page[EntryOut], url_name="trail", **reads("trail:read"))
def trail(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """The whole trail, the latest first, for the auditor; `total` is null: it is not counted."""
    check_may("trail.read", request.acting.roles)  # type: ignore[attr-defined]
    rows = queries.whole().select_related("content")
    return paged(request, response, rows, asked, told, counted=False)


class AccessOut(Schema):
    """One reading of what not everybody may see: how many `rows` were shown through which door."""

    at: datetime
    by: PartyOut
    about: PartyOut
    door: Literal["page", "list", "export", "file", "api", "command"]
    rows: int
    path: str


@router.get("/access", response=Page[AccessOut], url_name="trail_access", **reads("trail:read"))
def access(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    since: Day | None = None,
    until: Day | None = None,
    actor: Words = "",
    subject: Words = "",
    door: Literal["", "page", "list", "export", "file", "api", "command"] = "",
) -> Any:
    """Who read what is confidential, the latest first, for the auditor; days are in UTC."""
    check_may("trail.read", request.acting.roles)  # type: ignore[attr-defined]
    rows = Asked(since, until, actor, "", door, subject).accesses()
    return paged(request, response, rows, asked, _accesses, counted=False)


def _accesses(found: list[Access]) -> list[dict[str, Any]]:
    return [
        {
            "at": one.at,
            "by": {"kind": "person", "uuid": one.actor_uuid, "label": one.actor_label},
            "about": {"kind": one.subject_kind, "uuid": one.subject_uuid, "label": one.subject_label},
            "door": one.door,
            "rows": one.rows,
            "path": one.path,
        }
        for one in found
    ]
