"""How far a job has come."""

from uuid import UUID

from dispositif.queue.models import Progress


def progress(uuid: UUID) -> Progress | None:
    """The job's progress, if whoever acts may see it."""
    return Progress.objects.filter(uuid=uuid).first()
