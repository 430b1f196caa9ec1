"""What can be said of a provision, by whom, and which reading stands."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol

CORPUS = "dispositif.documents.actions.intake.write_all"
"""The job that writes a large intake."""


class Part(StrEnum):
    """Where a provision stands in its document."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    ANNEX = "annex"


class Origin(StrEnum):
    """Who read: the machine proposes, a person decides, a fact comes from a named source."""

    MACHINE = "machine"
    PERSON = "person"
    FACT = "fact"


class Standing(StrEnum):
    """How a value stands before its reader."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    FACT = "fact"


STANDINGS: dict[Standing, str] = {
    Standing.PROPOSED: phrase("proposed"),
    Standing.CONFIRMED: phrase("confirmed"),
    Standing.CORRECTED: phrase("corrected"),
    Standing.FACT: phrase("from a source"),
}

STRENGTHS: dict[int, str] = {
    0: phrase("stance"),
    1: phrase("invitation"),
    2: phrase("call"),
    3: phrase("request"),
    4: phrase("decision"),
}
DEADLINES: dict[str, str] = {
    "session": phrase("at a session"),
    "date": phrase("by a date"),
    "asap": phrase("as soon as possible"),
    "next_report": phrase("in the next report"),
}
RECURRENCES: dict[str, str] = {"ongoing": phrase("on an ongoing basis"), "every": phrase("every interval")}
EVERY = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_FIRST_DAY, _LAST_DAY = date(1945, 1, 1), date(2200, 1, 1)
_LONGEST = 4000


def _act(value: Any) -> bool:
    return isinstance(value, str) and value in ACTS


def _strength(value: Any) -> bool:
    return type(value) is int and value in STRENGTHS


def _range(value: Any) -> bool:
    """Two degrees, the lower first."""
    return isinstance(value, list) and len(value) == 2 and all(map(_strength, value)) and value[0] <= value[1]


def _addressees(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one in ADDRESSEES for one in value)


def _words(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _lines(value: Any) -> bool:
    return isinstance(value, list) and all(_words(one) and one.strip() for one in value)


def _symbols(value: Any) -> bool:
    return _lines(value) and all(_is_target(one) for one in value)


def _is_target(said: str) -> bool:
    """A symbol in its canonical form, or the name of an instrument in the closed vocabulary."""
    if re.fullmatch(r"[A-Z][A-Z0-9-]+|self", said):
        return True
    try:
        return str(Symbol.parse(said)) == said
    except Refusal:
        return False


def _deadline(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or value.get("kind") not in tuple(DEADLINES):
        return False
    if value["kind"] == "session":
        return type(value.get("session")) is int and 0 < value["session"] < 1000
    return value["kind"] != "date" or _day(value.get("date"))


def _day(said: Any) -> bool:
    try:
        return _FIRST_DAY <= date.fromisoformat(str(said)) < _LAST_DAY
    except ValueError:
        return False


def _recurrence(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or value.get("kind") not in ("ongoing", "every"):
        return False
    return value["kind"] == "ongoing" or bool(EVERY.fullmatch(str(value.get("interval"))))


def _report(value: Any) -> bool:
    return value is None or (isinstance(value, dict) and _words(value.get("to")))


@dataclass(frozen=True, slots=True)
class Field:
    """One thing read of a provision: its label, whether it belongs to an act, and what fits."""

    label: str
    of_act: bool
    fits: Callable[[Any], bool]
    expected: str


FIELDS: dict[str, Field] = {
    "verb": Field(phrase("Verb"), True, _words, phrase("words of the text")),
    "act": Field(phrase("Act"), True, _act, phrase("an act of the vocabulary")),
    "modifier": Field(phrase("Modifier"), True, _words, phrase("words")),
    "strength": Field(phrase("Strength"), True, _strength, phrase("a whole number from 0 to 4")),
    "strength_range": Field(
        phrase("Range"), True, _range, phrase("two degrees from 0 to 4, the lower first")
    ),
    "addressees": Field(phrase("To whom"), True, _addressees, phrase("addressees of the vocabulary")),
    "actions": Field(phrase("What is asked"), True, _lines, phrase("one action a line")),
    "deadline": Field(phrase("Deadline"), True, _deadline, phrase("a session, a date, or none")),
    "recurrence": Field(phrase("Recurrence"), True, _recurrence, phrase("ongoing, every interval, or none")),
    "report": Field(phrase("Report"), True, _report, phrase("to whom, and on what")),
    "citations": Field(phrase("References"), False, _symbols, phrase("symbols such as A/RES/60/175")),
}


class Read(Protocol):
    """What `standing` needs of a reading."""

    field: str
    value: Any
    origin: str


def certainty(confidence: float | None) -> str:
    """A rule's confidence (0 to 1) in a word."""
    steps = ((0.95, phrase("sure")), (0.75, phrase("likely")), (0.0, phrase("doubtful")))
    return next(word for least, word in steps if (confidence or 0) >= least)


R = TypeVar("R", bound=Read)


def check_value(field: str, value: Any) -> None:
    """Refuse a value that does not fit its field."""
    if field not in FIELDS:
        raise Refusal("documents.no_field", phrase("There is no field %(name)s."), field="field", name=field)
    if not FIELDS[field].fits(value):
        raise Refusal(
            "documents.unfit_value",
            phrase("%(label)s does not take “%(value)s”: %(expected)s is expected."),
            field="value",
            label=FIELDS[field].label,
            value=str(value)[:80],
            expected=FIELDS[field].expected,
        )


def check_seen(*, revision: int, seen: int, theirs: object, yours: object) -> None:
    """Refuse an edit of something that changed since its author looked; both values are shown."""
    if revision != seen:
        raise Refusal(
            "documents.stale",
            phrase("Somebody changed this while you were reading: nothing of yours was written."),
            field="seen",
            theirs=theirs,
            yours=yours,
        )


def latest(readings: Iterable[R]) -> dict[str, dict[Origin, R]]:
    """Field → origin → its last reading; `readings` come oldest first."""
    found: dict[str, dict[Origin, R]] = {}
    for reading in readings:
        found.setdefault(reading.field, {})[Origin(reading.origin)] = reading
    return found


def stands(by_origin: dict[Origin, R]) -> tuple[R, Standing]:
    """The reading that stands: a person's before the machine's before a fact; and how it stands."""
    person, machine = by_origin.get(Origin.PERSON), by_origin.get(Origin.MACHINE)
    if person is not None:
        agreed = machine is not None and person.value == machine.value
        return person, Standing.CONFIRMED if agreed else Standing.CORRECTED
    if machine is not None:
        return machine, Standing.PROPOSED
    return by_origin[Origin.FACT], Standing.FACT
