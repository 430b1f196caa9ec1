"""Who may act on a request, and whether it is still as its author saw it: asked by every action."""

from datetime import date

from dispositif.assistance.models import Request
from dispositif.assistance.rules import STATUSES, Status
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person
from dispositif.people.queries import acting_of
from dispositif.people.rules import check_may


def check_right(right: str, by: Person, on: date) -> None:
    """Refuse what none of the roles that the person holds on the day allows."""
    check_may(right, acting_of(by, on).roles)


def held(request: Request, seen: int) -> Request:
    """The request, locked; refused where somebody changed it since its author saw it."""
    now = Request.objects.select_for_update().filter(pk=request.pk).first()
    if now is None:
        raise Refusal("assistance.unknown", phrase("This request is not here any more."))
    if now.revision != seen:
        raise Refusal(
            "assistance.stale",
            phrase("Somebody has changed this request since you opened it: it stands at “%(status)s” now."),
            field="seen",
            status=STATUSES[Status(now.status)],
            revision=now.revision,
        )
    return now
