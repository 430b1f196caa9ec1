"""What a row of a register says, what is held of it, and what an import makes of the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispositif.instruments.rules import CONSENTING, SIGNING, Kind
from dispositif.kernel.refusal import phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """One action as a row tells it: in which `column` of which row, by whom (`name`), on what.

    `instrument` and `participant` are codes; the latter is empty where nobody is recognised.
    `effective_on` and `symbol` are None where the file has no column for them.
    """

    number: int
    column: str
    instrument: str
    name: str
    kind: Kind
    on: date
    effective_on: date | None = None
    symbol: str = ""
    source: str = ""
    participant: str = ""

    @property
    def deed(self) -> tuple[Kind, date]:
        """What makes it the same action of a participant."""
        return self.kind, self.on


@dataclass(frozen=True, slots=True)
class Held:
    """One action held, or (`waiting`) one whose name waits to be resolved; `pk` of its row."""

    pk: int
    instrument: str
    name: str
    kind: Kind
    on: date
    effective_on: date | None
    symbol: str
    participant: str = ""
    waiting: bool = False

    @property
    def deed(self) -> tuple[Kind, date]:
        """What makes it the same action of a participant."""
        return self.kind, self.on


class Change(StrEnum):
    """What an import makes of one action."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    UNRESOLVED = "unresolved"
    SAME = "same"
    REFUSED = "refused"


CHANGES: dict[Change, str] = {
    Change.NEW: phrase("new"),
    Change.CHANGED: phrase("changed"),
    Change.GONE: phrase("gone"),
    Change.UNRESOLVED: phrase("name to resolve"),
    Change.SAME: phrase("same"),
    Change.REFUSED: phrase("refused"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One action: as the file has it (`entry`), as it is held (`held`), or both.

    An unresolved one that is held so already (`held`) is nothing new.
    """

    change: Change
    entry: Entry | None = None
    held: Held | None = None

    @property
    def shown(self) -> Entry | Held:
        """The action as it would be, or as it was."""
        shown = self.entry or self.held
        assert shown is not None  # noqa: S101 - a line has one of the two
        return shown

    @property
    def writes(self) -> bool:
        """Whether writing it changes anything."""
        return self.change in (Change.NEW, Change.CHANGED, Change.GONE) or (
            self.change is Change.UNRESOLVED and self.held is None
        )


def side(kind: Kind) -> str:
    """Which of a participant's actions stand in for one another when a register is corrected."""
    if kind in SIGNING:
        return "signing"
    return "consenting" if kind in CONSENTING else kind.value


Counts = Mapping[Change, int]
