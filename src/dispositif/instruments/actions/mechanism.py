"""Review mechanisms: offices named, questionnaires sent and answered, contributions made."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from dispositif.instruments import sessions as rules
from dispositif.instruments.models import Answer, Contribution, FocalPoint, Questionnaire
from dispositif.instruments.queries.session import check_existed
from dispositif.instruments.sessions import Basis, Mechanism
from dispositif.kernel.money import Money
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Entity, Participant


@transaction.atomic
def name_focal_point(
    *,
    mechanism: Mechanism,
    participant: Participant,
    office: str,
    reference: str,
    since_on: date,
    by: Person,
    on: date,
) -> FocalPoint:
    """The office that a State named, by the communication that names it: never a person's name."""
    rules.check_past(since_on, on, "since_on")
    check_existed([participant], since_on)
    said: dict[str, Any] = {
        "office": rules.check_said(office, "office", 300),
        "reference": rules.check_said(reference, "reference", 200),
        "since_on": since_on,
    }
    running = FocalPoint.objects.filter(mechanism=mechanism, participant=participant, superseded_at=None)
    twice = Refusal(
        "sessions.named_already",
        phrase("%(who)s has named this office already."),
        field="office",
        who=participant.code,
    )
    same = running.filter(office=said["office"])
    if same.filter(Q(until_on=None) | Q(since_on=since_on)).exists():
        raise twice
    try:
        with transaction.atomic():
            one = FocalPoint.objects.create(
                mechanism=mechanism, participant=participant, **said, recorded_at=moment()
            )
    except IntegrityError as error:
        raise twice from error
    content = {"office": one.office, "reference": one.reference, "since": since_on}
    trail.record(
        what="instruments.focal_point_named", about=one.as_party(), by=by.as_party(), content=content
    )
    return one


@transaction.atomic
def release_focal_point(*, point: FocalPoint, until_on: date, by: Person, on: date) -> FocalPoint:
    """The office is the focal point no more after a day: what was known before stays readable."""
    rules.check_past(until_on, on, "until_on")
    rules.check_order(point.since_on, until_on, "until_on")
    at = moment()
    if not FocalPoint.objects.filter(pk=point.pk, superseded_at=None).update(superseded_at=at):
        raise Refusal("sessions.point_gone", phrase("Somebody changed this office meanwhile."), field="point")
    names = ("mechanism", "participant", "office", "reference", "since_on")
    kept = {name: getattr(point, name) for name in names}
    one = FocalPoint.objects.create(**kept, until_on=until_on, recorded_at=at)
    trail.record(
        what="instruments.focal_point_released",
        about=one.as_party(),
        by=by.as_party(),
        content={"office": one.office, "until": until_on},
    )
    return one


@transaction.atomic
def send_questionnaire(
    *,
    mechanism: Mechanism,
    title: str,
    sent_on: date,
    due_on: date,
    addressed: Sequence[Participant],
    source: str,
    by: Person,
    on: date,
) -> Questionnaire:
    """A questionnaire, and whom it went to: each has a line until the answer is in, and after."""
    title, source = rules.check_said(title, "title", 400), rules.check_said(source, "source", 300)
    rules.check_past(sent_on, on, "sent_on")
    rules.check_order(sent_on, due_on, "due_on")
    to = {one.pk: one for one in addressed}
    if not to:
        raise Refusal("sessions.nobody", phrase("Name at least one participant."), field="who")
    check_existed(to.values(), sent_on)
    try:
        with transaction.atomic():
            one = Questionnaire.objects.create(
                mechanism=mechanism, title=title, sent_on=sent_on, source=source
            )
    except IntegrityError as error:
        said = phrase("A questionnaire of this title was sent that day already.")
        raise Refusal("sessions.questionnaire_twice", said, field="title") from error
    at = moment()
    Answer.objects.bulk_create(
        Answer(questionnaire=one, participant_id=pk, due_on=due_on, source=source, recorded_at=at)
        for pk in to
    )
    content = {"since": sent_on, "due_on": due_on, "rows": len(to), "source": source}
    trail.record(
        what="instruments.questionnaire_sent", about=one.as_party(), by=by.as_party(), content=content
    )
    return one


@transaction.atomic
def receive_answer(
    *,
    questionnaire: Questionnaire,
    participant: Participant,
    received_on: date,
    source: str,
    by: Person,
    on: date,
) -> Answer:
    """The answer of a State that was asked; said again with another day, it corrects the first."""
    source = rules.check_said(source, "source", 300)
    rules.check_past(received_on, on, "received_on")
    if received_on < questionnaire.sent_on:
        raise Refusal(
            "sessions.answered_before",
            phrase("The answer would be of %(day)s, but the questionnaire was sent on %(sent)s."),
            field="received_on",
            day=received_on.isoformat(),
            sent=questionnaire.sent_on.isoformat(),
        )
    lines = Answer.objects.select_for_update().filter(questionnaire=questionnaire, superseded_at=None)
    line = lines.filter(participant=participant).first()
    if line is None:
        said = phrase("The questionnaire did not go to %(who)s.")
        raise Refusal("sessions.not_asked", said, field="who", who=participant.code)
    if (line.received_on, line.source) == (received_on, source):
        return line
    content = {"who": [participant.code], "before": line.received_on, "after": received_on, "source": source}
    one = _replaced(line, received_on=received_on, source=source)
    trail.record(
        what="instruments.answer_received", about=questionnaire.as_party(), by=by.as_party(), content=content
    )
    return one


