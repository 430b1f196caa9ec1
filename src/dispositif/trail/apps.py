"""The trail as a Django application."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Entries, their separable contents, and the head of the chain."""

    name = "dispositif.trail"
    label = "trail"
