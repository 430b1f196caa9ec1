"""The next step of a request as a due row: opened, moved and settled with the request."""

from datetime import date

from dispositif.assistance.models import Request
from dispositif.notices.actions import open_due, settle_due
from dispositif.people.models import Person
from dispositif.people.queries import person_known

STEP = "assistance.step"


def open_step(request: Request, *, by: Person, on: date, before: str = "") -> None:
    """The next step is due on the request's day, by its officer; the step `before` is done."""
    if before:
        settle_due(kind=STEP, about=request.as_party(), occurrence=before, on=on, by=by)
    if request.due_on is None:
        return
    open_due(
        kind=STEP,
        about=request.as_party(),
        due_on=request.due_on,
        url=f"/assistance/{request.receipt}/",
        occurrence=request.status,
        person=person_known(request.officer) if request.officer else None,
        on=on,
        by=by,
    )
