"""Sessions of the three bodies: a correction supersedes what was known of when and where, and adds to it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from dispositif.instruments import sessions as rules
from dispositif.instruments.facts import table
from dispositif.instruments.models import Session, Sitting
from dispositif.instruments.sessions import Held, Part, Span
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.models import Entity
from dispositif.world.rules import identity

TABLE = Party("sessions", identity("sessions", "facts"), "Facts on sessions")


@transaction.atomic
def record_session(
    *,
    body: Entity,
    number: int,
    part: Part,
    held: Held,
    place: str,
    span: Span,
    source: str,
    by: Person,
    on: date,
) -> Session:
    """A session that nobody has recorded; refused where its body is none of the three, or it is held."""
    if body.code not in rules.BODIES:
        said = phrase("Sessions are recorded of %(bodies)s.")
        raise Refusal("sessions.body", said, field="body", bodies=", ".join(rules.BODIES))
    if not 0 < number < 1000:
        said = phrase("Sessions are numbered from 1 on.")
        raise Refusal("sessions.number", said, field="number")
    sitting = _sitting(held, place, span, source, by, on)
    try:
        with transaction.atomic():
            session = Session.objects.create(body=body, number=number, part=part)
    except IntegrityError as error:
        raise Refusal(
            "sessions.twice",
            phrase("%(session)s is recorded already: correct it there."),
            field="number",
            session=f"{body.code} {rules.slug(number, part)}",
        ) from error
    Sitting.objects.create(session=session, **sitting, recorded_at=moment())
    trail.record(
        what="instruments.session_recorded",
        about=session.as_party(),
        by=by.as_party(),
        content=_told(sitting),
    )
    return session


@transaction.atomic
def correct_session(
    *, session: Session, held: Held, place: str, span: Span, source: str, seen: int, by: Person, on: date
) -> Session:
    """Say anew when and where it sat; `seen` is the revision that the author looked at."""
    sitting = _sitting(held, place, span, source, by, on)
    one = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    if one.revision != seen:
        said = phrase("Somebody corrected this session meanwhile: look at it again.")
        raise Refusal("sessions.stale", said, field="seen")
    at = moment()
    Sitting.objects.filter(session=one, superseded_at=None).update(superseded_at=at)
    Sitting.objects.create(session=one, **sitting, recorded_at=at)
    one.revision += 1
    one.save()
    trail.record(
        what="instruments.session_corrected", about=one.as_party(), by=by.as_party(), content=_told(sitting)
    )
    return one


def _sitting(held: Held, place: str, span: Span, source: str, by: Person, on: date) -> dict[str, Any]:
    """The columns of a sitting, looked through."""
    rules.check_span(span, held, on)
    return {
        "held": held,
        "place": rules.check_said(place, "place", 100) if place.strip() else "",
        "since_on": span.since_on,
        "until_on": span.until_on,
        "source": rules.check_said(source, "source", 300),
        "recorded_by": by.name,
    }


def _told(sitting: dict[str, Any]) -> dict[str, Any]:
    """What the trail holds of it."""
    names = {"held": "held", "place": "place", "since": "since_on", "until": "until_on", "source": "source"}
    return {name: sitting[column] for name, column in names.items()}


@transaction.atomic
def load_sessions(*, by: Party, on: date) -> int:
    """Bring the sessions in line with the table of the package; how many rows were written.

    A second run writes nothing; what a person corrected stays as the person said. Nothing is removed.
    """
    bodies = {one.code: one for one in Entity.objects.filter(code__in=rules.BODIES)}
    written = sum(_settle(row, bodies[row["body"]]) for row in table("sessions"))
    if written:
        trail.record(
            what="instruments.sessions_loaded", about=TABLE, by=by, content={"on": on, "rows": written}
        )
    return written


def _settle(row: dict[str, str], body: Entity) -> bool:
    """Write one session of the table, if it differs from what is held."""
    key = {"body": body, "number": int(row["number"]), "part": row["part"]}
    uuid = identity("session", f"{row['body']}:{row['number']}:{row['part']}")
    session, _fresh = Session.objects.get_or_create(**key, defaults={"uuid": uuid})
    wanted = {name: row[name] for name in ("held", "place", "source")}
    days = {name: date.fromisoformat(row[name]) for name in ("since_on", "until_on")}
    said = wanted | days | {"doubtful": row["doubtful"].split()}
    held = Sitting.objects.filter(session=session, superseded_at=None).first()
    if held and (held.recorded_by or all(getattr(held, name) == value for name, value in said.items())):
        return False
    at = moment()
    if held:
        Sitting.objects.filter(pk=held.pk).update(superseded_at=at)
    Sitting.objects.create(session=session, **said, recorded_at=at)
    return True
