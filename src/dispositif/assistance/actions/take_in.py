"""Requests taken in, from a delegation or by an officer for it, and put right before their examination."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from dispositif.assistance import receipts, rules
from dispositif.assistance.actions.due import open_step
from dispositif.assistance.actions.index import index
from dispositif.assistance.actions.standing import check_right, held
from dispositif.assistance.models import Move, Request
from dispositif.assistance.rules import DAYS, LENGTHS, REQUIRED, Channel, Status, check_note_day, check_words
from dispositif.instruments.models import Instrument
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.people.models import Person
from dispositif.people.queries import acting_of
from dispositif.people.rules import Role, not_allowed
from dispositif.trail import actions as trail
from dispositif.world.models import Participant, Theme
from dispositif.world.queries import universe
from dispositif.world.rules import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """What a note verbale says. `urgent` only where the State says so, with its reasons in `urgency`."""

    note_reference: str
    note_on: date
    authority: str
    theme: Theme
    kind: rules.Kind
    asked: str
    received_on: date
    instrument: Instrument | None = None
    article: str = ""
    territory: str = ""
    urgent: bool = False
    urgency: str = ""
    security_forces: bool = False
    sensitivity: Sensitivity = Sensitivity.CONFIDENTIAL


_NAMES = tuple(field.name for field in fields(Asked))


@transaction.atomic
def take_in(
    *, state: Participant, asked: Asked, by: Person, on: date, channel: Channel | None = None
) -> Request:
    """A request received, with its receipt number. `channel` follows from who hands it in unless it is said.

    Refused: a State for which the person does not speak, a note taken in already, fields amiss.
    """
    acting = acting_of(by, on)
    own = state.uuid in acting.speaks_for
    if not own and Role.SECRETARIAT not in acting.roles:
        raise not_allowed("assistance.hand_in")
    if universe(on).get(state.code, Kind.REIO) is Kind.REIO:
        raise Refusal("assistance.no_state", phrase("Assistance is for States: say which."), field="state")
    said = _checked(asked, on)
    _check_fresh(state, said)
    request = _written(
        receipt=receipts.drawn(),
        state=state,
        channel=channel or (Channel.DELEGATION if own else Channel.OFFICER),
        recorded_by=by.uuid,
        concerned=[] if own else [by.uuid],
        status_on=on,
        due_on=on + timedelta(DAYS[Status.RECEIVED]),
        **said,
    )
    Move.objects.create(request=request, after=Status.RECEIVED, moved_on=on, by=by.uuid, by_name=by.name)
    index(request)
    open_step(request, by=by, on=on)
    content = {"channel": request.channel, "received_on": request.received_on}
    trail.record(what="assistance.taken_in", about=request.as_party(), by=by.as_party(), content=content)
    return request


@transaction.atomic
def amend(*, request: Request, asked: Asked, seen: int, by: Person, on: date) -> Request:
    """Put right what a request says, until its examination begins."""
    check_right("assistance.hand_in", by, on)
    now = held(request, seen)
    if now.status not in (Status.RECEIVED, Status.COMPLETE):
        said = phrase("This request is being examined: what it asks can no longer be changed.")
        raise Refusal("assistance.under_examination", said)
    wanted = _checked(asked, on) | {"sensitivity": now.sensitivity}
    if now.sensitivity == Sensitivity.STRICTLY_CONFIDENTIAL:
        wanted["asked"] = ""
    changed = sorted(name for name, value in wanted.items() if getattr(now, name) != value)
    if not changed:
        return now
    Request.objects.filter(pk=now.pk).update(**wanted, revision=F("revision") + 1)
    now.refresh_from_db()
    index(now)
    content = {"fields": changed}
    trail.record(what="assistance.amended", about=now.as_party(), by=by.as_party(), content=content)
    return now


def _checked(asked: Asked, on: date) -> dict[str, Any]:
    """The columns that the note fills."""
    check_note_day(asked.note_on, asked.received_on, on)
    strict = asked.sensitivity is Sensitivity.STRICTLY_CONFIDENTIAL
    said = {name: getattr(asked, name) for name in _NAMES}
    needed = set(REQUIRED) - ({"asked"} if strict else set()) | ({"urgency"} if asked.urgent else set())
    for name in LENGTHS:
        said[name] = check_words(name, said[name], required=name in needed)
    if strict and said["asked"]:
        raise Refusal(
            "assistance.strict_by_reference",
            phrase("Strictly confidential material is held by reference only: leave this empty."),
            field="asked",
        )
    if asked.sensitivity is Sensitivity.UNCLASSIFIED:
        raise Refusal(
            "assistance.begins_confidential",
            phrase("A request begins confidential: the State’s consent is recorded before it is opened."),
            field="sensitivity",
        )
    said["urgency"] = said["urgency"] if asked.urgent else ""
    return said


def _check_fresh(state: Participant, said: dict[str, Any]) -> None:
    """“No asking twice”: the same note of the same State on the same matter is one request."""
    names = ("note_reference", "note_on", "theme", "kind")
    same = Request.objects.filter(state=state, **{name: said[name] for name in names}).first()
    if same is not None:
        raise _twice(same.receipt)


def _written(**columns: Any) -> Request:
    try:
        with transaction.atomic():
            return Request.objects.create(**columns)
    except IntegrityError as clash:
        if "request_once_a_note" not in str(clash):
            raise
        raise _twice("") from clash


def _twice(receipt: str) -> Refusal:
    return Refusal(
        "assistance.taken_in_already",
        phrase("This note verbale has been taken in already. Receipt: %(receipt)s."),
        field="note_reference",
        receipt=receipt or "–",
    )
