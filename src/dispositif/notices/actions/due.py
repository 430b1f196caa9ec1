"""Due rows: opened by the room whose subject is due, moved, settled."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from dispositif.notices.models import Due
from dispositif.notices.subjects import check_filled
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.models import Entity


@transaction.atomic
def open_due(
    *,
    kind: str,
    about: Party,
    due_on: date,
    url: str,
    on: date,
    by: Person,
    occurrence: str = "",
    entity: Entity | None = None,
    person: Person | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Due:
    """What is owed about a subject by a day; the same kind, subject and occurrence is one row.

    Called again with the same values it changes nothing; with others it moves the row, and a settled row
    is open again. `url` is a path of this site, `facts` plain JSON for the words of the kind.
    """
    check_filled(kind, facts or {})
    wanted = {
        "subject_kind": about.kind,
        "subject_label": about.label,
        "due_on": due_on,
        "url": url,
        "facts": json.loads(json.dumps(facts or {}, cls=DjangoJSONEncoder)),
        "settled_on": None,
        **_owner(entity, person),
    }
    key = {"kind": kind, "subject_uuid": about.uuid, "occurrence": occurrence}
    dated = {"opened_on": on, "changed_on": on}
    due, fresh = Due.objects.select_for_update().get_or_create(**key, defaults=wanted | dated)
    if fresh or _changed(due, wanted, on):
        trail.record(
            what="notices.due_opened" if fresh else "notices.due_changed",
            about=about,
            by=by.as_party(),
            content=_content(due, entity),
        )
    return due


@transaction.atomic
def settle_due(*, kind: str, about: Party, on: date, by: Person, occurrence: str | None = None) -> int:
    """What was owed is done, or owed no more; how many rows. Without `occurrence`, all of the kind."""
    rows = Due.objects.filter(kind=kind, subject_uuid=about.uuid, settled_on=None)
    if occurrence is not None:
        rows = rows.filter(occurrence=occurrence)
    named = list(rows.order_by("due_on").values_list("occurrence", flat=True))
    settled = rows.update(settled_on=on, changed_on=on)
    if settled:
        content = {"kind": kind, "occurrence": ", ".join(filter(None, named))}
        trail.record(what="notices.due_settled", about=about, by=by.as_party(), content=content)
    return settled


def _owner(entity: Entity | None, person: Person | None) -> dict[str, Any]:
    return {
        "entity_id": entity.pk if entity else None,
        "person": person.uuid if person else None,
        "person_name": person.name if person else "",
    }


def _changed(due: Due, wanted: dict[str, Any], on: date) -> bool:
    """Put other values into the row. One that moves, changes hands or opens again is reminded of anew."""
    other = {name: value for name, value in wanted.items() if getattr(due, name) != value}
    if not other:
        return False
    if "settled_on" in other:
        other["opened_on"] = on
    if other.keys() & {"settled_on", "due_on", "entity_id", "person"}:
        other["reminded_on"] = None
    for name, value in (other | {"changed_on": on}).items():
        setattr(due, name, value)
    due.save()
    return True


def _content(due: Due, entity: Entity | None) -> dict[str, Any]:
    owner = due.person_name or (entity.code if entity else None)
    return {"kind": due.kind, "occurrence": due.occurrence, "due_on": due.due_on, "owner": owner}
