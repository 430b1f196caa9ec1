"""Persons enrolled, and the roles that they are given."""

from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Account, Person, Posting
from dispositif.people.queries import LOCAL_ADMINISTRATOR
from dispositif.people.rules import Role
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.models import Entity


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


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: Role,
    by: Person,
    on: date,
    until: date | None = None,
    entity: Entity | None = None,
) -> Posting:
    """Give a person a role from a day on, in an entity or (None) everywhere."""
    if until is not None and until < on:
        raise Refusal(
            "people.posting_term",
            phrase("A posting that begins on %(on)s cannot end on %(until)s."),
            field="until",
            on=on,
            until=until,
        )
    scope = {"scope_kind": "entity", "scope_uuid": entity.uuid} if entity else {}
    posting = Posting.objects.create(person=person, role=role, starts_on=on, ends_on=until, **scope)
    trail.record(
        what="people.appointed",
        about=Party("person", person.uuid, person.name),
        by=by.as_party(),
        content={"role": role, "from": on, "until": until} | ({"entity": entity.code} if entity else {}),
    )
    return posting
