"""Strategies that match, and how they stand on a day, as known at a moment.

Silence is never an answer: a State for which nothing is held has “no information”, not “no strategy”.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from dispositif.instruments.models import Measure, Strategy, StrategyCover, StrategyEdition
from dispositif.instruments.queries.strategy_states import by_region, named_states, place, states
from dispositif.instruments.strategies.held import editions, known, with_parts
from dispositif.instruments.strategies.rules import (
    Kind,
    Mark,
    Status,
    Theme,
    mark_on,
    shown,
    status_on,
)
from dispositif.world.models import Participant
from dispositif.world.order import sort_key

Found = QuerySet[StrategyEdition] | list[StrategyEdition]
ORDERS = ("title", "-title", "since_on", "-since_on", "until_on", "-until_on")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list; empty parts ask nothing. `state` is a participant's code, `region` M49."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    state: str = ""
    region: str = ""
    grouping: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A strategy with the States that it lists, and how it stands on a day."""

    edition: StrategyEdition
    status: Status
    covers: tuple[StrategyCover, ...]

    def reached(self, at: date) -> set[str]:
        """The participants (by code) for whom it is in force on the day."""
        kind, status = self.edition.kind, self.status
        living = (Mark.NATIONAL, Mark.REGIONAL)
        return {one.participant.code for one in self.covers if mark_on(kind, status, one, at) in living}


@dataclass(frozen=True, slots=True)
class Told:
    """One mark of a cell; `verified` where at least one strategy behind it was checked."""

    mark: Mark
    verified: bool


Cell = tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One State of the day under its name: what is held by theme; an empty cell says “no information”."""

    participant: Participant
    name: str
    verified: bool
    cells: tuple[Cell, ...]

    @property
    def told(self) -> bool:
        """Whether anything is held for the State."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Standing:
    """How all strategies that are known stand on a day; `states` are those for whom one is in force.

    `regions`: M49 code → States covered, and States of the day, in every region that holds a State.
    """

    known: int
    by_status: dict[Status, int]
    national: int
    regional: int
    themes: dict[Theme, int]
    states: int
    states_of_the_day: int
    regions: dict[str, tuple[int, int]]


def find(uuid: UUID) -> StrategyEdition | None:
    """What the strategy of this identifier says now, with its States and measures."""
    return with_parts(editions().filter(strategy__uuid=uuid)).first()


def history(strategy: Strategy) -> QuerySet[StrategyEdition]:
    """Everything that was ever said of a strategy, the latest first."""
    rows = StrategyEdition.objects.filter(strategy=strategy).select_related("state", "entity")
    return rows.order_by("-recorded_at")


def strategies(asked: Asked, at: date, order: str = "-since_on") -> Found:
    """The strategies that match, in order; `at` is the day that decides how they stand."""
    found = editions().filter(_equal(asked), _standing(asked.status, at))
    where = place(asked.region, asked.grouping, at)
    if asked.state:
        found = found.filter(Exists(_covers().filter(participant__code=asked.state)))
    if where is not None:
        found = found.filter(Exists(_covers().filter(participant__code__in=where)))
    found = found.annotate(states=Count("strategy__covers", filter=Q(strategy__covers__superseded_at=None)))
    return _ordered(found, order)


def _ordered(found: QuerySet[StrategyEdition], order: str) -> Found:
    name = order.removeprefix("-") if order in ORDERS else "since_on"
    down = order.startswith("-") or order not in ORDERS
    if name == "title":  # the database knows no order of words
        return sorted(found, key=lambda one: (sort_key(one.title), one.pk), reverse=down)
    ordered = F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
    return found.order_by(ordered, "pk")


def _equal(asked: Asked) -> Q:
    wanted = Q(kind=asked.kind) if asked.kind else Q()
    if asked.theme:
        wanted &= Q(themes__contains=[asked.theme])
    if asked.words:
        measures = Measure.objects.filter(known(), strategy=OuterRef("strategy"), text__icontains=asked.words)
        said = Q(title__icontains=asked.words) | Q(institution__icontains=asked.words)
        wanted &= said | Q(source__icontains=asked.words) | Q(Exists(measures))
    return wanted


def _covers() -> QuerySet[StrategyCover]:
    return StrategyCover.objects.filter(known(), strategy=OuterRef("strategy"))


