"""Documents as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """What was written: resolutions in each language, provisions, readings."""

    name = "dispositif.documents"
    label = "documents"

    def ready(self) -> None:
        """Fill the slots of the page frame."""
        from dispositif.documents import slots

        slots.fill()
