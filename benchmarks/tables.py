"""Rows of measurements and the one table that they make."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADS = ("what", "unit", "ours", "target", "beside", "theirs", "ahead", "note")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement; `theirs` is what the one beside needed for the same, None where there is no result.

    `target` is a bound for `ours` in the same unit: an upper one where `less` is better, else a lower one.
    """

    what: str
    unit: str
    ours: float | None
    beside: str = ""
    theirs: float | None = None
    less: bool = False
    target: float | None = None
    note: str = ""


def ahead(row: Row) -> float | None:
    """How many times better ours is: above 1 ours is ahead, below 1 behind; None without both values."""
    if not row.ours or not row.theirs:
        return None
    return row.theirs / row.ours if row.less else row.ours / row.theirs


def number(value: float | None) -> str:
    """Three figures, thousands divided; an absent value is a dash."""
    if value is None:
        return "–"
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}"


def aimed(row: Row) -> str:
    """The target and whether it was met."""
    if row.target is None:
        return ""
    met = row.ours is not None and (row.ours < row.target if row.less else row.ours >= row.target)
    return f"{'<' if row.less else '≥'} {number(row.target)}, {'met' if met else 'missed'}"


def cells(row: Row) -> tuple[str, ...]:
    """The row in words, in the order of HEADS."""
    ratio = ahead(row)
    theirs = number(row.theirs) if row.beside else ""
    shown = "" if ratio is None else f"{number(ratio)}×"
    return row.what, row.unit, number(row.ours), aimed(row), row.beside, theirs, shown, row.note


def table(rows: Iterable[Row]) -> str:
    """All rows as one Markdown table, padded so that it reads well in a terminal too."""
    lines = [HEADS, *(cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_line(line, widths) for line in (lines[0], rule, *lines[1:]))


def _line(parts: Sequence[str], widths: list[int]) -> str:
    padded = (part.replace("|", "¦").ljust(width) for part, width in zip(parts, widths, strict=True))
    return f"| {' | '.join(padded)} |"
