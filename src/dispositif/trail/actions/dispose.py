"""Disposal: contents go, the chain stays whole, and an entry says which went and why."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from dispositif.trail.actions.entry import record
from dispositif.trail.models import Content, Entry
from dispositif.trail.party import Party
from dispositif.trail.queries import showing
from dispositif.trail.rules import DISPOSED


@transaction.atomic
def dispose(*, subject: UUID, names: Iterable[str] | None, by: Party, why: str) -> int:
    """Remove what was written about a subject: all of it, or the contents that hold one of the names.

    A content goes whole: its digest binds all of it, so that a part cannot go. Returns how many went; none
    writes no entry. Only the administrator and the secretariat may: the database refuses others
    (ProgrammingError). Entries, digests and labels stay.
    """
    wanted = None if names is None else sorted(names)
    with showing(subject):
        latest = Entry.objects.filter(subject_uuid=subject).order_by("-seq").first()
        gone = list(_contents(subject, wanted).order_by("entry_id").values_list("entry_id", flat=True))
        if latest is None or not gone:
            return 0
        Content.objects.filter(entry_id__in=gone).delete()
    about = Party(latest.subject_kind, subject, latest.subject_label)
    content = {"disposed": gone, "names": wanted or []}
    record(what="trail.disposed", about=about, by=by, content=content, why=why)
    return len(gone)


def _contents(subject: UUID, names: list[str] | None) -> QuerySet[Content]:
    found = Content.objects.filter(entry__subject_uuid=subject).exclude(entry__what=DISPOSED)
    return found if names is None else found.filter(content__has_any_keys=names)
