"""Rows of participants: who takes part on a day, under the names of that day, narrowed as somebody asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dispositif.kernel.refusal import Refusal
from dispositif.world import queries as world
from dispositif.world.rules import fold

FALLBACK = "en"
"""Where a language has no name of a participant, a list is never left without one."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which participants are asked for; an empty part asks nothing, one that is unknown matches nobody.

    `region` is of M49, `group` and `office` are codes of groupings (`LDC`), `kind` is one of the world's,
    `name` a part of the name, `state` the code of one participant.
    """

    region: str = ""
    group: str = ""
    office: str = ""
    kind: str = ""
    name: str = ""
    state: str = ""

    def any(self) -> bool:
        """Whether anything is asked for."""
        return any((self.region, self.group, self.office, self.kind, self.name, self.state))


@dataclass(frozen=True, slots=True)
class Row:
    """One participant of the day; `verified` unless the sources of its name disagree."""

    code: str
    name: str
    kind: str
    verified: bool


Names = Mapping[str, tuple[str, bytes, bool]]
"""Code → name, sort key, whether verified."""


def names(language: str, on: date) -> Names:
    """How every participant is called on the day, in English where the language has no name."""
    said = world.names(language, on)
    return said if language == FALLBACK else world.names(FALLBACK, on) | said


def rows(present: Mapping[str, str], narrowed: Narrowed, language: str, on: date) -> list[Row]:
    """Of those `present` (code → kind) whoever is asked for, in the order of the language."""
    called, part = names(language, on), fold(narrowed.name)
    found = set(present) if narrowed.kind == "" else {one for one in present if present[one] == narrowed.kind}
    found &= {narrowed.state} if narrowed.state else found
    for within in _places(narrowed, on):
        found &= within
    listed = (one for one in found if part in fold(called[one][0]))
    ordered = sorted(listed, key=lambda one: called[one][1])
    return [Row(one, called[one][0], present[one], called[one][2]) for one in ordered]


def _places(narrowed: Narrowed, on: date) -> list[set[str]]:
    """Codes within the region, the group and the region of an office that are asked for."""
    asked = [_region(narrowed.region)] if narrowed.region else []
    return asked + [_grouping(code, on) for code in (narrowed.group, narrowed.office) if code]


def _region(m49: str) -> set[str]:
    try:
        return world.within(world.region(m49))
    except Refusal:
        return set()


def _grouping(code: str, on: date) -> set[str]:
    try:
        return world.members(world.grouping(code), on)
    except Refusal:
        return set()
