"""What is due as JSON: for whoever asks, for their entity, for all."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.scopes import reads
from dispositif.api.values import Day, Words
from dispositif.notices import queries, words
from dispositif.notices.queries import Asked
from dispositif.notices.words import DueShown
from dispositif.people.clock import today

router = Router(tags=["due"])


class DueOut(Schema):
    """One thing that is due: what, by when and why then, from whom, and where it stands here."""

    uuid: UUID
    kind: str
    occurrence: str
    due_on: date
    sentence: str
    because: str
    state: str
    entity: str | None
    subject: UUID
    label: str
    url: str


@router.get("", response=Page[DueOut], url_name="due", **reads("due:read"))
def due(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    whose: Annotated[
        Literal["me", "entity", "all"],
        Query(alias="for", description="Due for whoever asks, for the entities they are posted to, for all"),
    ] = "all",
    until: Day | None = None,
    kind: Words = "",
    overdue: Literal["", "1"] = "",
) -> Any:
    """Open rows, the first due first, as far as whoever asks may see what they are about."""
    person, on = request.person, today()  # type: ignore[attr-defined]
    given = {"for": whose, "until": str(until or ""), "kind": kind, "overdue": overdue}
    rows = queries.due(Asked.of(given), person=person, on=on)
    return paged(
        request,
        response,
        rows,
        asked,
        lambda found: [due_out(one) for one in words.shown(found, on)],
        counted=False,
    )


def due_out(one: DueShown) -> dict[str, Any]:
    """A due row in the shape of DueOut."""
    row = one.row
    said: dict[str, Any] = {
        name: getattr(row, name) for name in ("uuid", "kind", "occurrence", "due_on", "url")
    }
    about = {"entity": row.entity.code if row.entity else None, "subject": row.subject_uuid}
    words = {"sentence": one.sentence, "because": one.because, "state": one.state}
    return said | about | words | {"label": row.subject_label}
