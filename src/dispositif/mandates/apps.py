"""Mandates as a Django application."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    """What we are told to do: provisions registered as mandates."""

    name = "dispositif.mandates"
    label = "mandates"

    def ready(self) -> None:
        """Fill the slots of the frame, the figures, the words of what is due; name the jobs that may run."""
        from dispositif.mandates import slots
        from dispositif.mandates.rules import LOOK_AT_SHEET, SHEET
        from dispositif.queue.registry import allow

        slots.fill()
        allow(SHEET)
        allow(LOOK_AT_SHEET)
