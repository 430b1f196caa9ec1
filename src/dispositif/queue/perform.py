"""One job carried out: as the person who asked for it, with the rights that person has on the day."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.exceptions import JobAborted

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people import queries as people
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.rules import Role
from dispositif.queue.models import State
from dispositif.queue.registry import allowed
from dispositif.queue.telling import Teller
from dispositif.secrecy.acting import Acting, acting_as

PASSING = (JobAborted, OperationalError, InterfaceError)
"""What is no fault of the job: the worker stops, the database went away or chose another transaction."""
FAILED = phrase("This failed for a reason that lies in the program; it was noted in the log.")


def perform(
    *, progress: UUID, action: str, arguments: dict[str, Any], person: UUID, stopping: Callable[[], bool]
) -> None:
    """Run an allowed action and tell how it ends. A refusal ends the job; another fault goes on upwards.

    A job may run again from its beginning, after a killed worker or a lost database: its action must
    therefore be one transaction, or (`commits`) find what it has already done.
    """
    on = today()
    acting, by = acting_of(person, on)
    teller = Teller(progress, acting, stopping)
    teller.begin()
    try:
        _run(action, acting, arguments | {"by": by, "on": on, "tell": teller.tell})
    except Refusal as refusal:
        teller.end(State.REFUSED, _said(refusal, by.language))
    except PASSING:
        raise
    except Exception:
        with override(by.language):
            teller.end(State.FAILED, _(FAILED))
        raise
    else:
        teller.finish()


def acting_of(person: UUID, on: date) -> tuple[Acting, Person]:
    """What the policies shall see for a person on a day; needs no rights but that person's own."""
    with acting_as(Acting(frozenset({Role.READER}), person)):
        found = Person.objects.get(uuid=person)
        return people.acting_of(found, on), found


def _run(path: str, acting: Acting, given: dict[str, Any]) -> None:
    one = allowed(path)
    if one.commits:
        one.load()(**given, acting=acting)
        return
    with acting_as(acting):
        one.load()(**given)


def _said(refusal: Refusal, language: str) -> str:
    with override(language):
        return refusal.said(_(refusal.reason))
