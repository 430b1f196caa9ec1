"""The treaties that the project carries, held quickly: what the import of registers would leave behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models.functions import Now

from dispositif.instruments.actions.facts import load_instruments
from dispositif.instruments.facts import table
from dispositif.instruments.models import Action, Edition, Instrument
from dispositif.instruments.queries.adherence import _ready
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.secrecy.acting import acting_as
from dispositif.world.actions import load_facts
from dispositif.world.models import Participant

DAY = date(2026, 3, 1)
SOURCE = "UN Treaty Collection, as gathered in 2015"


def held() -> None:
    """The world, the list of instruments, 15 registers with 3,563 actions."""
    by = local_administrator().as_party()
    load_facts(by=by, on=DAY)
    load_instruments(by=by, on=DAY)
    instruments = {one.code: one for one in Instrument.objects.all()}
    people = {one.code: one for one in Participant.objects.all()}
    Action.objects.bulk_create(
        Action(
            instrument=instruments[row["instrument"]],
            participant=people[row["participant"]],
            kind=row["kind"],
            on=row["on"],
            printed=row["printed"],
            source=SOURCE,
            recorded_at=Now(),
        )
        for row in table("actions")
    )
    Edition.objects.bulk_create(
        Edition(
            instrument=instruments[row["instrument"]],
            as_at=row["as_at"],
            source=row["source"],
            rows=int(row["rows"]),
            losses=["after_last_day", "withdrawals"],
            taken_on=DAY,
            taken_by="Local administrator",
        )
        for row in table("registers")
        if row["as_at"]
    )


@contextmanager
def for_all() -> Iterator[None]:
    """The same for all tests of a file: what takes seconds is done once, undone after the last."""
    with transaction.atomic():
        with acting_as(AS_ADMINISTRATOR):
            held()
            yield
        transaction.set_rollback(True)


@contextmanager
def for_one() -> Iterator[None]:
    """What one of these tests changes is undone after it, and forgotten."""
    _ready.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    _ready.clear()
