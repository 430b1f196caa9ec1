"""Who is told of a move: delegation, officer, those concerned; each only what they may see."""

from datetime import date
from uuid import UUID

from dispositif.assistance.models import Request
from dispositif.notices.actions import tell
from dispositif.people.models import Person
from dispositif.people.queries import delegates, persons_known


def tell_of_move(request: Request, *, by: Person, on: date) -> None:
    """One message each, that carries the receipt number and nothing else of the request."""
    tell_all(
        request, "assistance.moved", once=f"assistance.moved {request.uuid} {request.revision}", by=by, on=on
    )


def tell_all(request: Request, what: str, *, once: str, by: Person, on: date) -> None:
    """Tell everybody who follows the request, but not the author."""
    for person in _followers(request, on):
        if person.uuid != by.uuid:
            tell(
                person=person,
                what=what,
                about=request.as_party(),
                url=f"/assistance/{request.receipt}/",
                facts={},
                on=on,
                once=once,
            )


def _followers(request: Request, on: date) -> list[Person]:
    inside: set[UUID] = set(request.concerned) | ({request.officer} if request.officer else set())
    return [*delegates(request.state_id, on), *persons_known(inside)]
