"""What a strategy says, and how it stands on a day: never typed, always derived from its dates. No Django.

Operative paragraph 4 of A/RES/61/181 urges States and relevant institutions to develop national and regional
strategies, and other necessary measures that complement them, against the six themes of the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from dispositif.kernel.refusal import phrase
from dispositif.world.rules import fold


class Kind(StrEnum):
    """For whom a strategy is made."""

    NATIONAL = "national"
    REGIONAL = "regional"


KINDS: dict[Kind, str] = {
    Kind.NATIONAL: phrase("national strategy"),
    Kind.REGIONAL: phrase("regional strategy"),
}


class Theme(StrEnum):
    """What the paragraph names, in its order."""

    ORGANIZED_CRIME = "organized_crime"
    TRAFFICKING = "trafficking"
    KIDNAPPING = "kidnapping"
    SMUGGLING = "smuggling"
    CORRUPTION = "corruption"
    TERRORISM = "terrorism"


THEMES: dict[Theme, str] = {
    Theme.ORGANIZED_CRIME: phrase("organized crime"),
    Theme.TRAFFICKING: phrase("trafficking in persons"),
    Theme.KIDNAPPING: phrase("kidnapping"),
    Theme.SMUGGLING: phrase("smuggling of migrants"),
    Theme.CORRUPTION: phrase("corruption"),
    Theme.TERRORISM: phrase("terrorism"),
}
WORLD: dict[Theme, str] = {
    Theme.ORGANIZED_CRIME: "TOC",
    Theme.TRAFFICKING: "TIP",
    Theme.KIDNAPPING: "KIDNAPPING",
    Theme.SMUGGLING: "SMUGGLING",
    Theme.CORRUPTION: "CORRUPTION",
    Theme.TERRORISM: "TERRORISM",
}
"""Theme → code of the same theme in the facts of the world, by which mandates and figures speak of it."""


class Status(StrEnum):
    """How a strategy stands on a day: exactly one of these on every day."""

    IN_PREPARATION = "in_preparation"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_BEGUN = "not_begun"


STATUSES: dict[Status, str] = {
    Status.IN_PREPARATION: phrase("in preparation"),
    Status.IN_FORCE: phrase("in force"),
    Status.EXPIRED: phrase("has expired"),
    Status.WITHDRAWN: phrase("was withdrawn"),
    Status.NOT_BEGUN: phrase("not begun on that day"),
}


class Mark(StrEnum):
    """What is held for a State and a theme on a day; no mark at all says “no information”, never “none”."""

    NATIONAL = "national"
    REGIONAL = "regional"
    PREPARING = "preparing"
    ENDED = "ended"


MARKS: dict[Mark, str] = {
    Mark.NATIONAL: phrase("national, in force"),
    Mark.REGIONAL: phrase("regional, in force"),
    Mark.PREPARING: phrase("in preparation"),
    Mark.ENDED: phrase("expired or withdrawn"),
}
SILENCE = phrase("no information")
SIGNS: dict[Mark, str] = {Mark.NATIONAL: "●", Mark.REGIONAL: "◐", Mark.PREPARING: "…", Mark.ENDED: "○"}
"""One sign a mark, told apart without colour."""


class Dates(Protocol):
    """The days that decide how a strategy stands; `until_on` is the last day in force, None: open."""

    preparing_on: date | None
    adopted_on: date | None
    since_on: date | None
    until_on: date | None
    withdrawn_on: date | None


class Span(Protocol):
    """The days on which a State is covered, both included; open where nothing is said."""

    since_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Cover:
    """One State that a strategy covers, by its code, and where that stands written."""

    code: str
    source: str
    since_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """All that a strategy says. Its owner is one of `state`, `entity` (codes) and `institution` (words)."""

    title: str
    language: str
    kind: Kind
    source: str
    state: str = ""
    entity: str = ""
    institution: str = ""
    themes: tuple[Theme, ...] = ()
    preparing_on: date | None = None
    adopted_on: date | None = None
    since_on: date | None = None
    until_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    link: str = ""
    verified: bool = False
    covers: tuple[Cover, ...] = ()
    measures: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same strategy: kind, owner, first day, title as folded; a digest of them."""
        owner = self.state or self.entity or fold(self.institution)
        first = self.since_on or self.preparing_on
        parts = (self.kind, owner, str(first or ""), fold(self.title))
        return sha256("\n".join(parts).encode()).hexdigest()


def status_on(one: Dates, day: date) -> Status:
    """How a strategy stands on a day. One that is adopted and not yet in force is in preparation."""
    if one.withdrawn_on and day >= one.withdrawn_on:
        return Status.WITHDRAWN
    if one.until_on and day > one.until_on:
        return Status.EXPIRED
    if one.since_on and day >= one.since_on:
        return Status.IN_FORCE
    begun = min(filter(None, (one.preparing_on, one.adopted_on)), default=None)
    return Status.IN_PREPARATION if begun and day >= begun else Status.NOT_BEGUN


def mark_on(kind: str, status: Status, cover: Span, day: date) -> Mark | None:
    """What a strategy of this status says of a State that it covers; nothing before the State is covered.

    Where the State is covered no more, the strategy has ended for it.
    """
    if status is Status.NOT_BEGUN or (cover.since_on and day < cover.since_on):
        return None
    if status in (Status.EXPIRED, Status.WITHDRAWN) or (cover.until_on and day > cover.until_on):
        return Mark.ENDED
    if status is Status.IN_PREPARATION:
        return Mark.PREPARING
    return Mark.NATIONAL if kind == Kind.NATIONAL else Mark.REGIONAL


def shown(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks of one cell in the order of the table; what ended is told only where nothing else is held."""
    held = set(marks)
    living = tuple(mark for mark in Mark if mark in held and mark is not Mark.ENDED)
    return living or ((Mark.ENDED,) if held else ())
