"""What is held of strategies, as the rules speak of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, Prefetch, Q, QuerySet

from dispositif.instruments.models import Measure, Strategy, StrategyCover, StrategyEdition
from dispositif.instruments.strategies.rules import Cover, Kind, Said, Theme

DAYS = ("preparing_on", "adopted_on", "since_on", "until_on", "withdrawn_on")
WORDS = ("title", "language", "source", "institution", "withdrawn_why", "link")


def known(known_at: datetime | None = None) -> Q:
    """Rows that stood at a moment; those that stand now without one."""
    if known_at is None:
        return Q(superseded_at__isnull=True)
    stood = Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
    return stood & Q(recorded_at__lte=known_at)


def editions(known_at: datetime | None = None) -> QuerySet[StrategyEdition]:
    """One edition of each strategy with its owner: what it said, as known at a moment."""
    return StrategyEdition.objects.filter(known(known_at)).select_related("strategy", "state", "entity")


def with_parts(
    found: QuerySet[StrategyEdition], known_at: datetime | None = None
) -> QuerySet[StrategyEdition]:
    """The same, each `strategy` with `standing_covers` and `standing_measures`."""
    covers = StrategyCover.objects.filter(known(known_at)).select_related("participant")
    measures = Measure.objects.filter(known(known_at)).order_by("pk")
    return found.prefetch_related(
        _to("covers", covers.order_by("participant__code", "since_on", "pk"), "standing_covers"),
        _to("measures", measures, "standing_measures"),
    )


def _to(name: str, rows: QuerySet[Model], attribute: str) -> "Prefetch[str, QuerySet[Model], str]":
    return Prefetch(f"strategy__{name}", queryset=rows, to_attr=attribute)


def said_of(edition: StrategyEdition) -> Said:
    """All that an edition says, read by `with_parts`."""
    strategy = edition.strategy
    return Said(
        kind=Kind(edition.kind),
        state=edition.state.code if edition.state else "",
        entity=edition.entity.code if edition.entity else "",
        themes=in_order(edition.themes),
        verified=edition.verified,
        covers=tuple(_cover(one) for one in strategy.standing_covers),  # type: ignore[attr-defined]
        measures=tuple(one.text for one in strategy.standing_measures),  # type: ignore[attr-defined]
        **{name: getattr(edition, name) for name in (*DAYS, *WORDS)},
    )


def edition_of(strategy: Strategy) -> StrategyEdition:
    """What a strategy says now, with its parts."""
    return with_parts(editions().filter(strategy=strategy)).get()


def in_order(themes: Iterable[str]) -> tuple[Theme, ...]:
    """Themes in the order of the paragraph, each once."""
    held = set(themes)
    return tuple(theme for theme in Theme if theme in held)


def _cover(one: StrategyCover) -> Cover:
    return Cover(one.participant.code, one.source, one.since_on, one.until_on)
