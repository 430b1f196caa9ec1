"""Assistance as a Django application."""

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """What States ask for: requests, examination, answers, advisory services."""

    name = "dispositif.assistance"
    label = "assistance"

    def ready(self) -> None:
        """Fill the slots of the frame, the figures and the words of the trail."""
        from dispositif.assistance import slots

        slots.fill()
