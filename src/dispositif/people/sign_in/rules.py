"""What sign-in holds to: passphrases, invitations, limits."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from dispositif.kernel.refusal import Refusal, phrase

SHORTEST = 12  # characters of a passphrase
LOOKED_AT = 72  # characters of it that are held against lists: zxcvbn takes as many
STRONG = 3  # of zxcvbn's 0 to 4: more than 10^8 tries, "safely unguessable" by its authors
INVITED_FOR = timedelta(days=14)
MAIL_EVERY = 300  # seconds: one message of a kind to an address, so that nobody fills another's mailbox
KNOWN_FOR = 31_536_000  # seconds that a browser stays known: a year

LIMITS: dict[str, str | None] = {
    "login": None,  # what succeeds is not counted
    "passphrase": "60/5m/ip,5/5m/key,50/d/key",  # key: an address and a place together
    "passphrase_known": "10/5m/key,50/d/key",  # key: a browser that this address has signed in from
    "login_failed": "10/5m/key",  # second factors, after the right passphrase; key: the account
    "reset_password": "20/m/ip",
    "send_invitation": "20/m/ip",
    "accept_invitation": "20/m/ip",
}
"""Tries in a time, as django-allauth writes them. Never an address alone: others could lock its owner out."""


class InvitationState(StrEnum):
    """What has become of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REPLACED = "replaced"
    EXPIRED = "expired"


INVITATION_STATES: dict[InvitationState, str] = {
    InvitationState.OPEN: phrase("waits for an answer"),
    InvitationState.ACCEPTED: phrase("accepted"),
    InvitationState.REPLACED: phrase("replaced by a newer one"),
    InvitationState.EXPIRED: phrase("expired"),
}
_CLOSED: dict[InvitationState, tuple[str, str]] = {
    InvitationState.ACCEPTED: (
        "people.invitation_used",
        phrase("This invitation has been used: it works once. Sign in, or ask for another passphrase."),
    ),
    InvitationState.REPLACED: (
        "people.invitation_replaced",
        phrase("A newer invitation has been sent: use the link in the latest message."),
    ),
    InvitationState.EXPIRED: (
        "people.invitation_expired",
        phrase("This invitation has expired: have it sent again."),
    ),
}


def invitation_closed(state: InvitationState) -> Refusal:
    """The refusal of an invitation that does not work any more."""
    return Refusal(*_CLOSED[state])


def invitation_unknown() -> Refusal:
    """The refusal of a link that no invitation has."""
    return Refusal(
        "people.invitation_unknown",
        phrase("This link belongs to no invitation: copy it whole, or have the invitation sent again."),
    )


def invitation_state(
    *, accepted_on: date | None, replaced_on: date | None, expires_on: date, on: date
) -> InvitationState:
    """What an invitation is on a day."""
    if accepted_on is not None:
        return InvitationState.ACCEPTED
    if replaced_on is not None:
        return InvitationState.REPLACED
    return InvitationState.OPEN if on <= expires_on else InvitationState.EXPIRED


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_of(said: str) -> tuple[str, str]:
    """(browser, system) of what a browser says of itself; empty where it says nothing known."""
    return _first(said, _BROWSERS), _first(said, _SYSTEMS)


def _first(said: str, names: Iterable[tuple[str, str]]) -> str:
    return next((name for sign, name in names if sign in said), "")
