"""Roles given to persons, suspended and ended."""

from datetime import date

from django.db import transaction

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person, Posting
from dispositif.people.rules import STATE, Role, check_named
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Participant


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: Role,
    by: Person,
    on: date,
    until: date | None = None,
    entity: Entity | None = None,
    participant: Participant | None = None,
    note_reference: str = "",
    note_on: date | None = None,
) -> Posting:
    """Give a person a role from a day on: in an entity, for a participant, or (neither) everywhere.

    A delegation needs the State and the note verbale that names her; `check_named` refuses otherwise.
    """
    _check_days(on, until)
    of_state = participant is not None
    check_named(role, of_state=of_state, reference=note_reference, note_on=note_on, on=on)
    posting = Posting.objects.create(
        person=person,
        role=role,
        starts_on=on,
        ends_on=until,
        note_reference=note_reference.strip(),
        note_on=note_on,
        **_scope(entity, participant),
    )
    said = {"role": role, "from": on, "until": until, "note": posting.note_reference, "note_on": note_on}
    where = {"entity": entity.code} if entity else {"participant": participant.code} if participant else {}
    content = {name: value for name, value in said.items() if value} | where
    trail.record(what="people.appointed", about=person.as_party(), by=by.as_party(), content=content)
    return posting


@transaction.atomic
def suspend(*, posting: Posting, why: str, by: Person) -> None:
    """The role rests until it is resumed: pending guidance on who may speak for a State, for instance."""
    if not why.strip():
        raise Refusal(
            "people.suspended_without_reason", phrase("Say why the posting is suspended."), field="why"
        )
    if Posting.objects.filter(pk=posting.pk, suspended=False).update(suspended=True):
        about, content = posting.person.as_party(), {"role": posting.role}
        trail.record(
            what="people.posting_suspended", about=about, by=by.as_party(), content=content, why=why.strip()
        )


@transaction.atomic
def resume(*, posting: Posting, by: Person) -> None:
    """The role is held again, within its days."""
    if Posting.objects.filter(pk=posting.pk, suspended=True).update(suspended=False):
        about, content = posting.person.as_party(), {"role": posting.role}
        trail.record(what="people.posting_resumed", about=about, by=by.as_party(), content=content)


@transaction.atomic
def end(*, posting: Posting, until: date, by: Person) -> None:
    """The last day of a posting; one that was to end later ends on this day."""
    _check_days(posting.starts_on, until)
    Posting.objects.filter(pk=posting.pk).update(ends_on=until)
    about, content = posting.person.as_party(), {"role": posting.role, "until": until}
    trail.record(what="people.posting_ended", about=about, by=by.as_party(), content=content)


def _check_days(first: date, until: date | None) -> None:
    if until is not None and until < first:
        raise Refusal(
            "people.posting_term",
            phrase("A posting that begins on %(on)s cannot end on %(until)s."),
            field="until",
            on=first,
            until=until,
        )


def _scope(entity: Entity | None, participant: Participant | None) -> dict[str, object]:
    if entity is not None:
        return {"scope_kind": "entity", "scope_uuid": entity.uuid}
    return {"scope_kind": STATE, "scope_uuid": participant.uuid} if participant is not None else {}
