"""Our words for what allauth says in its own: messages of a page, errors of a form, labels, letters."""

from dispositif.kernel.refusal import phrase

MESSAGES: dict[str, str] = {
    "account/messages/password_changed.txt": phrase(
        "The passphrase is changed; every other session has ended."
    ),
    "mfa/messages/totp_activated.txt": phrase("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": phrase("The authenticator app is taken out."),
    "mfa/messages/webauthn_added.txt": phrase("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": phrase("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": phrase(
        "Recovery codes are drawn: keep them; earlier ones work no more."
    ),
    "socialaccount/messages/account_connected.txt": phrase("The account is linked."),
    "socialaccount/messages/account_connected_updated.txt": phrase("This account was linked already."),
    "socialaccount/messages/account_disconnected.txt": phrase("The account is linked no more."),
}
"""Template of allauth → what the page says; what has no row is not said."""

ERRORS: dict[str, str] = {
    "account_inactive": phrase("This account is closed: ask an administrator."),
    "email_password_mismatch": phrase("The address and the passphrase do not fit together."),
    "enter_current_password": phrase("This is not the current passphrase."),
    "incorrect_password": phrase("This is not the passphrase."),
    "incorrect_code": phrase("This code does not work, or has been used."),
    "invalid_login": phrase("The address and the passphrase do not fit together."),
    "invalid_password_reset": phrase("This link has been used, or is too old: ask for another."),
    "too_many_login_attempts": phrase("Too many wrong tries from here: wait a few minutes."),
    "rate_limited": phrase("Too many tries in a short time: wait a few minutes."),
    "cannot_generate_recovery_codes": phrase(
        "Recovery codes go with an authenticator app or a passkey: set one up first."
    ),
    "no_password": phrase("Set a passphrase first: nothing else would open this account."),
}
"""Error of allauth → its sentence."""

LABELS: dict[str, str] = {
    "login": phrase("E-mail address"),
    "email": phrase("E-mail address"),
    "password": phrase("Passphrase"),
    "oldpassword": phrase("Current passphrase"),
    "password1": phrase("New passphrase"),
    "password2": phrase("New passphrase, once more"),
    "remember": phrase("Stay signed in on this device"),
    "code": phrase("Code"),
    "name": phrase("Name of the passkey"),
    "passwordless": phrase("Sign in with this passkey alone"),
}
"""Field → its label."""

LETTERS: dict[str, str] = {
    "account/email/password_changed": phrase("Your passphrase was changed."),
    "account/email/password_reset": phrase("Your passphrase was set anew by a link sent to this address."),
    "mfa/email/totp_activated": phrase("An authenticator app was set up for your account."),
    "mfa/email/totp_deactivated": phrase("The authenticator app was taken out of your account."),
    "mfa/email/webauthn_added": phrase("A passkey was added to your account."),
    "mfa/email/webauthn_removed": phrase("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": phrase("New recovery codes were drawn for your account."),
    "socialaccount/email/account_connected": phrase("An account with another provider was linked to yours."),
    "socialaccount/email/account_disconnected": phrase(
        "An account with another provider is linked to yours no more."
    ),
}
"""Notification of allauth → its sentence."""

FACTORS: dict[str, str] = {
    "totp": phrase("authenticator app"),
    "webauthn": phrase("passkey"),
    "recovery_codes": phrase("recovery codes"),
}
"""Stored kind of a second factor → its word."""

WAYS: dict[str, str] = {
    "reauthenticate": phrase("Use your passphrase"),
    "mfa_reauthenticate": phrase("Use a code"),
    "mfa_reauthenticate:webauthn": phrase("Use a passkey"),
}
"""Way to prove again who one is → its words."""
