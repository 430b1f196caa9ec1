"""Axes of a chart: days from left to right, counts from the floor up, few ticks at round places.

Lengths are written as SVG takes them, whatever the reader's language: `12.5%` across, `3.2em` down.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

SIDE = 1000
"""Of the square in which curves are drawn before they are stretched over the chart."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, what is written there, and which end of the words stands at the place."""

    at: str
    said: int | str
    anchor: str = "end"


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, at least one day."""

    first: date
    last: date

    def part(self, day: date) -> float:
        """0 on the first day, 1 on the last."""
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Round years; the two ends where fewer than two lie between them."""
        step = nice(max(self.last.year - self.first.year, 1))
        years = [year for year in range(self.first.year + 1, self.last.year + 1) if year % step == 0]
        if len(years) > 1:
            return tuple(self._tick(date(year, 1, 1), "Y") for year in years)
        return tuple(self._tick(day) for day in dict.fromkeys((self.first, self.last)))

    def _tick(self, day: date, form: str = "DATE_FORMAT") -> Tick:
        part = self.part(day)
        anchor = "start" if part < 0.06 else "end" if part > 0.94 else "middle"
        return Tick(percent(part), date_format(day, form), anchor)


@dataclass(frozen=True, slots=True)
class Counts:
    """From zero on the floor to a round number `depth` em above it, `top` em below the drawing's edge."""

    top: float
    depth: float
    step: int
    roof: int

    def part(self, count: int) -> float:
        """0 at the top, 1 on the floor."""
        return 1 - count / self.roof

    @property
    def floor(self) -> float:
        """Where zero stands, in em from the drawing's edge."""
        return self.top + self.depth

    def height(self, count: int) -> float:
        """In em from the drawing's edge."""
        return self.top + self.depth * self.part(count)

    def ticks(self) -> tuple[Tick, ...]:
        """Every step but zero, which is the floor."""
        steps = range(self.step, self.roof + 1, self.step)
        return tuple(Tick(em(self.height(count)), count) for count in steps)


def nice(most: int, ticks: int = 4) -> int:
    """The least step among 1, 2, 5, 10, 20, 50 … of which at most `ticks` reach `most`."""
    tens = 1
    while 5 * tens * ticks < most:
        tens *= 10
    return next(step for step in (tens, 2 * tens, 5 * tens) if step * ticks >= most)


def percent(part: float) -> str:
    """A part of one as SVG takes it."""
    return f"{round(100 * part, 3):g}%"


def em(height: float) -> str:
    """A length in em as SVG takes it."""
    return f"{round(height, 2):g}em"
