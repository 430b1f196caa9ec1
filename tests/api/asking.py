"""Programs that ask the API: as a visitor, or with a token."""

from datetime import timedelta

from django.test import Client

from dispositif.people import actions
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.rules import SCOPES, Role
from tests.world import person

V1 = "/api/v1"
PROBLEM = "application/problem+json"


def secret_of(one: Person, *scopes: str) -> str:
    """The secret of a fresh token of the person, with these scopes or with all."""
    on = today()
    wanted, name = scopes or tuple(SCOPES), f"token {one.tokens.count()}"
    last = on + timedelta(days=30)
    return actions.issue(name=name, scopes=wanted, expires_on=last, by=one, on=on).secret


def program(one: Person, *scopes: str) -> Client:
    """A client that shows a token of the person."""
    return Client(headers={"authorization": f"Bearer {secret_of(one, *scopes)}"})


def officer(*scopes: str) -> Client:
    """A program of a secretariat officer."""
    return program(person("Officer", Role.SECRETARIAT), *scopes)
