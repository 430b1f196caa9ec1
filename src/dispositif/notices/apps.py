"""Notices as a Django application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What is due, and what is said to whom: page, mail, calendar."""

    name = "dispositif.notices"
    label = "notices"

    def ready(self) -> None:
        """Fill the slots of the page frame, and name what notices speaks of by itself."""
        from dispositif.notices import slots

        slots.fill()
