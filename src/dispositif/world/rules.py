"""Kinds, identities, and when two spellings are one name: no table, no clock."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

NAMESPACE = UUID("b0c2d0a5-7a0c-5c4d-8f53-0a5e61181000")
"""Of every uuid of this room, so that loading the same facts elsewhere gives the same rows."""


class Kind(StrEnum):
    """What a participant is.

    STATE: neither Member nor observer, yet party to treaties deposited with the Secretary-General.
    REIO: regional economic integration organization; never counted as a State.
    """

    MEMBER = "member"
    OBSERVER = "observer"
    STATE = "state"
    REIO = "reio"


@dataclass(frozen=True, slots=True)
class Presence:
    """One spell in which a participant took part in one way; `until` is its last day, None is open."""

    code: str
    kind: Kind
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it takes part on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class SuccessionKind(StrEnum):
    """CONTINUES: the same person in law under another name. SUCCEEDS: another State, in all or a part."""

    CONTINUES = "continues"
    SUCCEEDS = "succeeds"


class GroupingKind(StrEnum):
    """GROUP: States with one lot, such as the least developed. OFFICE_REGION: where a field office works."""

    GROUP = "group"
    OFFICE_REGION = "office_region"


class Level(StrEnum):
    """Levels of the M49 standard, the widest first."""

    WORLD = "world"
    REGION = "region"
    SUBREGION = "subregion"
    INTERMEDIATE = "intermediate"


class EntityKind(StrEnum):
    """What an entity of the United Nations is; principal organs are those of Article 7 of the Charter.

    CONFERENCE: one that a treaty establishes and that the Secretary-General convenes.
    UNIT: a division, branch or section of an office.
    """

    ORGANIZATION = "organization"
    PRINCIPAL_ORGAN = "principal_organ"
    SUBSIDIARY_ORGAN = "subsidiary_organ"
    CONFERENCE = "conference"
    OFFICE = "office"
    OFFICIAL = "official"
    UNIT = "unit"


OWNING = (EntityKind.OFFICE, EntityKind.OFFICIAL, EntityKind.UNIT)
"""Kinds that may own a mandate: organs adopt, offices carry out."""

SECRETARIAT = "SECRETARIAT"
"""The one principal organ that carries out what others adopt (Charter, Article 97)."""


def identity(noun: str, code: str) -> UUID:
    """The uuid of the thing of that noun (`participant`, `region`, `entity`, `theme`) and code."""
    return uuid5(NAMESPACE, f"{noun}:{code}")


_TATWEEL = "\u0640"  # stretches an Arabic word, says nothing
_ALIKE = str.maketrans(dict.fromkeys("’‘ʼʻ`´′", "'") | dict.fromkeys("_−", "-") | {_TATWEEL: None})


def fold(name: str) -> str:
    """The name without what typists vary: marks, case, form of apostrophe and dash, spaces.

    Two names are one if and only if they fold to the same text; letters and their order always count.
    """
    letters = unicodedata.normalize("NFKD", name.translate(_ALIKE))
    plain = "".join(_plain(letter) for letter in letters).casefold()
    return " ".join(plain.replace("-", " - ").split())


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Mn":
        return ""
    return "-" if category == "Pd" else letter
