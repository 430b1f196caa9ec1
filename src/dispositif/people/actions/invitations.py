"""Invitations sent, sent again, accepted."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people import secret
from dispositif.people.models import Account, Invitation, Person
from dispositif.people.queries import VISITOR, acting_for
from dispositif.people.sign_in import letters
from dispositif.people.sign_in.rules import (
    INVITED_FOR,
    InvitationState,
    invitation_closed,
    invitation_unknown,
)
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the link that opens it, which nobody can read again."""

    invitation: Invitation
    link: str = field(repr=False)


@transaction.atomic
def invite(*, person: Person, by: Person, on: date) -> Invited:
    """Send somebody enrolled the link by which she sets her passphrase; an earlier one stops working."""
    account = person.account
    if account is None or not account.is_active or account.has_usable_password():
        raise Refusal(
            "people.not_to_invite",
            phrase("%(name)s has nothing to accept: the account has a passphrase, or does not sign in."),
            name=person.name,
        )
    return _invited(person, account, by=by, on=on, again=False)


@transaction.atomic
def send_again(*, address: str, on: date) -> None:
    """Send an open or expired invitation once more; says nothing of whether the address has one."""
    account = Account.objects.filter(email=address.strip().lower(), is_active=True).first()
    if account is None or account.has_usable_password():
        return
    acting, person = acting_for(account.pk, on)
    with acting_as(acting):
        if person is not None and Invitation.objects.filter(person=person).exists():
            _invited(person, account, by=person, on=on, again=True)


def _invited(person: Person, account: Account, *, by: Person, on: date, again: bool) -> Invited:
    Account.objects.select_for_update().get(pk=account.pk)  # one sending after the other
    Invitation.objects.filter(person=person, accepted_on=None, replaced_on=None).update(replaced_on=on)
    shown = secret.drawn()
    until = on + INVITED_FOR
    made = Invitation.objects.create(
        person=person, digest=secret.digest_of(shown), sent_on=on, expires_on=until
    )
    trail.record(
        what="people.invitation_sent_again" if again else "people.invited",
        about=person.as_party(),
        by=by.as_party(),
        content={"until": until},
    )
    link = letters.link_of(shown)
    letters.post(letters.invitation(person, account.email, link, until))
    return Invited(made, link)


def opened(*, secret_shown: str, on: date) -> Invitation:
    """The invitation of a link, where it still works; else the refusal that says why not."""
    found = _of_digest(secret.digest_of(secret_shown))
    if found is None:
        raise invitation_unknown()
    state = found.state(on)
    if state is not InvitationState.OPEN:
        raise invitation_closed(state)
    return found


@transaction.atomic
def accept(*, secret_shown: str, passphrase: str, on: date) -> Person:
    """Set the first passphrase by a link, which works this once."""
    invitation = opened(secret_shown=secret_shown, on=on)
    with acting_as(Acting(VISITOR.roles, person=invitation.person_id)):
        person = Person.objects.select_related("account").get(uuid=invitation.person_id)
        account = person.account
        waiting = Invitation.objects.filter(pk=invitation.pk, accepted_on=None, replaced_on=None)
        if account is None or account.has_usable_password() or not waiting.update(accepted_on=on):
            raise invitation_closed(InvitationState.ACCEPTED)
        account.set_password(passphrase)
        account.save(update_fields=["password"])
        trail.record(what="people.invitation_accepted", about=person.as_party(), by=person.as_party())
    return person


def _of_digest(digest: str) -> Invitation | None:
    """The policies show an invitation to whoever knows its digest, for this one question."""
    with acting_as(VISITOR), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.invitation', %s, true)", [digest])
        found = Invitation.objects.filter(digest=digest).first()
        cursor.execute("SELECT set_config('dispositif.invitation', '', true)")
    return found
