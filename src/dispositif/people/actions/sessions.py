"""Sessions ended, and what else one's own account goes through, recorded."""

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.db import transaction

from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def end_sessions(*, sessions: Collection[UserSession], by: Person) -> None:
    """End sessions of one's own: the next request of each is a visitor's."""
    for session in sessions:
        session.end()
    if sessions:
        said = {"rows": len(sessions)}
        trail.record(what="people.sessions_ended", about=by.as_party(), by=by.as_party(), content=said)


@transaction.atomic
def note_passphrase(*, by: Person) -> None:
    """Record that the passphrase is another one, in the transaction of the change; so do the notes below."""
    trail.record(what="people.passphrase_changed", about=by.as_party(), by=by.as_party())


@transaction.atomic
def note_factor(*, added: bool, kind: str, name: str, by: Person) -> None:
    """Record a second factor that came or went."""
    what = {"kind": kind} | ({"name": name} if name else {})
    trail.record(
        what="people.factor_added" if added else "people.factor_removed",
        about=by.as_party(),
        by=by.as_party(),
        content=what,
    )


@transaction.atomic
def note_codes(*, by: Person) -> None:
    """Record that recovery codes were drawn."""
    trail.record(what="people.codes_drawn", about=by.as_party(), by=by.as_party())


@transaction.atomic
def note_link(*, added: bool, name: str, by: Person) -> None:
    """Record an account with a provider, linked or linked no more."""
    trail.record(
        what="people.link_added" if added else "people.link_removed",
        about=by.as_party(),
        by=by.as_party(),
        content={"name": name},
    )
