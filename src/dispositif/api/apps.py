"""Django application of the room `api`."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """No tables of its own."""

    name = "dispositif.api"
    label = "api"
