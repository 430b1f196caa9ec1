"""The trail as JSON: whole for the auditor, one record's entries beside the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.scopes import reads
from dispositif.people.rules import check_may
from dispositif.trail import queries
from dispositif.trail.models import Content, Entry

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
