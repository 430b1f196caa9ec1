"""Persons enrolled."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.actions.postings import appoint
from dispositif.people.models import Account, Person
from dispositif.people.queries import LOCAL_ADMINISTRATOR
from dispositif.people.rules import Role
from dispositif.trail import actions as trail


@transaction.atomic
def settle_administrator(*, on: date) -> Person:
    """The home's local administrator, made on the first start."""
    person, fresh = Person.objects.get_or_create(
        uuid=LOCAL_ADMINISTRATOR, defaults={"name": "Local administrator"}
    )
    if fresh:
        appoint(person=person, role=Role.ADMINISTRATOR, by=person, on=on)
        appoint(person=person, role=Role.AUDITOR, by=person, on=on)
    return person


@transaction.atomic
def enrol(*, name: str, email: str, passphrase: str | None, language: str, by: Person) -> Person:
    """A person who can sign in; without a passphrase the account waits for one."""
    if Account.objects.filter(email=email.lower()).exists():
        raise Refusal(
            "people.address_taken", phrase("%(email)s already signs in here."), field="email", email=email
        )
    account = Account.objects.create_user(email, passphrase)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    person = Person.objects.create(account=account, name=name, language=language)
    trail.record(what="people.enrolled", about=person.as_party(), by=by.as_party())
    return person
