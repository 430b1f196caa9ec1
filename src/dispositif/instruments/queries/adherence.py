"""What is held of all registers, ready to be asked for any day, as it was known at any moment."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, Sum

from dispositif.instruments.adherence import Adherence, Deed, Treaty
from dispositif.instruments.facts import table
from dispositif.instruments.models import Action, Edition, Instrument, Unresolved
from dispositif.instruments.rules import STALE, Holding, Kind
from dispositif.world import queries as world

KEPT = 8
"""States of the registers that are kept ready: the present one, and moments of the past asked for lately."""
_ready: OrderedDict[tuple[Any, ...], "Registers"] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Registers:
    """What is held: who stands how, the latest edition of each register, and what waits for its names.

    `unresolved` by instrument code: names that nobody has resolved. An instrument that has one is not shown.
    """

    adherence: Adherence
    editions: dict[str, Edition]
    unresolved: dict[str, int]
    since: dict[str, int]
    """By instrument code: actions held that are later than its edition's last day."""
    changed_at: datetime | None
    """When a register last changed, of what is known now."""

    def holding(self, code: str, on: date) -> Holding:
        """What can be said of one instrument on the day."""
        if on < self.adherence.treaties[code].adopted_on:
            return Holding.NOT_ADOPTED
        if self.unresolved.get(code):
            return Holding.UNRESOLVED
        return Holding.HELD if code in self.editions else Holding.NO_REGISTER

    def as_at(self, code: str) -> date | None:
        """The last day that the newest edition covers: the latest held, never today."""
        edition = self.editions.get(code)
        return edition.as_at if edition else None

    def stale(self, code: str, today: date) -> bool:
        """Whether its newest state lies so far back that its pages carry a banner."""
        last = self.as_at(code)
        return last is not None and today - last > STALE


def registers(known_at: datetime | None = None) -> Registers:
    """Everything held now, or as it was known at a moment. What changes nothing is not read twice."""
    key = (connection.settings_dict["NAME"], known_at, *_state())
    found = _ready.pop(key, None) or _read(known_at)
    _ready[key] = found  # the one asked for last goes last
    while len(_ready) > KEPT:
        _ready.popitem(last=False)
    return found


def registers_as_known(known_at: datetime) -> Registers:
    """The same; a moment after the last change has nothing of its own to read."""
    now = registers()
    return now if now.changed_at is None or known_at >= now.changed_at else registers(known_at)


def _state() -> tuple[Any, ...]:
    """What every change of a register, of a name or of the world alters; numbers of rows never come back."""
    marks: tuple[tuple[QuerySet[Any], str], ...] = (
        (Action.objects.all(), "superseded_at"),
        (Unresolved.objects.all(), "settled_at"),
    )
    said = tuple(
        tuple(
            rows.aggregate(last=Max("id"), at=Max("recorded_at"), ended=Max(ended), n=Count(ended)).values()
        )
        for rows, ended in marks
    )
    listed = Instrument.objects.aggregate(at=Max("recorded_at"), n=Count("id"), revision=Sum("revision"))
    edition = Edition.objects.aggregate(last=Max("id"))
    return (*said, *listed.values(), *edition.values(), world.revision())


def known(moment: datetime | None, ended: str = "superseded_at") -> Q:
    """Rows as they were known at the moment; those that hold now, without one."""
    if moment is None:
        return Q(**{ended: None})
    begun = Q(recorded_at__lte=moment)
    return begun & (Q(**{ended: None}) | Q(**{f"{ended}__gt": moment}))


def _read(known_at: datetime | None) -> Registers:
    # names that wait are read first: one that is settled meanwhile blocks once more, and nobody is left out
    waiting, changed_at = _unresolved(known_at), _changed_at()
    deeds, editions = _deeds(known_at), _editions(known_at)
    later = Counter(
        code
        for (code, _), done in deeds.items()
        if code in editions
        for deed in done
        if deed.on > editions[code].as_at
    )
    return Registers(
        Adherence(_treaties(), deeds, world.presences(), _continued(), _gaps()),
        editions,
        waiting,
        dict(later),
        changed_at,
    )


def _changed_at() -> datetime | None:
    marks = (
        *Action.objects.aggregate(Max("recorded_at"), Max("superseded_at")).values(),
        *Unresolved.objects.aggregate(Max("recorded_at"), Max("settled_at")).values(),
        Edition.objects.aggregate(at=Max("recorded_at"))["at"],
    )
    return max((at for at in marks if at is not None), default=None)


def _deeds(known_at: datetime | None) -> dict[tuple[str, str], list[Deed]]:
    """Actions by (instrument, participant), both as codes."""
    deeds: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    columns = ("instrument__code", "participant__code", "kind", "on", "effective_on")
    rows = Action.objects.filter(known(known_at)).values_list(*columns)
    for code, participant, kind, on, effective_on in rows:
        deeds[code, participant].append(Deed(Kind(kind), on, effective_on))
    return deeds


def _treaties() -> Iterable[Treaty]:
    for one in Instrument.objects.order_by("family", "place"):
        yield Treaty(
            code=one.code,
            adopted_on=one.adopted_on,
            in_force_on=one.in_force_on,
            reio=one.reio,
            wait_days=one.wait_days or 0,
            wait_months=one.wait_months or 0,
        )


def _continued() -> dict[str, list[str]]:
    return {new: [old for old, _ in olds] for new, olds in world.continued().items()}


def _gaps() -> dict[tuple[str, str], date]:
    """Of whom the registers that the project carries have lost what came before a day; none: altogether."""
    rows = table("gaps")
    days = {(row["instrument"], row["participant"]): row["told_from"] for row in rows}
    return {key: date.fromisoformat(day) if day else date.max for key, day in days.items()}


def _editions(known_at: datetime | None) -> dict[str, Edition]:
    held = Edition.objects.select_related("instrument").order_by("recorded_at", "id")
    if known_at is not None:
        held = held.filter(recorded_at__lte=known_at)
    return {one.instrument.code: one for one in held}


def _unresolved(known_at: datetime | None) -> dict[str, int]:
    waiting = Unresolved.objects.filter(known(known_at, "settled_at"))
    counted = waiting.values("instrument__code").annotate(names=Count("printed", distinct=True))
    return {row["instrument__code"]: row["names"] for row in counted}
