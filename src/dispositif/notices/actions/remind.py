"""Reminders: one digest for each person and day, of what is due for them and theirs to see."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from dispositif.notices import queries
from dispositif.notices.actions.tell import tell
from dispositif.notices.models import Due
from dispositif.notices.rules import REMINDERS, reminds
from dispositif.people.models import Person
from dispositif.queue.perform import acting_of
from dispositif.secrecy.acting import acting_as
from dispositif.trail import actions as trail

WHAT = "notices.reminder"
URL = "/notices/due/?for=me"
LISTED = 50
"""Rows that a digest lists, the first due first; it says how many there are."""


@transaction.atomic
def remind(*, on: date, by: Person) -> int:
    """Write the day's digests, those of days without a run included; how many. A second run adds nothing.

    Run as the administrator: what the administrator may not see is not reminded of.
    """
    if Due.objects.filter(reminded_on=on).exists():
        return 0
    rows = _to_remind(on)
    if not rows:
        return 0
    Due.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_on=on)
    written = sum(_digest(person, due, on) for person, due in _by_person(rows, on).items())
    content = {"on": on, "rows": len(rows), "messages": written}
    trail.record(what="notices.reminded", about=by.as_party(), by=by.as_party(), content=content)
    return written


def _to_remind(on: date) -> list[Due]:
    """Open rows that reached a reminder's day since they were opened or last reminded of."""
    near = Due.objects.filter(settled_on=None, due_on__lte=on + timedelta(max(REMINDERS)))
    fields = ("due_on", "opened_on", "reminded_on", "person", "entity_id")
    return [
        row
        for row in near.only(*fields).order_by("due_on").iterator(chunk_size=5000)
        if reminds(row.due_on, opened_on=row.opened_on, reminded_on=row.reminded_on, on=on)
    ]


def _by_person(rows: list[Due], on: date) -> dict[Person, list[int]]:
    """Person → the rows addressed to them, or to an entity that they are posted to."""
    posted = queries.posted(on)
    found: dict[UUID, list[int]] = defaultdict(list)
    for row in rows:
        addressed = {row.person} if row.person else set()
        for uuid in addressed | posted.get(row.entity_id or 0, set()):
            found[uuid].append(row.pk)
    return {one: found[one.uuid] for one in Person.objects.filter(uuid__in=found).order_by("pk")}


def _digest(person: Person, rows: list[int], on: date) -> bool:
    """One message with what the person may see of the rows; none where that is nothing."""
    with acting_as(acting_of(person.uuid, on)[0]):
        seen = list(Due.objects.filter(pk__in=rows).order_by("due_on", "pk").values_list("uuid", flat=True))
    if not seen:
        return False
    facts = {"count": len(seen), "rows": seen[:LISTED]}
    once = f"{WHAT} {on}"
    said = tell(person=person, what=WHAT, about=person.as_party(), url=URL, facts=facts, on=on, once=once)
    return said is not None
