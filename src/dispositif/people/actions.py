"""Changes to persons, accounts, postings and tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people import secret
from dispositif.people.models import Account, Person, Posting, Token
from dispositif.people.queries import LOCAL_ADMINISTRATOR
from dispositif.people.rules import Role, check_name, check_scopes, check_term
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


@dataclass(frozen=True, slots=True)
class Issued:
    """A token and its secret, which nobody can read again."""

    token: Token
    secret: str = field(repr=False)


@transaction.atomic
def issue(*, name: str, scopes: Iterable[str], expires_on: date, by: Person, on: date) -> Issued:
    """A token for the person who asks. Its secret is in the answer and nowhere else."""
    check_term(expires_on, on)
    named, wanted = check_name(name), check_scopes(scopes)
    _check_issuable(by, named)
    shown = secret.drawn()
    token = Token.objects.create(
        person=by,
        name=named,
        digest=secret.digest_of(shown),
        scopes=wanted,
        created_on=on,
        expires_on=expires_on,
    )
    said = {"scopes": wanted, "until": expires_on}
    trail.record(what="people.token_issued", about=token.as_party(), by=by.as_party(), content=said)
    return Issued(token, shown)


def _check_issuable(by: Person, name: str) -> None:
    if by.account_id is None:
        raise Refusal(
            "people.token_without_account",
            phrase("A token belongs to somebody who signs in; %(name)s does not."),
            name=by.name,
        )
    if Token.objects.filter(person=by, name=name, revoked_on=None).exists():
        raise Refusal(
            "people.token_named_already",
            phrase("There is a token named “%(name)s” already: take another name, or revoke it first."),
            field="name",
            name=name,
        )


@transaction.atomic
def revoke(*, token: Token, by: Person, on: date) -> None:
    """End a token; one that has ended already stays as it is."""
    if Token.objects.filter(pk=token.pk, revoked_on=None).update(revoked_on=on):
        trail.record(what="people.token_revoked", about=token.as_party(), by=by.as_party())


def note_use(*, token: Token, on: date) -> None:
    """Keep the last day of use: once a day, so that reading does not write each time."""
    unused_today = Q(used_on__isnull=True) | Q(used_on__lt=on)
    if token.used_on is None or token.used_on < on:
        Token.objects.filter(unused_today, pk=token.pk).update(used_on=on)
