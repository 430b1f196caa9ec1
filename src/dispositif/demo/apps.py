"""Django application of the room `demo`."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """No tables of its own."""

    name = "dispositif.demo"
    label = "demo"
