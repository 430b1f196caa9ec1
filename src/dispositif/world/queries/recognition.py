"""Which participant a written name names: exactly, or none. Nothing is guessed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dispositif.world.models import Alias, Participant, ParticipantName
from dispositif.world.rules import fold

As = Literal["current", "former", "alias"]
_RANK: dict[As, int] = {"current": 0, "former": 1, "alias": 2}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A participant by one of its names, and the days on which that name was its own.

    `current`: the name that it bears, or bore last. An alias has no days.
    """

    participant: Participant
    as_: As
    since: date | None
    until: date | None

    def borne(self, at: date) -> bool:
        """Whether the participant was there on the day, under this name."""
        return _covers(self.since, self.until, at) and _covers(
            self.participant.valid_from, self.participant.valid_to, at
        )


Recogniser = Callable[[str, date | None], Recognised | None]


def recogniser() -> Recogniser:
    """`recognise` for many names: reads the world once, then answers from memory."""
    known: dict[str, list[Recognised]] = {}
    for folded, one in _known(None):
        known.setdefault(folded, []).append(one)
    return lambda name, at: _decide(known.get(fold(name), []), at)


def recognise(name: str, at: date | None = None) -> Recognised | None:
    """The participant that the name names, in any language; None when nobody, or more than one.

    Where two bore the name, the one counts that bore it on the day `at`.
    """
    return _decide([one for _, one in _known(fold(name))], at)


def resolve(name: str) -> Participant | None:
    """The participant that the name names, of whatever day."""
    found = recognise(name)
    return found.participant if found else None


def _known(folded: str | None) -> Iterable[tuple[str, Recognised]]:
    """Names and aliases that fold to the text, or all of them."""
    only = {"superseded_at": None} | ({"folded": folded} if folded is not None else {})
    for name in ParticipantName.objects.filter(**only).select_related("participant").defer("sort_key"):
        as_: As = "former" if name.valid_to else "current"
        yield name.folded, Recognised(name.participant, as_, name.valid_from, name.valid_to)
    for alias in Alias.objects.filter(**only).select_related("participant"):
        yield alias.folded, Recognised(alias.participant, "alias", None, None)


def _decide(found: list[Recognised], at: date | None) -> Recognised | None:
    if at is not None and _bearers(found) > 1:
        found = [one for one in found if one.borne(at)]
    if _bearers(found) != 1:
        return None
    return min(found, key=lambda one: (at is not None and not one.borne(at), _RANK[one.as_]))


def _bearers(found: list[Recognised]) -> int:
    return len({one.participant.pk for one in found})


def _covers(since: date | None, until: date | None, at: date) -> bool:
    return (since is None or since <= at) and (until is None or at <= until)
