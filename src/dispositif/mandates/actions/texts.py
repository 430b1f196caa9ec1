"""Texts that changed after their acts were registered: found by a timed job, looked at by a person."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from dispositif.mandates import rules
from dispositif.mandates.actions import course
from dispositif.mandates.actions.due import keep_due
from dispositif.mandates.actions.index import index
from dispositif.mandates.deadlines import reckon
from dispositif.mandates.models import Followed, Mandate
from dispositif.mandates.queries.proposals import readings_of, timed
from dispositif.mandates.queries.texts import looks, to_follow
from dispositif.people.models import Person
from dispositif.trail import actions as trail

A_DAY = timedelta(days=1)
"""A transaction that began on one day may end on the next: so far back texts are looked for again."""


@transaction.atomic
def follow_texts(*, by: Person, on: date) -> int:
    """Bring words, acts, addressees and deadlines of mandates in step with texts and readings.

    Running it again changes nothing. Mandates whose words changed or are gone are marked for a look; how many
    were.
    """
    mark, _ = Followed.objects.select_for_update().get_or_create(id=1, defaults={"followed_on": date.min})
    since = max(mark.followed_on, date.min + A_DAY) - A_DAY
    found = list(to_follow(since).select_for_update(of=("self",)))
    changed = [one for one in found if one.version and one.version > one.followed_version]  # type: ignore[attr-defined]
    seen, again = looks([one.provision for one in changed]), []
    read = readings_of([one.provision for one in found])
    for one in found:
        before, one.look = one.look, seen.get(one.provision_id, one.look)
        _read_again(one, read[one.provision_id], by, on)
        if one.look != before and one.look:
            again.append(one)
    index(changed)
    mark.followed_on = on
    mark.save()
    for mandate in again:
        content = {"look": mandate.look}
        trail.record(
            what="mandates.text_followed", about=mandate.as_party(), by=by.as_party(), content=content
        )
    return len(again)


def _read_again(one: Mandate, read: dict[str, Any], by: Person, on: date) -> None:
    """What the act asks, as it is read now; a due day that a person entered stays."""
    adopted_on, said = one.provision.document.adopted_on, timed(read)
    reckoned = reckon(one.deadline, one.recurrence, adopted_on).due_on
    now = reckon(said["deadline"], said["recurrence"], adopted_on).due_on
    moved = one.due_on == reckoned and now != reckoned and (now is None or now >= one.begins_on)
    for name, value in said.items():
        setattr(one, name, value)
    one.act, one.addressees = read["act"] or "", read["addressees"] or []
    one.followed_version, one.followed_reading = one.version or 0, one.reading or 0  # type: ignore[attr-defined]
    if moved and one.kind == rules.Kind.MANDATE:
        course.amend(one, since=one.begins_on, onward=True, due_on=now)
        one.revision += 1
    one.save()
    if one.kind == rules.Kind.MANDATE:
        keep_due(one, by=by, on=on)


@transaction.atomic
def confirm_text(*, mandate: Mandate, seen: int, by: Person, on: date) -> Mandate:
    """Say that a mandate stands as it is although its words changed or are gone."""
    one = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    rules.check_seen(revision=one.revision, seen=seen, theirs=one.look, yours=rules.Look.NO)
    before, one.look = one.look, rules.Look.NO
    one.revision += 1
    one.save(update_fields=["look", "revision"])
    trail.record(
        what="mandates.text_confirmed", about=one.as_party(), by=by.as_party(), content={"before": before}
    )
    return one
