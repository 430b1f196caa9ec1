"""Second factors by allauth: closed with the key of this installation, named in our words."""

import base64
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dispositif.people.models import Account
from dispositif.people.rules import Role
from dispositif.people.sign_in.words import ERRORS
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.server import keys


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticator apps, passkeys, recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        name: gettext_lazy(said) for name, said in ERRORS.items() if name in DefaultMFAAdapter.error_messages
    }

    def encrypt(self, text: str) -> str:
        """A secret as the database holds it: a copy of its rows alone opens no account."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether the account has a second factor, looked up as itself: no policy hides them."""
        if not user.is_authenticated:
            return False
        with acting_as(Acting(frozenset({Role.READER}), account=user.pk)):
            return bool(super().is_mfa_enabled(user, types))

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002
        """What a passkey is called until its person names it."""
        held = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": held + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The relying party: the host that serves the page (WebAuthn, section 5.4.2)."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Dispositif"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """The account as a passkey names it."""
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.email, "name": user.email}


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(keys.secret("second factors")))
