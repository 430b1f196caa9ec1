"""The trail as a Django application."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Entries, their separable contents, and the head of the chain."""

    name = "dispositif.trail"
    label = "trail"

    def ready(self) -> None:
        """Fill the menu."""
        from django.utils.translation import gettext_lazy as _

        from dispositif.look.panels import Panel, register

        register(Panel("menu", "trail:whole", 90, _("Trail")))
