"""Adherence follow-up: whoever is not yet party on a day, by participant and by instrument."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dispositif.instruments.adherence import NOTHING_DONE, Adherence
from dispositif.instruments.models import Procedure
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.rows import Narrowed, Row, rows
from dispositif.instruments.rules import NOT_YET_PARTIES, Holding, Status


@dataclass(frozen=True, slots=True)
class Open:
    """One participant that is not yet party to one instrument.

    `since` is the day of its consent, or of its withdrawal, where its status is that; `in_force_on` the day
    from which its consent binds it, after the day asked for, None while the instrument is in force for none.
    """

    row: Row
    column: Column
    status: Status
    signed_on: date | None
    since: date | None
    in_force_on: date | None
    procedures: list[Procedure]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is open on a day: `open` in the order of participants, then of the lists of instruments.

    `columns` have a register held; `silent` do not, so that nothing is said of anybody there; `unknown`
    are participants of whom a register held says nothing.
    """

    on: date
    columns: list[Column]
    silent: list[Column]
    participants: int
    open: list[Open]
    unknown: list[tuple[Row, Column]]

    def by_participant(self) -> dict[Row, list[Open]]:
        """What is open, by participant."""
        found: dict[Row, list[Open]] = defaultdict(list)
        for one in self.open:
            found[one.row].append(one)
        return dict(found)

    def untold(self, column: Column) -> list[str]:
        """The names of those of whom the register of one instrument says nothing."""
        return [row.name for row, one in self.unknown if one.code == column.code]

    def of(self, column: Column) -> list[Open]:
        """What is open with one instrument."""
        return [one for one in self.open if one.column.code == column.code]


def follow_up(
    registers: Registers,
    *,
    wants: Callable[[Column], bool],
    narrowed: Narrowed,
    language: str,
    on: date,
    today: date,
) -> FollowUp:
    """Who of those asked for is not yet party on the day, and to which of the instruments wanted."""
    adherence = registers.adherence
    present = adherence.universe(on)
    listed = rows(present, narrowed, language, on)
    wanted = [
        column
        for column in columns(registers, language, on, today)
        if wants(column) and column.holding is not Holding.NOT_ADOPTED
    ]
    shown = [column for column in wanted if column.shown]
    reported = _reported(on)
    stands = [(row, column, _status(adherence, row, column, on)) for row in listed for column in shown]
    return FollowUp(
        on=on,
        columns=shown,
        silent=[column for column in wanted if not column.shown],
        participants=len(listed),
        open=[
            _open(adherence, row, column, status, on, reported)
            for row, column, status in stands
            if status in NOT_YET_PARTIES
        ],
        unknown=[(row, column) for row, column, status in stands if status is Status.UNKNOWN],
    )


def _status(adherence: Adherence, row: Row, column: Column, on: date) -> Status:
    return adherence.status(column.code, row.code, row.kind, on)


Reported = dict[tuple[str, str], list[Procedure]]


def _reported(on: date) -> Reported:
    """National procedures reported by the day, by (instrument, participant)."""
    found: Reported = defaultdict(list)
    held = Procedure.objects.filter(superseded_at=None, reported_on__lte=on)
    for one in held.select_related("instrument", "participant").order_by("-reported_on"):
        found[one.instrument.code, one.participant.code].append(one)
    return found


def _open(
    adherence: Adherence, row: Row, column: Column, status: Status, on: date, reported: Reported
) -> Open:
    since, in_force_on = _days(adherence, row.code, column.code, on)
    told = status in (Status.CONSENTED, Status.WITHDRAWN)
    return Open(
        row=row,
        column=column,
        status=status,
        signed_on=adherence.signed_on(column.code, row.code, on),
        since=since if told else None,
        in_force_on=in_force_on if status is Status.CONSENTED else None,
        procedures=reported.get((column.code, row.code), []),
    )


def _days(adherence: Adherence, who: str, code: str, on: date) -> tuple[date | None, date | None]:
    """Since when it stands as it does, and from when it is party, if that follows."""
    track = adherence.tracks.get((code, adherence.line(who)), NOTHING_DONE)
    place = bisect_right(track.days, on)
    following = track.statuses[place : place + 1] == (Status.PARTY,)
    return (track.days[place - 1] if place else None), (track.days[place] if following else None)
