"""The actions of a file beside those held: which are new, changed, gone or the same. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dispositif.instruments.registers.acts import Change, Entry, Held, Line, side
from dispositif.instruments.rules import Kind

Deed = tuple[Kind, date]
Waiting = tuple[str, str, Kind, date]
HANDFUL, SHARE = 5, 0.02
"""Of the actions held, so many may be missing in a whole register before it is taken for half a file."""


@dataclass
class Told:
    """What a file says: actions of participants recognised, actions whose name waits, those set aside."""

    entries: list[Entry] = field(default_factory=list)
    waiting: list[Entry] = field(default_factory=list)
    aside: list[Entry] = field(default_factory=list)


def compared(
    told: Told, held: Iterable[Held], expected: Callable[[Held], bool], with_symbols: bool, with_effects: bool
) -> list[Line]:
    """Every action once. `expected`: whether the file, whole as it claims to be, would have it."""
    known = list(held)
    found = list(_waiting(told.waiting, known, expected))
    found += [Line(Change.SAME, one) for one in told.aside]
    perhaps = {(one.instrument, *one.deed) for one in told.waiting}
    by_line = _by_line(told.entries, [one for one in known if not one.waiting])
    for wanted, there in by_line.values():
        found += _line(wanted, there, with_symbols, with_effects, expected, perhaps)
    return sorted(found, key=_place)


def _place(line: Line) -> tuple[str, str, date, str, str]:
    shown = line.shown
    return shown.instrument, shown.participant, shown.on, shown.kind, shown.name


def _waiting(entries: list[Entry], held: list[Held], expected: Callable[[Held], bool]) -> Iterator[Line]:
    """Names that wait: held already or new; those that a whole file has no more are gone."""
    there = {_key(one): one for one in held if one.waiting}
    for entry in entries:
        yield Line(Change.UNRESOLVED, entry, there.pop(_key(entry), None))
    yield from (Line(Change.GONE, None, one) for one in there.values() if expected(one))


def _key(one: Entry | Held) -> Waiting:
    return one.instrument, one.name, one.kind, one.on


def _by_line(entries: list[Entry], held: list[Held]) -> dict[tuple[str, str], tuple[list[Entry], list[Held]]]:
    found: dict[tuple[str, str], tuple[list[Entry], list[Held]]] = defaultdict(lambda: ([], []))
    for entry in entries:
        found[entry.instrument, entry.participant][0].append(entry)
    for one in held:
        found[one.instrument, one.participant][1].append(one)
    return found


def _line(
    wanted: list[Entry],
    there: list[Held],
    with_symbols: bool,
    with_effects: bool,
    expected: Callable[[Held], bool],
    perhaps: set[tuple[str, Kind, date]],
) -> Iterator[Line]:
    """One participant on one instrument; `perhaps`: what a name that waits may turn out to be."""
    by_deed = {one.deed: one for one in there}
    left = []
    for entry in sorted(wanted, key=lambda one: (one.on, one.kind)):
        one = by_deed.pop(entry.deed, None)
        if one is None:
            left.append(entry)
        else:
            alike = (not with_symbols or entry.symbol == one.symbol) and (
                not with_effects or entry.effective_on == one.effective_on
            )
            yield Line(Change.SAME if alike else Change.CHANGED, entry, one)
    missing = [
        one for one in by_deed.values() if expected(one) and (one.instrument, *one.deed) not in perhaps
    ]
    yield from _paired(left, sorted(missing, key=lambda one: (one.on, one.kind)))


def _paired(left: list[Entry], missing: list[Held]) -> Iterator[Line]:
    """What is new and what is missing stand for one another, within a class of actions, by their days."""
    by_side: dict[str, list[Held]] = defaultdict(list)
    for one in missing:
        by_side[side(one.kind)].append(one)
    for entry in left:
        others = by_side[side(entry.kind)]
        yield Line(Change.CHANGED, entry, others.pop(0)) if others else Line(Change.NEW, entry)
    yield from (Line(Change.GONE, None, one) for others in by_side.values() for one in others)


def half(gone: int, held: int) -> bool:
    """Whether so much of what is held is missing that the file is taken for a part."""
    return gone > HANDFUL and gone > SHARE * held
