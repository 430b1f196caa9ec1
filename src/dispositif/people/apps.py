"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, persons, postings, sign-in."""

    name = "dispositif.people"
    label = "people"

    def ready(self) -> None:
        """Fill the frame's links for visitors and accounts, and the words of roles and scopes."""
        from django.utils.translation import gettext
        from django.utils.translation import gettext_lazy as _

        from dispositif.look.panels import Panel, register
        from dispositif.people.rules import LABELS, SCOPES, Role
        from dispositif.people.sign_in.words import FACTORS
        from dispositif.trail.words import says

        register(Panel("visitor", "account_login", 10, _("Sign in")))
        register(Panel("account", "people:security", 10, _("Sign-in and security")))
        register(Panel("account", "people:tokens", 15, _("Tokens")))
        register(Panel("account", "account_logout", 20, _("Sign out")))
        says("role", lambda role: gettext(LABELS[Role(role)]))
        says("scopes", lambda scope: gettext(SCOPES[scope]))
        says("kind", lambda kind: gettext(FACTORS[kind]), "people.factor_added", "people.factor_removed")
