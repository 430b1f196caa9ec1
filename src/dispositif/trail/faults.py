"""What can be wrong with the trail, and what a look at it found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispositif.kernel.refusal import phrase


class Kind(StrEnum):
    """What can be wrong with a row, a seal or an access."""

    ALTERED = "altered"
    CONTENT = "content altered"
    GONE = "content gone"
    REMOVED = "removed"
    CUT = "cut off at the end"
    BROKEN = "does not follow the row before it"
    SEAL_ALTERED = "seal altered"
    SEAL_REMOVED = "seal removed"
    SEAL_BROKEN = "does not follow the seal before it"
    SEAL_ROWS = "not the rows that were sealed"
    ACCESS = "access altered"
    ACCESSES = "not the accesses that were sealed"


SAID = {
    Kind.ALTERED: phrase("Row %(seq)s was altered."),
    Kind.CONTENT: phrase("The content of row %(seq)s was altered."),
    Kind.GONE: phrase("The content of row %(seq)s is gone, and no disposal says so."),
    Kind.REMOVED: phrase("Row %(seq)s was removed."),
    Kind.CUT: phrase("The trail ends before row %(seq)s, which was written: rows were cut off at the end."),
    Kind.BROKEN: phrase("Row %(seq)s does not follow the row before it."),
    Kind.SEAL_ALTERED: phrase("The seal of %(day)s was altered."),
    Kind.SEAL_REMOVED: phrase("The seal of %(day)s was removed."),
    Kind.SEAL_BROKEN: phrase("The seal of %(day)s does not follow the seal before it."),
    Kind.SEAL_ROWS: phrase("The rows of %(day)s are not those that were sealed."),
    Kind.ACCESS: phrase("Access %(seq)s was altered."),
    Kind.ACCESSES: phrase("The accesses under the seal of %(day)s are not those that were sealed."),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One row, seal or access that is not as it was written; seals are known by their day."""

    seq: int
    kind: Kind
    day: date | None = None

    def __str__(self) -> str:
        return SAID[self.kind] % {"seq": self.seq, "day": self.day}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows were read, up to which, and what is wrong; contents disposed of are no fault."""

    rows: int
    last: int
    faults: tuple[Fault, ...]
    disposed: int = 0
    seals: int = 0
    accesses: int = 0
