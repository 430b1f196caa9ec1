"""What a mandate owes by when, kept in step with the due rows that persons see."""

from datetime import date

from django.urls import reverse

from dispositif.mandates.deadlines import reckon
from dispositif.mandates.models import Mandate
from dispositif.mandates.rules import OPEN, Status
from dispositif.notices import actions as notices
from dispositif.people.models import Person

DEADLINE, REPORT = "mandates.deadline", "mandates.report"
"""Kinds of due rows: something is to be done; a report is to be handed in."""


def keep_due(mandate: Mandate, *, by: Person, on: date) -> None:
    """Open, move or settle the mandate's due row: one while it runs, has a day and is not answered."""
    kind, other = (REPORT, DEADLINE) if mandate.asks_report else (DEADLINE, REPORT)
    notices.settle_due(kind=other, about=mandate.as_party(), on=on, by=by)
    runs = Status(mandate.status) in OPEN and mandate.answered_on is None
    if not runs or mandate.due_on is None:
        notices.settle_due(kind=kind, about=mandate.as_party(), on=on, by=by)
        return
    reckoned = reckon(mandate.deadline, mandate.recurrence, mandate.provision.document.adopted_on)
    said = reckoned if reckoned.due_on == mandate.due_on else None
    notices.open_due(
        kind=kind,
        about=mandate.as_party(),
        due_on=mandate.due_on,
        url=reverse("mandates:mandate", args=[mandate.uuid]),
        on=on,
        by=by,
        entity=mandate.owner,
        person=Person(uuid=mandate.officer, name=mandate.officer_name) if mandate.officer else None,
        facts={"why": said.why, **said.facts} if said else {},
    )
