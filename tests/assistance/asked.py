"""A small world of requests, built only through actions: delegations, officers, requests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from dispositif.assistance import actions
from dispositif.assistance.actions import Asked
from dispositif.assistance.models import Request
from dispositif.assistance.rules import Kind
from dispositif.people.models import Person
from dispositif.people.queries import acting_of
from dispositif.secrecy.acting import acting_as
from dispositif.world.queries import participant, theme

DAY = date(2026, 3, 1)
NOTE = date(2026, 2, 20)


@contextmanager
def as_(person: Person, on: date = DAY) -> Iterator[Person]:
    """What the block does, it does as this person on the day."""
    with acting_as(acting_of(person, on)):
        yield person


def asked(**other: Any) -> Asked:
    """A complete note verbale on the courts of a port; `other` changes what it says."""
    given: dict[str, Any] = {
        "note_reference": "NV/112/2026",
        "note_on": NOTE,
        "authority": "Ministry of Justice",
        "theme": theme("TIP"),
        "kind": Kind.TRAINING,
        "asked": "Training of forty judges of port courts in cases of trafficking in persons.",
        "received_on": DAY,
    }
    return Asked(**(given | other))


def taken_in(by: Person, state: str, on: date = DAY, **other: Any) -> Request:
    """A request taken in by somebody, for a State."""
    with as_(by, on):
        return actions.take_in(state=participant(state), asked=asked(**other), by=by, on=on)


def moved(request: Request, *names: str, by: Person, on: date = DAY, **said: Any) -> Request:
    """The request after these steps; what each needs is said for it."""
    given = {
        "reason": "The programme on port courts has places from May on.",
        "consent_reference": "NV/150/2026",
        "until_on": date(2026, 12, 1),
        "action_taken": "Two courses were held in the port.",
        "effect": "Thirty-eight judges apply the new rules of evidence.",
    } | said
    from dispositif.assistance.rules import MOVES

    for name in names:
        needed = {one: given[one] for one in MOVES[name].needs}
        with as_(by, on):
            now = Request.objects.get(pk=request.pk)
            request = actions.move(request=now, name=name, seen=now.revision, by=by, on=on, **needed)
    return request
