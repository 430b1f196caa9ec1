"""A figure that can be defended: value, basis, date, source, evidence."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """What a figure has to say; only VALUE carries one."""

    VALUE = "value"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"
    SUPPRESSED = "suppressed"


class Origin(StrEnum):
    """Where a figure comes from; ILLUSTRATIVE never answers for a paragraph."""

    PUBLIC = "public"
    ENTERED = "entered"
    ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row behind a figure: what kind of record, which, and how people call it."""

    kind: str
    uuid: UUID
    label: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure is about: everything, or one record of a kind (`document`, `entity`, `theme` …)."""

    kind: str = ""
    uuid: UUID | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if bool(self.kind) != (self.uuid is not None):
            raise ValueError("a scope names a kind and a record, or neither")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure at one date.

    `value` in `unit`, counted on `basis` (pledge, budget, IPSAS, depositary count …); two bases
    are never joined. A figure without a value says why (`reason`) and what import would fill it.
    """

    name: str
    state: State
    unit: str
    basis: str
    as_of: date
    source: str
    value: Decimal | int | None = None
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.PUBLIC
    verified: bool = True
    reason: str = ""
    remedy: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.state is State.VALUE) != (self.value is not None):
            raise ValueError(f"{self.name}: a value goes with the state 'value', and with no other")
        if self.state is State.NONE and not self.reason:
            raise ValueError(f"{self.name}: 'none' says its reason")

    @property
    def quotable(self) -> bool:
        """Whether it may answer for a paragraph outside the demo."""
        return self.verified and self.origin is not Origin.ILLUSTRATIVE
