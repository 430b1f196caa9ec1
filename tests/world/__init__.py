"""The test world, built only through actions.

local administrator ── enrols ──> officer (secretariat), auditor, reader (no posting)
officer ── imports ──> a short resolution of the 99th session, in English
"""

from datetime import date

from django.test import Client

from dispositif.documents import actions
from dispositif.documents.models import Version
from dispositif.documents.preview import preview
from dispositif.people import actions as people
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role

DAY = date(2026, 3, 1)
SHORT = """99/77. Assistance to courts of small islands

The General Assembly,

Recalling its resolution 60/175 of 16 December 2005,

1. Welcomes the report of the Secretary-General on courts;

2. Requests the Secretary-General to report to it at its hundredth session on the assistance given.
"""


def person(name: str, role: Role | None = None) -> Person:
    """Somebody who can sign in, in a role or in none."""
    by = local_administrator()
    one = people.enrol(name=name, email=f"{name.lower()}@example.org", passphrase=None, language="en", by=by)
    if role is not None:
        people.appoint(person=one, role=role, by=by, on=DAY)
    return one


def signed_in(one: Person) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(one.account)
    return client


def imported(text: str = SHORT, symbol: str = "", by: Person | None = None) -> Version:
    """A text brought in as the import does it."""
    found = preview(content=text.encode(), name="text.txt", symbol=symbol)
    return actions.write(found=found, attachment=None, by=by or local_administrator(), on=DAY)
