"""Spans of days."""

from dataclasses import dataclass
from datetime import date

from dispositif.kernel.refusal import Refusal, phrase


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; None means open on that side."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise Refusal(
                "period.reversed",
                phrase("The period ends on %(end)s, before it starts on %(start)s."),
                field="end",
                start=self.start,
                end=self.end,
            )

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: "Period") -> bool:
        """Whether the two periods share a day."""
        starts_in_time = self.start is None or other.end is None or self.start <= other.end
        ends_late_enough = self.end is None or other.start is None or other.start <= self.end
        return starts_in_time and ends_late_enough
