"""Reading the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from dispositif.trail.models import Access, Entry


def history(subject: object) -> list[Entry]:
    """The entries about a record that the caller has read, newest first.

    Taking the record itself, not its uuid, is the point: it was read under the policies.
    """
    uuid = subject.uuid  # type: ignore[attr-defined]
    with showing(uuid):
        return list(Entry.objects.filter(subject_uuid=uuid).order_by("-seq").select_related("content"))


@contextmanager
def showing(subject: UUID) -> Iterator[None]:
    """Show the entries about one subject for the block: the caller answers for whoever may see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.subject', %s, true)", [str(subject)])
        yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('dispositif.subject', '', true)")


def whole() -> QuerySet[Entry]:
    """Every entry that the policies show: all of them to the auditor."""
    return Entry.objects.order_by("-seq")


def accesses() -> QuerySet[Access]:
    """Every access that was noted, the latest first: for the auditor; nobody else sees any."""
    return Access.objects.order_by("-at", "-id")