@transaction.atomic
def extend_questionnaire(
    *, questionnaire: Questionnaire, due_on: date, source: str, by: Person, on: date
) -> int:
    """Another day for those that have not answered yet; how many that changes."""
    del on
    source = rules.check_said(source, "source", 300)
    rules.check_order(questionnaire.sent_on, due_on, "due_on")
    lines = Answer.objects.select_for_update().filter(questionnaire=questionnaire, superseded_at=None)
    open_lines = list(lines.filter(received_on=None).exclude(due_on=due_on))
    for line in open_lines:
        _replaced(line, due_on=due_on, source=source)
    if open_lines:
        content = {"due_on": due_on, "rows": len(open_lines), "source": source}
        trail.record(
            what="instruments.questionnaire_extended",
            about=questionnaire.as_party(),
            by=by.as_party(),
            content=content,
        )
    return len(open_lines)


def _replaced(line: Answer, **said: Any) -> Answer:
    """Supersede a line and add what it says now."""
    at = moment()
    Answer.objects.filter(pk=line.pk).update(superseded_at=at)
    held = {name: getattr(line, name) for name in ("questionnaire", "participant", "due_on", "received_on")}
    return Answer.objects.create(**held | said, recorded_at=at)


@transaction.atomic
def record_contribution(
    *,
    mechanism: Mechanism,
    giver: Participant | Entity,
    basis: Basis,
    money: Money | None,
    words: str,
    in_kind: bool,
    made_on: date,
    source: str,
    by: Person,
    on: date,
) -> Contribution:
    """What somebody pledged or gave: an amount, or in kind, in words and valued or not."""
    source = rules.check_said(source, "source", 300)
    rules.check_past(made_on, on, "made_on")
    said = rules.check_said(words, "words", 400) if in_kind or words.strip() else ""
    if money is None and not in_kind:
        refused = phrase("Give the amount; what is given in kind is said in words.")
        raise Refusal("sessions.no_amount", refused, field="amount")
    if isinstance(giver, Participant):
        check_existed([giver], made_on)
    given = {
        "mechanism": mechanism,
        "basis": basis,
        "in_kind": in_kind,
        "words": said,
        "on": made_on,
        **_columns(giver, money),
    }
    _check_once(given)
    one = Contribution.objects.create(**given, source=source, recorded_at=moment())
    trail.record(
        what="instruments.contribution_recorded",
        about=one.as_party(),
        by=by.as_party(),
        content=_given(one),
    )
    return one


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, why: str, by: Person, on: date) -> None:
    """Take out what was recorded by mistake; to correct an amount, take it out and record it anew."""
    del on
    why = rules.check_said(why, "why", 400)
    rows = Contribution.objects.filter(pk=contribution.pk, superseded_at=None)
    if not rows.update(superseded_at=moment()):
        refused = phrase("Somebody took this contribution out meanwhile.")
        raise Refusal("sessions.contribution_gone", refused, field="contribution")
    trail.record(
        what="instruments.contribution_withdrawn",
        about=contribution.as_party(),
        by=by.as_party(),
        content=_given(contribution),
        why=why,
    )


def _check_once(given: dict[str, Any]) -> None:
    """Refuse what stands there already, of whatever source: a form sent twice would count twice.

    The lock, kept until the end of the transaction, makes the second of two wait for the first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('instruments.contribution'))")
    if Contribution.objects.filter(**given, superseded_at=None).exists():
        raise Refusal(
            "sessions.contribution_twice",
            phrase(
                "This contribution is recorded already. If it is another one, say in words what it is for."
            ),
            field="words",
        )


def _columns(giver: Participant | Entity, money: Money | None) -> dict[str, Any]:
    """Who gave and how much, as the table holds it."""
    return {
        "participant": giver if isinstance(giver, Participant) else None,
        "entity": giver if isinstance(giver, Entity) else None,
        "minor": money.minor if money else None,
        "currency": money.currency.code if money else "",
    }


def _given(one: Contribution) -> dict[str, Any]:
    amount = f"{one.money.major} {one.currency}" if one.money else ""
    giver = one.participant or one.entity
    return {
        "who": [giver.code if giver else ""],
        "basis": one.basis,
        "amount": amount,
        "text": one.words,
        "on": one.on,
    }
