"""Who came to a session, as its list of participants says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dispositif.instruments import sessions as rules
from dispositif.instruments.models import Attendance, Session
from dispositif.instruments.queries.session import check_existed, sitting_of
from dispositif.instruments.sessions import Presence
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Participant


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody in a list of participants."""

    who: Participant | Entity
    presence: Presence = Presence.DELEGATION


@dataclass(frozen=True, slots=True)
class Written:
    """What a list of participants changed."""

    new: int
    changed: int
    same: int


@transaction.atomic
def record_attendance(
    *, session: Session, present: Sequence[Present], source: str, by: Person, on: date
) -> Written:
    """Who stands in the list of participants. Handed in twice, the second changes nothing.

    Refused as a whole where a session has not begun, or a participant did not exist on its first day.
    """
    source = rules.check_said(source, "source", 300)
    one = Session.objects.select_for_update().get(pk=session.pk)
    _check_present(one, present, on)
    lines = Attendance.objects.filter(session=one, superseded_at=None)
    known = {(line.participant_id, line.entity_id): line for line in lines}
    fresh, over = [], []
    for each in {_key(each.who): each for each in present}.values():
        before = known.get(_key(each.who))
        if before is None or (before.presence, before.source) != (each.presence, source):
            fresh.append(each)
            over += [before.pk] if before else []
    at = moment()
    Attendance.objects.filter(pk__in=over).update(superseded_at=at)
    Attendance.objects.bulk_create(_line(one, each, source, at) for each in fresh)
    if fresh:
        content = {"who": sorted(each.who.code for each in fresh), "source": source}
        trail.record(
            what="instruments.attendance_recorded",
            about=session.as_party(),
            by=by.as_party(),
            content=content,
        )
    return Written(len(fresh) - len(over), len(over), len({_key(one.who) for one in present}) - len(fresh))


def _check_present(session: Session, present: Sequence[Present], on: date) -> None:
    began = sitting_of(session).since_on
    if began is None or began > on:
        said = phrase("Who came can be recorded once the session has begun: its first day is %(day)s.")
        day = began.isoformat() if began else phrase("not known")
        raise Refusal("sessions.attended_too_early", said, field="who", day=day)
    if not present:
        raise Refusal("sessions.nobody", phrase("Name at least one participant."), field="who")
    check_existed([each.who for each in present if isinstance(each.who, Participant)], began)


def _key(who: Participant | Entity) -> tuple[int | None, int | None]:
    return (who.pk, None) if isinstance(who, Participant) else (None, who.pk)


def _line(session: Session, each: Present, source: str, at: datetime) -> Attendance:
    participant, entity = _key(each.who)
    return Attendance(
        session=session,
        participant_id=participant,
        entity_id=entity,
        presence=each.presence,
        source=source,
        recorded_at=at,
    )


@transaction.atomic
def withdraw_attendance(*, line: Attendance, why: str, by: Person, on: date) -> None:
    """Take out a line that was recorded by mistake: nothing is known of them then, and nobody is absent."""
    del on
    why = rules.check_said(why, "why", 400)
    if not Attendance.objects.filter(pk=line.pk, superseded_at=None).update(superseded_at=moment()):
        said = phrase("Somebody took this line out meanwhile.")
        raise Refusal("sessions.line_gone", said, field="line")
    who = line.participant or line.entity
    content = {"who": [who.code if who else ""]}
    trail.record(
        what="instruments.attendance_withdrawn",
        about=line.session.as_party(),
        by=by.as_party(),
        content=content,
        why=why,
    )
