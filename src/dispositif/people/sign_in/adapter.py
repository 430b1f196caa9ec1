"""Sign-in by allauth, with our limits, words and letters: nobody enrols themselves."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dispositif.people.actions import note_passphrase
from dispositif.people.models import Account, Person
from dispositif.people.rules import Role
from dispositif.people.sign_in import devices, letters
from dispositif.people.sign_in.rules import MAIL_EVERY
from dispositif.people.sign_in.words import ERRORS, LETTERS, MESSAGES, WAYS
from dispositif.secrecy.acting import Acting, acting_as

APP = "allauth.account"


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        name: gettext_lazy(said) for name, said in ERRORS.items()
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Closed: persons are enrolled, they do not sign up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before the passphrase is looked at; allauth takes it back when the try succeeds."""
        action, key = devices.counted(request, credentials.get("email", "").lower())
        self._login_failed_rl_usage = ratelimit.consume(request, app=APP, action=action, key=key)
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Whoever set the passphrase anew by a letter starts afresh from where she is."""
        action, key = devices.counted(request, credentials.get("email", "").lower())
        ratelimit.clear(request, app=APP, action=action, key=key)

    def post_login(self, request: HttpRequest, user: Account, **known: Any) -> HttpResponse:
        """Signed in: the browser is known from now on."""
        response = super().post_login(request, user, **known)
        devices.remember(request, response, user.email)
        return cast("HttpResponse", response)

    def set_password(self, user: Account, password: str) -> None:
        """A passphrase changed or set anew, recorded with it; the sessions it opened end by it."""
        super().set_password(user, password)
        with acting_as(
            Acting(frozenset({Role.READER}), account=user.pk)
        ):  # a link of a letter signs nobody in
            for person in Person.objects.filter(account=user):
                note_passphrase(by=person)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What the page says, in our words; nothing where we have none."""
        said = message or _(MESSAGES.get(message_template or "") or "")
        if said and (message or message_template in MESSAGES):
            super().add_message(request, level, message=said, extra_tags=extra_tags)

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: Any = None, email: str | None = None
    ) -> None:
        """Tell the person of what changed, in case it was somebody else."""
        said = LETTERS.get(template_prefix)
        if said:
            where = _("If it was not you: set another passphrase, and end the sessions you do not know.")
            page = self.address_of(reverse("people:security"))
            letters.post(letters.written(user.email, _(said), _(said), where, page))

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """The letter with the link, to one address once in a while."""
        if cache.add(f"passphrase-letter:{user.pk}", 1, MAIL_EVERY):
            subject = _("Another passphrase for Dispositif")
            said = _("Somebody, probably you, asked for another passphrase. This link sets it:")
            rest = _("If it was not you, there is nothing to do: the passphrase stays as it is.")
            letters.post(letters.written(user.email, subject, said, context["password_reset_url"], rest))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of that letter."""
        uid, _dash, rest = key.partition("-")
        return self.address_of(
            reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        )

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to where everything about sign-in stands."""
        return reverse("people:security")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who one is, in our words."""
        return [
            way | {"description": _(WAYS[way["id"]])} for way in super().get_reauthentication_methods(user)
        ]

    def address_of(self, path: str) -> str:
        """A page as somebody outside reaches it."""
        if settings.PUBLIC_ADDRESS or self.request is None:
            return settings.PUBLIC_ADDRESS + path
        return str(self.request.build_absolute_uri(path))
