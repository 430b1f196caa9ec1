"""What treaties say of a paragraph: the day it was adopted, and the newest state held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dispositif.instruments.adherence import Count
from dispositif.instruments.models import InstrumentName
from dispositif.instruments.queries.adherence import Registers, registers
from dispositif.instruments.rules import NOT_YET_PARTIES, Family, Holding, Status
from dispositif.world import queries as world


@dataclass(frozen=True, slots=True)
class Absent:
    """Who was not yet party on the day: name of the day, status, since when a signatory."""

    code: str
    name: str
    status: Status
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One instrument on the day of the paragraph (`then`) and as latest held (`latest`, on `as_at`)."""

    code: str
    name: str
    then: Count
    not_yet: tuple[Absent, ...]
    latest: Count
    as_at: date


@dataclass(frozen=True, slots=True)
class Answered:
    """The evidence of a paragraph on a day: instruments held, and by name those without a register.

    `listed` and `in_force` count the counter-terrorism instruments of the day, 0 where none was asked for.
    """

    on: date
    participants: int
    members: int
    lines: tuple[Line, ...]
    without: tuple[str, ...]
    waiting: tuple[str, ...]
    listed: int
    in_force: int


def answered(families: Iterable[Family], on: date, language: str) -> Answered:
    """What is held of the instruments of these families that were adopted by the day."""
    held, names = registers(), _names(language)
    wanted, universe = set(families), held.adherence.universe(on)
    codes = [
        code
        for family, code in names
        if family in wanted and held.holding(code, on) is not Holding.NOT_ADOPTED
    ]
    by_code = {code: name for (_, code), name in names.items()}
    terror = [code for family, code in names if family is Family.TERRORISM and code in codes]
    treaties = held.adherence.treaties
    return Answered(
        on=on,
        participants=len(universe),
        members=sum(kind == "member" for kind in universe.values()),
        lines=tuple(
            _line(held, code, by_code[code], on, language)
            for code in codes
            if held.holding(code, on) is Holding.HELD
        ),
        without=tuple(by_code[code] for code in codes if held.holding(code, on) is Holding.NO_REGISTER),
        waiting=tuple(by_code[code] for code in codes if held.holding(code, on) is Holding.UNRESOLVED),
        listed=len(terror),
        in_force=sum((day := treaties[code].in_force_on) is not None and day <= on for code in terror),
    )


def _line(held: Registers, code: str, name: str, on: date, language: str) -> Line:
    as_at = held.editions[code].as_at
    adherence = held.adherence
    return Line(
        code,
        name,
        adherence.count(code, on),
        tuple(_absent(held, code, on, language)),
        adherence.count(code, as_at),
        as_at,
    )


def _absent(held: Registers, code: str, on: date, language: str) -> list[Absent]:
    names = world.names(language, on)
    column = held.adherence.column(code, on)
    who = sorted(
        (one for one, status in column.items() if status in NOT_YET_PARTIES), key=lambda one: names[one][1]
    )
    return [Absent(one, names[one][0], column[one], held.adherence.signed_on(code, one, on)) for one in who]


def _names(language: str) -> dict[tuple[Family, str], str]:
    """(family, code) → short name, in the order of the lists."""
    rows = InstrumentName.objects.filter(language=language if language == "fr" else "en")
    order = ("instrument__family", "instrument__place")
    found = rows.order_by(*order).values_list("instrument__family", "instrument__code", "short")
    return {(Family(family), code): short for family, code, short in found}
