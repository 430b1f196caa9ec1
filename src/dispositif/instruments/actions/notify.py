"""What depositaries notify one by one, what participants state and report; who an unresolved name is."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dispositif.instruments.actions.register import check_seen
from dispositif.instruments.models import Action, Instrument, Procedure, Statement, Unresolved
from dispositif.instruments.queries import register as queries
from dispositif.instruments.registers.acts import Entry, Held
from dispositif.instruments.registers.check import doubts, repeated
from dispositif.instruments.registers.reading import LONGEST
from dispositif.instruments.rules import KINDS, STATEMENTS, Kind, Made
from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world.models import Participant
from dispositif.world.queries import name_of

WORDS = 20_000
"""Characters of a statement or of a report."""


@transaction.atomic
def record_action(
    *,
    instrument: Instrument,
    participant: Participant,
    kind: Kind,
    on_day: date,
    effective_on: date | None,
    symbol: str,
    source: str,
    seen: int,
    by: Person,
    on: date,
) -> Action:
    """Write one action by hand, as a depositary notified it (`symbol`, such as C.N.12.2026.TREATIES).

    `seen` is the revision of the instrument's register that its author looked at.
    """
    one = _locked(instrument, seen)
    said = _said(source=source, symbol=symbol)
    _known(kind, KINDS, "kind")
    name = str(name_of(participant, "en", on_day))
    entry = Entry(0, "on_day", one.code, name, Kind(kind), on_day, effective_on, participant=participant.code)
    _check(entry, one, on)
    written = _act(entry, one, participant, said)
    _moved(one)
    trail.record(
        what="instruments.action_recorded", about=one.as_party(), by=by.as_party(), content=_told(written)
    )
    return written


@transaction.atomic
def strike_action(*, action: Action, reason: str, seen: int, by: Person, on: date) -> Action:
    """Take out an action that turned out wrong: it stays as what was known until now."""
    one = _locked(action.instrument, seen)
    held = Action.objects.select_for_update().get(pk=action.pk)
    if held.superseded_at is not None:
        raise Refusal("instruments.struck", phrase("This action is taken out already."), field="action")
    why = _reason(reason)
    held.superseded_at = moment()
    held.save(update_fields=["superseded_at"])
    _moved(one)
    trail.record(
        what="instruments.action_struck",
        about=one.as_party(),
        by=by.as_party(),
        content=_told(held) | {"on": on},
        why=why,
    )
    return held


@transaction.atomic
def record_statement(
    *,
    instrument: Instrument,
    participant: Participant,
    kind: Made,
    made_on: date | None,
    text: str,
    language: str,
    source: str,
    symbol: str,
    by: Person,
    on: date,
) -> Statement:
    """Write a reservation, declaration, objection or notification in the words of who made it."""
    _known(kind, STATEMENTS, "kind")
    _known(language, BY_CODE, "language")
    _can_state(instrument, participant, made_on, "made_on", on)
    said, text = _said(source=source, symbol=symbol), _words(text, "text")
    same = {"kind": kind, "made_on": made_on, "text": text}
    _once(Statement.objects.filter(instrument=instrument, participant=participant, **same), "text")
    written = Statement.objects.create(
        instrument=instrument,
        participant=participant,
        kind=Made(kind).value,
        made_on=made_on,
        text=text,
        language=language,
        recorded_at=moment(),
        **said,
    )
    content = {"kind": written.kind, "participant": participant.code, "day": made_on, **said}
    trail.record(
        what="instruments.statement_recorded",
        about=instrument.as_party(),
        by=by.as_party(),
        content=content,
    )
    return written


@transaction.atomic
def report_procedure(
    *,
    instrument: Instrument,
    participant: Participant,
    reported_on: date,
    words: str,
    source: str,
    by: Person,
    on: date,
) -> Procedure:
    """Write that a participant reports its national procedure towards joining to be under way."""
    _can_state(instrument, participant, reported_on, "reported_on", on)
    said = _said(source=source)
    same = {"instrument": instrument, "participant": participant, "reported_on": reported_on}
    _once(Procedure.objects.filter(**same), "reported_on")
    written = Procedure.objects.create(
        instrument=instrument,
        participant=participant,
        reported_on=reported_on,
        words=_words(words, "words"),
        source=said["source"],
        recorded_at=moment(),
    )
    content = {"participant": participant.code, "day": reported_on, "source": written.source}
    trail.record(
        what="instruments.procedure_reported",
        about=instrument.as_party(),
        by=by.as_party(),
        content=content,
    )
    return written


@transaction.atomic
def settle_name(*, unresolved: Unresolved, participant: Participant, by: Person, on: date) -> Action:
    """Say who an unresolved name is: its action counts from now on, and so it is read in later imports.

    Where that participant has just this action already, the name was another way of writing it.
    """
    waiting, one = _waiting(unresolved)
    entry = Entry(
        number=0,
        column="participant",
        instrument=one.code,
        name=waiting.printed,
        kind=Kind(waiting.kind),
        on=waiting.on,
        effective_on=waiting.effective_on,
        participant=participant.code,
    )
    held = Action.objects.filter(
        instrument=one, participant=participant, kind=entry.kind, on=entry.on, superseded_at=None
    ).first()
    if held is None:
        _check(entry, one, on)
        held = _act(entry, one, participant, {"source": waiting.source, "symbol": waiting.symbol})
    _settle(waiting, one, by, settled_as=participant)
    trail.record(
        what="instruments.name_settled",
        about=one.as_party(),
        by=by.as_party(),
        content={"name": waiting.printed, "participant": participant.code, **_day(waiting)},
    )
    return held


@transaction.atomic
def set_aside_name(*, unresolved: Unresolved, reason: str, by: Person, on: date) -> Unresolved:
    """Leave an unresolved name out, for a reason that stays with it; it blocks its instrument no more."""
    waiting, one = _waiting(unresolved)
    why = _reason(reason)
    _settle(waiting, one, by, reason=why)
    trail.record(
        what="instruments.name_set_aside",
        about=one.as_party(),
        by=by.as_party(),
        content={"name": waiting.printed, **_day(waiting), "on": on},
        why=why,
    )
    return waiting


def _locked(instrument: Instrument, seen: int | None = None) -> Instrument:
    one = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if seen is not None:
        check_seen(one, seen)
    return one


def _waiting(unresolved: Unresolved) -> tuple[Unresolved, Instrument]:
    """The name, its instrument locked first; refuses one that somebody settled meanwhile."""
    one = _locked(unresolved.instrument)
    waiting = Unresolved.objects.select_for_update().get(pk=unresolved.pk)
    if waiting.settled_at is not None:
        raise Refusal(
            "instruments.settled",
            phrase("“%(name)s” is settled already."),
            field="participant",
            name=waiting.printed,
        )
    return waiting, one


def _settle(waiting: Unresolved, one: Instrument, by: Person, **how: Any) -> None:
    for name, value in how.items():
        setattr(waiting, name, value)
    waiting.settled_at, waiting.settled_by = moment(), by.name
    waiting.save()
    _moved(one)


def _check(entry: Entry, one: Instrument, on: date) -> None:
    """Refuse what an import would refuse, in the same words."""
    life = queries.lives().get(entry.participant)
    faults = blocking(doubts(entry, queries.terms(one), life, on))
    _refuse(faults or blocking(repeated([*_others(entry, one), replace(entry, number=1)])))


def _others(entry: Entry, one: Instrument) -> list[Held]:
    """What is held of the same participant."""
    held = queries.held([one.code])
    return [act for act in held if not act.waiting and act.participant == entry.participant]


def _act(entry: Entry, one: Instrument, participant: Participant, said: dict[str, str]) -> Action:
    return Action.objects.create(
        instrument=one,
        participant=participant,
        kind=entry.kind.value,
        on=entry.on,
        effective_on=entry.effective_on,
        printed=entry.name,
        recorded_at=moment(),
        **said,
    )


def _moved(one: Instrument) -> None:
    one.revision += 1
    one.save(update_fields=["revision"])


def _said(**given: str) -> dict[str, str]:
    """The source, which must be named, and the symbol, which may be."""
    said = {name: " ".join(value.split()) for name, value in given.items()}
    if not said["source"]:
        raise Refusal("instruments.no_source", phrase("Say where this is from."), field="source")
    for name, value in said.items():
        if len(value) > LONGEST[name]:
            raise _long(name, LONGEST[name])
    return said


def _words(said: str, field: str) -> str:
    words = said.strip()
    if not words:
        raise Refusal("instruments.no_words", phrase("The words themselves are missing."), field=field)
    if len(words) > WORDS:
        raise _long(field, WORDS)
    return words


def _reason(said: str) -> str:
    reason = " ".join(said.split())
    if not reason:
        raise Refusal("instruments.no_reason", phrase("Say why."), field="reason")
    if len(reason) > (most := 400):
        raise _long("reason", most)
    return reason


def _long(field: str, most: int) -> Refusal:
    said = phrase("This has more than %(most)s characters.")
    return Refusal("instruments.long", said, field=field, most=most)


def _known(code: str, table: Any, field: str) -> None:
    if code not in table:
        said = phrase("“%(said)s” is not among what can be chosen.")
        raise Refusal("instruments.no_choice", said, field=field, said=str(code)[:40])


def _once(same: QuerySet[Any], field: str) -> None:
    """Refuse what is recorded like this already: a form that was sent twice."""
    if same.filter(superseded_at=None).exists():
        raise Refusal("instruments.said_already", phrase("This is recorded already."), field=field)


def _can_state(
    instrument: Instrument, participant: Participant, day: date | None, field: str, on: date
) -> None:
    """Refuse a day to come, one before adoption, and whom the instrument is not open to on that day."""
    name = str(participant)
    entry = Entry(0, field, instrument.code, name, Kind.ACCESSION, day or on, None, participant=name)
    life = queries.lives().get(participant.code) if day else None
    _refuse(blocking(doubts(entry, queries.terms(instrument), life, on)))


def _refuse(faults: list[Finding]) -> None:
    if faults:
        worst = faults[0]
        raise Refusal(worst.code, worst.reason, field=worst.column, **worst.facts)


def _told(action: Action) -> dict[str, object]:
    said: dict[str, object] = {"kind": action.kind, "participant": action.participant.code}
    return said | {"day": action.on, "symbol": action.symbol, "source": action.source}


def _day(waiting: Unresolved) -> dict[str, object]:
    return {"kind": waiting.kind, "day": waiting.on}
