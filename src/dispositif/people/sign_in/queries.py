"""What opens one's own account, and where it is open."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings

from dispositif.people.models import Account, Invitation, Person
from dispositif.people.sign_in.rules import browser_of


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session as its person reads it; browser and system are empty where it says nothing known."""

    row: UserSession
    browser: str
    system: str
    here: bool


@dataclass(frozen=True, slots=True)
class LinkShown:
    """An account with a provider, by the name that the settings give the provider."""

    pk: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Security:
    """Everything about one's own sign-in."""

    has_passphrase: bool
    authenticator: Authenticator | None
    passkeys: list[Authenticator]
    codes_left: int | None
    sessions: list[SessionShown]
    links: list[LinkShown]


def security_of(account: Account, session_key: str | None) -> Security:
    """What opens the account, seen from one of its sessions."""
    held = list(Authenticator.objects.filter(user=account).order_by("pk"))
    by_kind = {one.type: one for one in held}
    codes = by_kind.get(Authenticator.Type.RECOVERY_CODES)
    return Security(
        has_passphrase=account.has_usable_password(),
        authenticator=by_kind.get(Authenticator.Type.TOTP),
        passkeys=[one for one in held if one.type == Authenticator.Type.WEBAUTHN],
        codes_left=len(codes.wrap().get_unused_codes()) if codes else None,
        sessions=[_shown(one, session_key) for one in sessions_of(account)],
        links=_links(account),
    )


def sessions_of(account: Account) -> list[UserSession]:
    """The sessions that still work, the latest first."""
    rows = UserSession.objects.filter(user=account).order_by("-created_at")
    return [row for row in rows if row.exists()]


def invitations_of(person: Person) -> list[Invitation]:
    """What was sent to a person, the latest first; what became of each is its `state` on a day."""
    return list(Invitation.objects.filter(person=person).select_related("person").order_by("-pk"))


def _shown(row: UserSession, session_key: str | None) -> SessionShown:
    browser, system = browser_of(row.user_agent)
    return SessionShown(row, browser, system, row.session_key == session_key)


def _links(account: Account) -> list[LinkShown]:
    names = {one.slug: one.name for one in settings.ISSUERS}
    rows = SocialAccount.objects.filter(user=account).order_by("pk")
    return [LinkShown(row.pk, names.get(row.provider, row.provider), row.date_joined) for row in rows]
