"""One instrument on a day: counts, who stands how, how that came to be, what else was printed of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from dispositif.instruments.adherence import REIO, Adherence, Count
from dispositif.instruments.models import Action, Instrument, Published
from dispositif.instruments.queries.acts import acts, behind, bond, signature
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.rows import Narrowed, Row, rows
from dispositif.instruments.rules import CONSENTS, Status

Points = tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One participant of the day; `consented_on` and `in_force_on` are two days, `kind` how it consented.

    `by` is the code of whoever acted, where that was one that it continues. An organization is in the
    depositary's count, and does not count toward entry into force.
    """

    row: Row
    status: Status
    signed_on: date | None
    consented_on: date | None
    in_force_on: date | None
    kind: str
    by: str
    symbol: str

    @property
    def reio(self) -> bool:
        """Whether it is an organization."""
        return self.row.kind == REIO


@dataclass(frozen=True, slots=True)
class History:
    """Counts over time, up to the latest day held: who was a signatory, had consented, was party."""

    signatories: Points
    consents: Points
    parties: Points


@dataclass(frozen=True, slots=True)
class Treaty:
    """One instrument on a day; without a register held, the facts of the treaty only."""

    column: Column
    parent: Column | None
    protocols: list[Column]
    count: Count | None
    standings: dict[Status, list[Standing]]
    published: list[Published]
    kinds: dict[str, int]

    @property
    def organizations(self) -> list[Standing]:
        """Consents that are in the depositary's count alone."""
        return [one for status in CONSENTS for one in self.standings.get(status, []) if one.reio]


def treaty(registers: Registers, one: Instrument, *, language: str, on: date, today: date) -> Treaty:
    """What is held of the instrument on the day."""
    kin = [
        one.code,
        *one.protocols.values_list("code", flat=True),
        *([one.parent.code] if one.parent else []),
    ]
    family = {column.code: column for column in columns(registers, language, on, today, kin)}
    column, present = family.pop(one.code), registers.adherence.universe(on)
    parent = family.pop(one.parent.code) if one.parent else None
    listed = rows(present, Narrowed(), language, on) if column.shown else []
    return Treaty(
        column=column,
        parent=parent,
        protocols=list(family.values()),
        count=registers.adherence.count(one.code, on) if column.shown else None,
        standings=_standings(registers.adherence, one, listed, on),
        published=list(one.published.order_by("as_of", "pk")),
        kinds=dict(Counter(present.values()).most_common()),
    )


def _standings(
    adherence: Adherence, one: Instrument, listed: Iterable[Row], on: date
) -> dict[Status, list[Standing]]:
    """Everybody of the day by status, each list in the order of the rows."""
    done = acts(adherence, Action.objects.filter(instrument=one), on)
    found: dict[Status, list[Standing]] = defaultdict(list)
    for row in listed:
        status = adherence.status(one.code, row.code, row.kind, on)
        found[status].append(
            _standing(
                adherence, one.code, row, status, done.get((one.code, adherence.line(row.code)), []), on
            )
        )
    return dict(found)


def _standing(
    adherence: Adherence, code: str, row: Row, status: Status, done: list[Action], on: date
) -> Standing:
    given, signed = bond(adherence, code, done, on), signature(done)
    act = behind(given, done)
    by = act.participant.code if act and act.participant.code != row.code else ""
    return Standing(
        row=row,
        status=status,
        signed_on=signed.on if signed else None,
        consented_on=given.consented_on if given else None,
        in_force_on=given.in_force_on if given else None,
        kind=act.kind if act else "",
        by=by,
        symbol=act.symbol if act else "",
    )


@lru_cache(maxsize=64)
def history(adherence: Adherence, code: str, until: date) -> History:
    """How the counts of one instrument moved, up to and including the day `until`."""
    first = adherence.treaties[code].adopted_on
    signatories, consents, parties = Counter[date](), Counter[date](), Counter[date]()
    for spell in adherence.spells:
        begin, end = max(spell.since or first, first), min(spell.until or until, until)
        signed_on = adherence.signed_on(code, spell.code, end)
        if signed_on and begin <= end:
            _rise(signatories, max(signed_on, begin), end, until)
    for span in adherence.spans(first, until):
        if span.instrument == code and span.status in CONSENTS:
            _rise(consents, span.first, span.last, until)
            if span.status is Status.PARTY:
                _rise(parties, span.first, span.last, until)
    return History(_points(signatories), _points(consents), _points(parties))


def _rise(found: Counter[date], since: date, last: date, until: date) -> None:
    found[since] += 1
    if last < until:
        found[last + timedelta(1)] -= 1


def _points(changes: Counter[date]) -> Points:
    """The running count on each day on which it changed."""
    days = sorted(day for day, change in changes.items() if change)
    return tuple(zip(days, accumulate(changes[day] for day in days), strict=True))
