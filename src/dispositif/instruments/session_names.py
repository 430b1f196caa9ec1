"""Whom a name or code means, and how participants and entities are called on a day."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.world import queries as world
from dispositif.world.models import Entity, Participant
from dispositif.world.queries import Recogniser

Row = TypeVar("Row")
CODE = re.compile(r"[A-Za-z]{2,3}")
Names = dict[str, tuple[int, str]]
"""Code of a participant → its place in the order of the language, and its name."""


def names_on(language: str, on: date) -> Names:
    """The names that participants have on the day."""
    rows = world.participants(language, on)
    return {row.participant.code: (place, row.name) for place, row in enumerate(rows)}


def named(who: Participant | Entity | None, names: Names, language: str, on: date) -> tuple[int, str]:
    """Its place and its name: participants as listed, entities after them; the code where none is known."""
    if isinstance(who, Participant):
        return names.get(who.code, (len(names), who.code))
    return len(names) + 1, world.name_of(who, language, on).name if who else ""


def ordered(rows: Sequence[tuple[tuple[int, str], Row]]) -> list[tuple[str, Row]]:
    """(name, row) in the order of the language: no other order of States is ever shown."""
    return [(name, row) for (_place, name), row in sorted(rows, key=lambda one: one[0])]


def who(said: str, on: date, field: str = "who") -> Participant | Entity:
    """The participant or entity that a code or a name means on the day; nobody is guessed."""
    words = " ".join(said.split())
    found = participant_named(words, on) or entity_named(words)
    if found is None:
        refused = phrase("“%(said)s” names no participant or entity that is held: write its name or code.")
        raise Refusal("sessions.who", refused, field=field, said=words[:80])
    return found


def participant(said: str, on: date, field: str = "who") -> Participant:
    """The participant that a code or a name means on the day."""
    words = " ".join(said.split())
    found = participant_named(words, on)
    if found is None:
        refused = phrase(
            "“%(said)s” names no participant: write its name as the United Nations does, or its code."
        )
        raise Refusal("sessions.participant", refused, field=field, said=words[:80])
    return found


def participant_named(said: str, on: date, recognise: Recogniser = world.recognise) -> Participant | None:
    """By its code, or by a name that it bears or bore: where two bore it, by the one of the day."""
    by_code = Participant.objects.filter(code=said.upper()).first() if CODE.fullmatch(said) else None
    if by_code is not None:
        return by_code
    found = recognise(said, on) if said else None
    return found.participant if found else None


def entity_named(said: str) -> Entity | None:
    """By its code, or by its name in English or French."""
    found = Entity.objects.filter(code=said.upper()).first()
    return found or Entity.objects.filter(names__name__iexact=said, names__superseded_at=None).first()
