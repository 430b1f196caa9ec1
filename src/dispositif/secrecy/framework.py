"""Policies of tables that libraries own; each says why it may be open to the app role."""

from dispositif.secrecy.policies import READ_ONLY, Policy, either, everyone

_BEFORE_SIGN_IN = "read and written before it is known who acts; no page lists it"
_JOBS = "jobs carry names and identifiers only; a worker takes them before it acts for somebody"
_OWN_OR_BEFORE_SIGN_IN = either(
    "user_id = (SELECT acting_account())", "(SELECT acting() AND acting_account() IS NULL)"
)
_OWN_ACCOUNT = "of one's own account; before sign-in, when they are what opens it, no page lists them"

FRAMEWORK: dict[str, Policy] = {
    "django_session": Policy("true", "true", _BEFORE_SIGN_IN),
    "django_migrations": Policy("true", "true", "names of migrations", READ_ONLY),
    "django_content_type": Policy("true", "true", "names of models", READ_ONLY),
    "auth_permission": Policy("true", "true", "unused: roles live in people", READ_ONLY),
    "auth_group": Policy(everyone(), "false", "unused: roles live in people", READ_ONLY),
    "auth_group_permissions": Policy(everyone(), "false", "unused: roles live in people", READ_ONLY),
    "account_emailaddress": Policy("true", "true", _BEFORE_SIGN_IN),
    "account_emailconfirmation": Policy("true", "true", _BEFORE_SIGN_IN),
    "mfa_authenticator": Policy(_OWN_OR_BEFORE_SIGN_IN, _OWN_OR_BEFORE_SIGN_IN, _OWN_ACCOUNT),
    "usersessions_usersession": Policy(_OWN_OR_BEFORE_SIGN_IN, _OWN_OR_BEFORE_SIGN_IN, _OWN_ACCOUNT),
    "socialaccount_socialaccount": Policy(_OWN_OR_BEFORE_SIGN_IN, _OWN_OR_BEFORE_SIGN_IN, _OWN_ACCOUNT),
    "socialaccount_socialapp": Policy(everyone(), "false", "unused: settings name providers", READ_ONLY),
    "socialaccount_socialtoken": Policy(
        "false",
        "false",
        "unused: no token of a provider is kept; unlinking asks to delete them",
        ("SELECT", "DELETE"),
    ),
    "procrastinate_jobs": Policy("true", "true", _JOBS),
    "procrastinate_events": Policy("true", "true", _JOBS),
    "procrastinate_periodic_defers": Policy("true", "true", _JOBS),
    "procrastinate_workers": Policy("true", "true", _JOBS),
}
