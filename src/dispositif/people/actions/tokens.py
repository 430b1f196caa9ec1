"""Tokens issued and revoked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people import secret
from dispositif.people.models import Person, Token
from dispositif.people.rules import check_name, check_scopes, check_term
from dispositif.trail import actions as trail


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
