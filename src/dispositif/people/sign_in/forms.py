"""The forms of sign-in, with our labels; what they check is allauth's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dispositif.people.sign_in.words import ERRORS, LABELS


class Worded:
    """Our labels, and no words inside a field that vanish when one types."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = _(LABELS[name]) if name in LABELS else field.label
            field.widget.attrs.pop("placeholder", None)
            if name in {"password", "oldpassword"}:
                field.help_text = ""


class Twice(Worded):
    """A new passphrase typed twice."""

    def clean(self) -> dict[str, Any]:
        """Both the same; said in our words."""
        given = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        if len({given.get("password1"), given.get("password2")} - {None}) > 1:
            self.add_error("password2", _("This is not the same passphrase."))  # type: ignore[attr-defined]
        return given


class Login(Worded, account.LoginForm):  # type: ignore[misc]
    """Address and passphrase."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class Reset(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which the link goes."""


class ResetByKey(Twice, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A passphrase set by the link of a letter."""


class Change(Twice, account.ChangePasswordForm):  # type: ignore[misc]
    """Another passphrase, by whoever knows the current one."""


class Again(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """The passphrase once more."""


class Code(Worded, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""


class CodeAgain(Worded, mfa.ReauthenticateForm):  # type: ignore[misc]
    """A code once more."""


class Authenticator(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""


@contextmanager
def _whatever_is_sent() -> Iterator[None]:
    """What no browser would send is refused as a wrong code is; allauth looks for some of its parts only."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise forms.ValidationError(_(ERRORS["incorrect_code"]), code="incorrect_code") from fault


class PasskeyLogin(webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey that opens the account alone."""

    def clean_credential(self) -> Any:
        """The passkey, of whichever account it names."""
        with _whatever_is_sent():
            return super().clean_credential()


class PasskeyCode(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as second factor."""

    def clean_credential(self) -> Any:
        """The passkey of whoever signs in."""
        with _whatever_is_sent():
            return super().clean_credential()


class PasskeyAgain(webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more."""

    def clean_credential(self) -> Any:
        """The passkey of whoever is signed in."""
        with _whatever_is_sent():
            return super().clean_credential()


class Passkey(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, its name, and whether it opens the account alone."""

    passwordless = forms.BooleanField(
        required=False,
        initial=True,
        help_text=gettext_lazy("The device then asks for its own PIN, fingerprint or face."),
    )

    def clean(self) -> dict[str, Any]:
        """A passkey that this page asked for."""
        with _whatever_is_sent():
            return dict(super().clean())


class PasskeyName(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""


class FirstPassphrase(Twice, forms.Form):
    """The passphrase that an invitation asks for."""

    password1 = account.SetPasswordField()
    password2 = account.PasswordField(autocomplete="new-password")

    def __init__(self, sent: Any, user: Any) -> None:
        super().__init__(sent)
        self.fields["password1"].user = user  # type: ignore[attr-defined]


class Address(Worded, forms.Form):
    """To which address an invitation shall go again."""

    email = account.EmailField()
