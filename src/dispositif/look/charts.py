"""Step chart and share bar, drawn on the server.

Own SVG, not Vega-Altair with vl-convert: those bring about 60 MB, their SVG cannot follow the dark tokens,
and its words shrink on a phone. Here words keep their size: only the curves are stretched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from textwrap import wrap
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dispositif.look.axes import SIDE, Counts, Days, Tick, em, nice, percent
from dispositif.look.marks import shape

DEPTH, FOOT, ROW = 15.0, 1.8, 1.4
"""From the highest count down to the floor, of the dates under it, of a line of words; em."""
MOST = 4
"""Series that a reader still tells apart."""
LETTERS = 26
"""Of a line of an event's words: the narrowest screen (320 px) holds them wherever the event stands."""


@dataclass(frozen=True, slots=True)
class Series:
    """A count from each of its days on, in any order; `mark` (of `marks.SHAPES`) gives dashes and colour."""

    label: str
    points: tuple[tuple[date, int], ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Event:
    """A day and what happened, without the date: the chart adds it."""

    on: date
    said: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole."""

    words: str
    count: int
    mark: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A series as drawn: its path in the stretched square, its last count, where its words stand."""

    label: str
    mark: str
    path: str
    last: int
    label_at: str


@dataclass(frozen=True, slots=True)
class Flag:
    """An event as drawn: across, its lines of words with the height of each, where its line begins."""

    at: str
    anchor: str
    lines: tuple[tuple[str, str], ...]
    below: str


@dataclass(frozen=True, slots=True)
class StepChart:
    """What the component `step_chart` shows; without curves, `empty` says so."""

    label: str
    empty: str
    silent: tuple[str, ...]
    curves: tuple[Curve, ...] = ()
    heights: tuple[Tick, ...] = ()
    days: tuple[Tick, ...] = ()
    flags: tuple[Flag, ...] = ()
    events: tuple[Event, ...] = ()
    rows: tuple[tuple[date, tuple[int | None, ...]], ...] = ()
    top: str = ""
    depth: str = ""
    floor: str = ""
    height: str = ""

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Heads of the table that says the same."""
        counts = ({"name": "", "label": one.label, "numeric": True} for one in self.curves)
        return [{"name": "", "label": _("Date")}, *counts]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part as drawn: where it begins on the bar, and how wide it is."""

    start: str
    width: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShareBar:
    """What the component `share_bar` shows: segments of the parts that are not zero, and every part."""

    segments: tuple[Segment, ...]
    parts: tuple[Part, ...]
    total: int
    label: str


def step_chart(
    *,
    series: Sequence[Series],
    label: str,
    events: Sequence[Event] = (),
    until: date | None = None,
    empty: str = "",
) -> StepChart:
    """Counts over time; lines run on to `until`, the last day that the register covers, if it is later.

    At most four series, each with a mark of its own. One without points is named as having none; without any,
    `empty` is said. Two counts on one day, or one below zero, are faults of the program (ValueError).
    """
    _check(series)
    drawn = [one for one in series if one.points]
    silent = tuple(one.label for one in series if not one.points)
    if not drawn:
        return StepChart(label, empty, silent)
    listed = tuple(sorted(events, key=lambda event: event.on))
    known = [*(day for one in drawn for day, _count in one.points), *(event.on for event in listed)]
    days = Days(min(known), max([*known, until or min(known)]))
    flags = _flags(listed, days)
    counts = _counts(drawn, sum(len(flag.lines) for flag in flags))
    return StepChart(
        label,
        empty,
        silent,
        curves=_curves(drawn, days, counts),
        heights=counts.ticks(),
        days=days.ticks(),
        flags=flags,
        events=listed,
        rows=_rows(drawn),
        top=em(counts.top),
        depth=em(counts.depth),
        floor=em(counts.floor),
        height=em(counts.floor + FOOT),
    )


def share_bar(*, parts: Sequence[Part], label: str = "") -> ShareBar:
    """A whole in its parts, in the order given; a count below zero is a fault of the program (ValueError)."""
    for part in parts:
        shape(part.mark)
        if part.count < 0:
            raise ValueError(f"{part.words}: {part.count} is below zero")
    ends = list(accumulate(part.count for part in parts))
    total = ends[-1] if ends else 0
    segments = tuple(
        Segment(percent((end - part.count) / total), percent(part.count / total), part.mark)
        for part, end in zip(parts, ends, strict=True)
        if part.count
    )
    return ShareBar(segments, tuple(parts), total, label)


def _check(series: Sequence[Series]) -> None:
    if len(series) > MOST or len({one.mark for one in series}) < len(series):
        raise ValueError(f"a step chart takes {MOST} series at most, each with a mark of its own")
    for one in series:
        shape(one.mark)
        if len(dict(one.points)) < len(one.points) or any(count < 0 for _day, count in one.points):
            raise ValueError(f"{one.label}: two counts on one day, or one below zero")


def _counts(drawn: Sequence[Series], lines: int) -> Counts:
    """The axis upwards, below the events' lines of words and one line for each series."""
    most = max(count for one in drawn for _day, count in one.points)
    step, top = nice(most), ROW * (lines + len(drawn))
    return Counts(top, DEPTH, step, max(-(-most // step), 1) * step)


def _curves(drawn: Sequence[Series], days: Days, counts: Counts) -> tuple[Curve, ...]:
    """Words stand above the ends of their lines, from the lowest up, each clear of the one below it."""
    heights: dict[str, float] = {}
    below = counts.floor + ROW
    for one in sorted(drawn, key=_last):
        below = heights[one.mark] = min(counts.height(_last(one)) - 0.4, below - ROW)
    return tuple(
        Curve(one.label, one.mark, _path(one, days, counts), _last(one), em(heights[one.mark]))
        for one in drawn
    )


def _last(one: Series) -> int:
    return max(one.points)[1]


def _path(one: Series, days: Days, counts: Counts) -> str:
    points = sorted(one.points)
    (x, y), *rest = [
        (round(SIDE * days.part(day)), round(SIDE * counts.part(count))) for day, count in points
    ]
    return f"M{x} {y}" + "".join(f"H{x}V{y}" for x, y in rest) + f"H{SIDE}"


def _flags(events: Sequence[Event], days: Days) -> tuple[Flag, ...]:
    """Each event's words on lines of their own, so that no two meet however narrow the screen."""
    flags: list[Flag] = []
    row = 0
    for event in events:
        lines = [*wrap(event.said, LETTERS), date_format(event.on)]
        heights = [em(ROW * (row + place + 1) - 0.4) for place in range(len(lines))]
        row += len(lines)
        part = days.part(event.on)
        anchor = "start" if part < 1 / 3 else "middle" if part < 2 / 3 else "end"
        flags.append(Flag(percent(part), anchor, tuple(zip(heights, lines, strict=True)), em(ROW * row)))
    return tuple(flags)


def _rows(drawn: Sequence[Series]) -> tuple[tuple[date, tuple[int | None, ...]], ...]:
    """Every day on which a count changed, with all counts as they then stood; None before a series begins."""
    changes = [dict(one.points) for one in drawn]
    standing: list[int | None] = [None] * len(drawn)
    rows = []
    for day in sorted({day for change in changes for day in change}):
        standing = [change.get(day, held) for change, held in zip(changes, standing, strict=True)]
        rows.append((day, tuple(standing)))
    return tuple(rows)
