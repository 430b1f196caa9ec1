"""Asking for a job, and looking at what became of it."""

import time
from collections.abc import Callable

from django.db import connections

from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.people.rules import Role
from dispositif.queue.actions import defer
from dispositif.queue.models import Progress
from dispositif.secrecy.acting import Acting, acting_as


def ask(ana: Person, name: str, **arguments: object) -> Progress:
    """Defer an errand as Ana, and commit."""
    with acting_as(Acting(frozenset({Role.DRAFTER}), ana.uuid)):
        return defer(
            action=f"tests.queue.errands.{name}", arguments=dict(arguments), label=name, by=ana, total=2
        )


def look(progress: Progress) -> Progress:
    """The row as it is now."""
    with acting_as(AS_ADMINISTRATOR):
        return Progress.objects.get(uuid=progress.uuid)


def told(query: str, *given: object) -> list[tuple[object, ...]]:
    """Rows of the database, read by the auditor, who sees the whole trail."""
    with connections["auditor"].cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def until(happened: Callable[[], object], seconds: float = 10) -> bool:
    """Wait until it happened; whether it did."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
