"""The world as a Django application."""

from django.apps import AppConfig


class WorldConfig(AppConfig):
    """Participants, regions, entities, and how each is called."""

    name = "dispositif.world"
    label = "world"
