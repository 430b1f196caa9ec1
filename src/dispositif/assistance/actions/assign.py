"""Who follows a request, and who needs to know of it."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from dispositif.assistance.actions.due import open_step
from dispositif.assistance.actions.standing import check_right, held
from dispositif.assistance.actions.telling import tell_all
from dispositif.assistance.models import Request
from dispositif.people.models import Person
from dispositif.trail import actions as trail


@transaction.atomic
def assign(
    *,
    request: Request,
    officer: Person | None,
    concerned: Collection[Person],
    seen: int,
    by: Person,
    on: date,
) -> Request:
    """The officer who follows a request and the persons who need to know; author and officer stay in."""
    check_right("assistance.examine", by, on)
    now = held(request, seen)
    now.officer, now.officer_name = (officer.uuid, officer.name) if officer else (None, "")
    inside = {one.uuid for one in concerned} | {by.uuid} | ({officer.uuid} if officer else set())
    now.concerned, now.revision = sorted(inside), now.revision + 1
    now.save()
    open_step(now, by=by, on=on)
    content = {"officer": now.officer_name, "concerned": sorted(one.name for one in concerned)}
    trail.record(what="assistance.assigned", about=now.as_party(), by=by.as_party(), content=content)
    tell_all(now, "assistance.assigned", once=f"assistance.assigned {now.uuid} {now.revision}", by=by, on=on)
    return now
