"""Instruments as a Django application."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """What States have joined and planned: treaties, the Conferences, strategies."""

    name = "dispositif.instruments"
    label = "instruments"

    def ready(self) -> None:
        """Fill the slots of the frame, the figures and the words of the trail."""
        from dispositif.instruments import slots

        slots.fill()
