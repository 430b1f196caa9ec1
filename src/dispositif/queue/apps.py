"""The queue as a Django application."""

from django.apps import AppConfig


class QueueConfig(AppConfig):
    """Progress rows; the jobs themselves are procrastinate's."""

    name = "dispositif.queue"
    label = "queue"
