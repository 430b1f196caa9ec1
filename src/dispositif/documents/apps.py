"""Documents as a Django application."""

from django.apps import AppConfig

from dispositif.documents.rules import CORPUS


class DocumentsConfig(AppConfig):
    """What was written: resolutions in each language, provisions, readings."""

    name = "dispositif.documents"
    label = "documents"

    def ready(self) -> None:
        """Fill the slots of the page frame, and name the job that may run."""
        from dispositif.documents import slots
        from dispositif.queue.registry import allow

        slots.fill()
        allow(CORPUS, commits=True)
