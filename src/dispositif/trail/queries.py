"""Reading the trail."""

from django.db import connection
from django.db.models import QuerySet

from dispositif.trail.models import Entry


def history(subject: object) -> list[Entry]:
    """The entries about a record that the caller has read, newest first.

    Taking the record itself, not its uuid, is the point: it was read under the policies.
    """
    uuid = subject.uuid  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.subject', %s, true)", [str(uuid)])
        found = list(Entry.objects.filter(subject_uuid=uuid).order_by("-seq").select_related("content"))
        cursor.execute("SELECT set_config('dispositif.subject', '', true)")
    return found


def whole() -> QuerySet[Entry]:
    """Every entry that the policies show: all of them to the auditor."""
    return Entry.objects.order_by("-seq")
