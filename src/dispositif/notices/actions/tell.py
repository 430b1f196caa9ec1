"""Messages: written to one person about something that the person may see, and read."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from dispositif.notices import queries
from dispositif.notices.models import Message
from dispositif.notices.subjects import check_filled
from dispositif.people.models import Person
from dispositif.queue.perform import acting_of
from dispositif.secrecy.acting import acting_as
from dispositif.trail.party import Party


@transaction.atomic
def tell(
    *, person: Person, what: str, about: Party, url: str, facts: Mapping[str, Any], on: date, once: str
) -> Message | None:
    """The message to a person; None if it was said before, or its subject is not theirs to see.

    Written as that person, so that the policies of the subject decide. `once` tells the same thing apart
    from another, for this person; `what` names the words (`subjects.word`), `facts` fill them.
    """
    check_filled(what, facts)
    acting, _ = acting_of(person.uuid, on)
    with acting_as(acting):
        if not queries.sees(about, acting.roles):
            return None
        message, fresh = Message.objects.get_or_create(
            person=person,
            once=once,
            defaults={
                "what": what,
                "subject_kind": about.kind,
                "subject_uuid": about.uuid,
                "subject_label": about.label,
                "url": url,
                "facts": dict(facts),
                "written_on": on,
            },
        )
    return message if fresh else None


@transaction.atomic
def mark_read(*, by: Person, uuid: UUID | None = None) -> int:
    """Somebody has read a message of their own, or (None) all of them; how many were unread."""
    rows = Message.objects.filter(person=by, read_at=None)
    return (rows.filter(uuid=uuid) if uuid else rows).update(read_at=Now())
