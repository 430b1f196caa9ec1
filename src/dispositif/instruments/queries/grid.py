"""The grid: participants of a day × instruments adopted by it; and the days on which anything changes."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dispositif.instruments.adherence import Adherence, Count
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.rows import Narrowed, Row, rows
from dispositif.instruments.rules import Holding, Status


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns adopted by the day, those `to_come`; rows; how each row stands by column; counts of the rows.

    `kinds` counts the whole universe of the day, whoever is asked for. Statuses and counts are there for
    columns whose register is held.
    """

    on: date
    columns: list[Column]
    to_come: list[Column]
    rows: list[Row]
    statuses: dict[str, dict[str, Status]]
    counts: dict[str, Count]
    kinds: dict[str, int]

    @property
    def held(self) -> list[Column]:
        """The columns that show how anybody stands."""
        return [column for column in self.columns if column.shown]


def grid(
    registers: Registers,
    *,
    wants: Callable[[Column], bool],
    narrowed: Narrowed,
    language: str,
    on: date,
    today: date,
) -> Grid:
    """What is held of the instruments that somebody `wants`, for participants of the day."""
    adherence = registers.adherence
    present = adherence.universe(on)
    shown = rows(present, narrowed, language, on)
    wanted = [column for column in columns(registers, language, on, today) if wants(column)]
    held = [column.code for column in wanted if column.shown]
    within = frozenset(row.code for row in shown)
    return Grid(
        on=on,
        columns=[column for column in wanted if column.holding is not Holding.NOT_ADOPTED],
        to_come=[column for column in wanted if column.holding is Holding.NOT_ADOPTED],
        rows=shown,
        statuses={code: _statuses(adherence, code, shown, on) for code in held},
        counts={code: adherence.count(code, on, within) for code in held},
        kinds=dict(Counter(present.values()).most_common()),
    )


def _statuses(adherence: Adherence, code: str, shown: list[Row], on: date) -> dict[str, Status]:
    return {row.code: adherence.status(code, row.code, row.kind, on) for row in shown}


@lru_cache(maxsize=8)
def change_days(adherence: Adherence) -> tuple[date, ...]:
    """Every day on which somebody's status changes, an instrument is adopted, or who takes part changes."""
    days = {day for track in adherence.tracks.values() for day in track.days}
    days |= {treaty.adopted_on for treaty in adherence.treaties.values()}
    days |= {spell.since for spell in adherence.spells if spell.since}
    days |= {spell.until + timedelta(1) for spell in adherence.spells if spell.until}
    days |= {day for day in adherence.gaps.values() if day < date.max}
    return tuple(sorted(days))


def around(adherence: Adherence, on: date, today: date) -> tuple[date | None, date | None]:
    """The last day before, and the first day after, on which something changes; none after today."""
    days = change_days(adherence)
    before, after = bisect_left(days, on), bisect_right(days, on)
    following = days[after] if after < len(days) and days[after] <= today else None
    return days[before - 1] if before else None, following


@lru_cache(maxsize=8)
def consents_by_year(adherence: Adherence, codes: frozenset[str]) -> dict[int, int]:
    """How many consents were given in each year, to the instruments of these codes together."""
    tracks = [track for (code, _), track in adherence.tracks.items() if code in codes]
    days = (day for track in tracks for day in track.consents())
    return dict(sorted(Counter(day.year for day in days).items()))
