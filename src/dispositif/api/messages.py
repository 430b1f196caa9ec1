"""Messages as JSON: what was said to whoever asks, and that it was read."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict

from dispositif.api.due import DueOut, due_out
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.scopes import own, reads
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.notices import actions, queries, words
from dispositif.notices.words import MessageShown
from dispositif.people.clock import today
from dispositif.people.models import Person

router = Router(tags=["due"])
SCOPE = "due:read"


class MessageOut(Schema):
    """Something said to whoever asks; `listed` are the due rows that it names, as far as they are seen."""

    uuid: UUID
    what: str
    sentence: str
    subject: UUID
    label: str
    url: str
    written_at: datetime
    read_at: datetime | None
    listed: list[DueOut]


class Read(Schema):
    """The message that was read; null: all of them."""

    model_config = ConfigDict(extra="forbid")
    message: UUID | None


class UnreadOut(Schema):
    """How many were marked, and how many are unread still."""

    marked: int
    unread: int


@router.get("", response=Page[MessageOut], url_name="messages", **reads(SCOPE))
def messages(
    request: HttpRequest, response: HttpResponse, asked: Paging, unread: Literal["", "1"] = ""
) -> Any:
    """One's own messages: unread ones first, then the latest."""
    rows = queries.messages(_person(request))
    rows = rows.filter(read_at=None) if unread else rows
    on = today()
    return paged(
        request, response, rows, asked, lambda found: [_out(one) for one in words.messages_shown(found, on)]
    )


@router.post("/read", response={201: UnreadOut}, url_name="mark_read", **own(SCOPE))
def mark_read(request: HttpRequest, sent: Read) -> Any:
    """Mark a message of one's own, or all of them, as read; one that was read stays as it is."""
    person = _person(request)
    held = queries.messages(person)
    if sent.message and not held.filter(uuid=sent.message).exists():
        raise absent(phrase("message"), sent.message)
    marked = actions.mark_read(by=person, uuid=sent.message)
    return {"marked": marked, "unread": held.filter(read_at=None).count()}


def _person(request: HttpRequest) -> Person:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        raise Refusal("notices.nobody", phrase("Messages are for persons; this account has none."))
    return person


def _out(one: MessageShown) -> dict[str, Any]:
    row = one.row
    said = {name: getattr(row, name) for name in ("uuid", "what", "url", "written_at", "read_at")}
    about = {"subject": row.subject_uuid, "label": row.subject_label}
    return said | about | {"sentence": one.sentence, "listed": [due_out(due) for due in one.listed]}
