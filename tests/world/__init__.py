"""The test world, built only through actions.

local administrator ── enrols ──> officer (secretariat), auditor, reader (no posting)
officer ── imports ──> a short resolution of the 99th session, in English
"""

from datetime import date
from typing import Any

from django.test import Client

from dispositif.documents import actions
from dispositif.documents.models import Version
from dispositif.documents.preview import preview
from dispositif.people import actions as people
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from dispositif.world.models import Participant
from dispositif.world.queries import participant

DAY = date(2026, 3, 1)
SHORT = """99/77. Assistance to courts of small islands

The General Assembly,

Recalling its resolution 60/175 of 16 December 2005,

1. Welcomes the report of the Secretary-General on courts;

2. Requests the Secretary-General to report to it at its hundredth session on the assistance given.
"""


def person(name: str, role: Role | None = None, *, state: str = "") -> Person:
    """Somebody who can sign in, in a role or in none; a delegation speaks for the State, or for France."""
    by = local_administrator()
    one = people.enrol(name=name, email=f"{name.lower()}@example.org", passphrase=None, language="en", by=by)
    if role is not None:
        named = _named(state or "FRA") if role is Role.DELEGATION else {}
        named |= {"participant": participant(state)} if state else {}
        people.appoint(person=one, role=role, by=by, on=DAY, **named)
    return one


def _named(state: str) -> dict[str, Any]:
    """What appoints a delegation: its State, and the note verbale that names it."""
    if not Participant.objects.exists():
        load_facts(by=local_administrator().as_party(), on=DAY)
    return {"participant": participant(state), "note_reference": f"NV/{state}/1", "note_on": DAY}


def signed_in(one: Person) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(one.account)
    return client


def imported(text: str = SHORT, symbol: str = "", by: Person | None = None) -> Version:
    """A text brought in as the import does it."""
    found = preview(content=text.encode(), name="text.txt", symbol=symbol)
    return actions.write(found=found, attachment=None, by=by or local_administrator(), on=DAY)
