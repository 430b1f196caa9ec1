"""Files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments."""

    name = "dispositif.files"
    label = "files"
