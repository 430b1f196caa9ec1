"""Sign-in by an OpenID Connect provider: only into an account that is there, and linked or trusted."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import refused
from dispositif.people.queries import VISITOR
from dispositif.people.sign_in.words import ERRORS
from dispositif.secrecy.acting import acting_as


class LinkedOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Nobody enrols themselves through a provider either."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        name: gettext_lazy(said)
        for name, said in ERRORS.items()
        if name in DefaultSocialAccountAdapter.error_messages
    }

    def is_open_for_signup(self, _request: HttpRequest, _login: SocialLogin) -> bool:
        """Closed."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse an unknown account with clear words; leave whoever is signed in as she is."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if _linked_elsewhere(request, sociallogin.account):
                raise ImmediateHttpResponse(refused(request, _taken(sociallogin.provider.name)))
            return
        if request.user.is_authenticated:
            raise ImmediateHttpResponse(redirect("people:security"))
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(refused(request, _not_linked(sociallogin.provider.name)))

    def authenticate_by_email(self, sociallogin: SocialLogin) -> Any:
        """By an address only where the provider is trusted for it and calls it verified: true, no text."""
        sociallogin.email_addresses = [one for one in sociallogin.email_addresses if one.verified is True]
        return super().authenticate_by_email(sociallogin)

    def get_connect_redirect_url(self, _request: HttpRequest, _account: object) -> str:
        """Back to where everything about sign-in stands."""
        return reverse("people:security")


def _linked_elsewhere(request: HttpRequest, account: SocialAccount) -> bool:
    """Asked as at sign-in: to whoever is signed in, the policies show one's own links only."""
    with acting_as(VISITOR):
        same = SocialAccount.objects.filter(provider=account.provider, uid=account.uid)
        return bool(same.exclude(user_id=request.user.pk).exists())


def _taken(provider: str) -> Refusal:
    said = phrase("Somebody else here has linked that account with %(provider)s.")
    return Refusal("people.linked_elsewhere", said, provider=provider)


def _not_linked(provider: str) -> Refusal:
    said = phrase(
        "Your account with %(provider)s opens no account here. Sign in with your passphrase and link it under"
        " “Sign-in and security”; if you have no account here, ask an administrator to invite you."
    )
    return Refusal("people.not_linked", said, provider=provider)
