"""Moves: a request goes one step on, signed and dated, and its State is told."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from dispositif.assistance.actions.due import open_step
from dispositif.assistance.actions.standing import check_right, held
from dispositif.assistance.actions.telling import tell_of_move
from dispositif.assistance.models import Move, Request
from dispositif.assistance.rules import ANSWERED, DAYS, NEEDED, Status, check_move
from dispositif.assistance.rules import Move as Step
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person
from dispositif.trail import actions as trail

LONGEST = 4_000


class Said(NamedTuple):
    """What is said with a step; which of it a step needs stands in the table of moves."""

    reason: str
    consent_reference: str
    until_on: date | None
    action_taken: str
    effect: str


@transaction.atomic
def move(
    *,
    request: Request,
    name: str,
    seen: int,
    by: Person,
    on: date,
    reason: str = "",
    consent_reference: str = "",
    until_on: date | None = None,
    action_taken: str = "",
    effect: str = "",
) -> Request:
    """Take the step of this name. Refused: no such step from here, a right that lacks, something not said."""
    now = held(request, seen)
    step = check_move(name, Status(now.status))
    check_right(step.right, by, on)
    given = Said(reason.strip(), consent_reference.strip(), until_on, action_taken.strip(), effect.strip())
    _check_said(step, given, on)
    before = now.status
    _write(now, step, given, on)
    Move.objects.create(
        request=now,
        before=before,
        after=step.target,
        moved_on=on,
        by=by.uuid,
        by_name=by.name,
        reason=given.reason,
        consent_reference=given.consent_reference,
        until_on=until_on,
    )
    open_step(now, before=before, by=by, on=on)
    content = {"before": before, "after": step.target.value}
    trail.record(what="assistance.moved", about=now.as_party(), by=by.as_party(), content=content)
    tell_of_move(now, by=by, on=on)
    return now


def _check_said(step: Step, given: Said, on: date) -> None:
    for name in step.needs:
        if not getattr(given, name):
            raise Refusal(
                "assistance.step_says_more",
                phrase("This step asks for more: %(needed)s."),
                field=name,
                needed=NEEDED[name],
            )
    for name, words in given._asdict().items():
        if isinstance(words, str) and len(words) > LONGEST:
            said = phrase("At most %(most)s characters; these are %(given)s.")
            raise Refusal("assistance.too_long", said, field=name, most=LONGEST, given=len(words))
    if given.until_on is not None and given.until_on <= on:
        said = phrase("A day to come: later than %(on)s.")
        raise Refusal("assistance.deferred_into_the_past", said, field="until_on", on=on)


def _write(request: Request, step: Step, given: Said, on: date) -> None:
    request.status, request.status_on = step.target, on
    days = DAYS.get(step.target)
    request.due_on = given.until_on or (on + timedelta(days) if days else None)
    if step.target in ANSWERED and request.answered_on is None:
        request.answered_on = on
    if step.target is Status.DELIVERED:
        request.delivered_on = on
    for name in ("action_taken", "effect"):
        if getattr(given, name):
            setattr(request, name, getattr(given, name))
    request.revision += 1
    request.save()