def _standing(status: str, at: date) -> Q:
    """`rules.status_on` as a condition on rows."""
    withdrawn = Q(withdrawn_on__isnull=False, withdrawn_on__lte=at)
    expired = ~withdrawn & Q(until_on__isnull=False, until_on__lt=at)
    over = withdrawn | Q(until_on__isnull=False, until_on__lt=at)
    begun = Q(since_on__isnull=False, since_on__lte=at)
    preparing = Q(preparing_on__isnull=False, preparing_on__lte=at) | Q(
        adopted_on__isnull=False, adopted_on__lte=at
    )
    return {
        Status.WITHDRAWN.value: withdrawn,
        Status.EXPIRED.value: expired,
        Status.IN_FORCE.value: ~over & begun,
        Status.IN_PREPARATION.value: ~over & ~begun & preparing,
        Status.NOT_BEGUN.value: ~over & ~begun & ~preparing,
    }.get(status, Q())


def holdings(at: date, known_at: datetime | None = None) -> list[Holding]:
    """Every strategy that was known, with how it stands on the day."""
    covers: dict[int, list[StrategyCover]] = defaultdict(list)
    for one in StrategyCover.objects.filter(known(known_at)).select_related("participant"):
        covers[one.strategy_id].append(one)
    return [
        Holding(one, status_on(one, at), tuple(covers[one.strategy_id]))
        for one in editions(known_at).order_by("strategy_id")
    ]


def coverage(
    *, at: date, language: str, region: str = "", grouping: str = "", known_at: datetime | None = None
) -> list[Row]:
    """The States of the day under their names, each with what is held for it, theme by theme."""
    where = place(region, grouping, at)
    marks = _marks(holdings(at, known_at), at)
    return [
        Row(one.participant, one.name, one.verified, _cells(marks[one.participant.code]))
        for one in named_states(language, at)
        if where is None or one.participant.code in where
    ]


Marks = dict[tuple[str, Mark], bool]
"""Theme and mark → whether it is verified, of one State."""


def _marks(held: Iterable[Holding], at: date) -> dict[str, Marks]:
    """Code of a participant → what is held for it."""
    found: dict[str, Marks] = defaultdict(dict)
    for holding in held:
        edition = holding.edition
        for cover in holding.covers:
            mark = mark_on(edition.kind, holding.status, cover, at)
            if mark is None:
                continue
            marks = found[cover.participant.code]
            for theme in edition.themes:
                marks[theme, mark] = marks.get((theme, mark), False) or edition.verified
    return found


def _cells(marks: Marks) -> tuple[Cell, ...]:
    return tuple(
        tuple(Told(mark, marks[theme, mark]) for mark in shown([two for one, two in marks if one == theme]))
        for theme in Theme
    )


def standing(at: date, known_at: datetime | None = None) -> Standing:
    """Counts of the strategies that are known on a day, and of the States for whom one is in force."""
    held = holdings(at, known_at)
    in_force = [one for one in held if one.status is Status.IN_FORCE]
    kinds, found = Counter(one.edition.kind for one in in_force), Counter(one.status for one in held)
    themes = Counter(theme for one in in_force for theme in one.edition.themes)
    of_the_day = states(at)
    reached = set().union(*(one.reached(at) for one in in_force)) & of_the_day
    return Standing(
        known=len(held),
        by_status={status: found[status] for status in Status},
        national=kinds[Kind.NATIONAL],
        regional=kinds[Kind.REGIONAL],
        themes={theme: themes[theme] for theme in Theme},
        states=len(reached),
        states_of_the_day=len(of_the_day),
        regions=by_region(reached, of_the_day),
    )


def freshness() -> dict[str, date | int | None]:
    """How many strategies are recorded, how many of them are unverified, and the day of the last change."""
    last: datetime | None = changed()
    found = editions().aggregate(all=Count("pk"), unverified=Count("pk", filter=Q(verified=False)))
    return {**found, "latest": last.date() if last else None}


def changed() -> datetime | None:
    """When a strategy was last written."""
    latest = Max(Greatest("recorded_at", "superseded_at"))
    moments = [
        rows.aggregate(last=latest)["last"] for rows in (StrategyEdition.objects, StrategyCover.objects)
    ]
    return max(filter(None, moments), default=None)
