"""One column per instrument: how it is called, what is held of its register, up to which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from dispositif.instruments.facts import LANGUAGES
from dispositif.instruments.models import Action, Edition, Instrument
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.rules import NAMED, Family, Holding

ORDER = (*NAMED, *(family for family in Family if family not in NAMED))
"""What paragraph 6 of A/RES/61/181 names comes first; the drug conventions stand beside it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One instrument on a day; `held` actions are held, `later` of them fall after its edition's last day.

    `ahead` when the day asked for lies after that last day: what is shown is the newest state held.
    """

    instrument: Instrument
    name: str
    short: str
    holding: Holding
    edition: Edition | None
    held: int
    later: int
    waiting: int
    stale: bool
    ahead: bool

    @property
    def code(self) -> str:
        """The short code of the instrument."""
        return self.instrument.code

    @property
    def shown(self) -> bool:
        """Whether anybody's status may be shown."""
        return self.holding is Holding.HELD

    @property
    def source(self) -> str:
        """Where the newest edition is from."""
        return self.edition.source if self.edition else ""

    @property
    def rows(self) -> int:
        """How many actions its source has."""
        return self.edition.rows if self.edition else 0

    @property
    def as_at(self) -> date | None:
        """The latest day held."""
        return self.edition.as_at if self.edition else None


def columns(
    registers: Registers, language: str, on: date, today: date, only: Collection[str] = ()
) -> list[Column]:
    """Every instrument, or those of the codes `only`, in the order of the lists."""
    rows = Instrument.objects.prefetch_related("names").select_related("parent")
    found = rows.filter(code__in=only) if only else rows
    counted = Action.objects.filter(superseded_at=None).values("instrument").annotate(n=Count("pk"))
    held = dict(counted.values_list("instrument", "n"))
    ordered = sorted(found, key=lambda one: (ORDER.index(Family(one.family)), one.place))
    return [_column(registers, one, language, on, today, held.get(one.pk, 0)) for one in ordered]


def _column(registers: Registers, one: Instrument, language: str, on: date, today: date, held: int) -> Column:
    names = {name.language: name for name in one.names.all()}
    called = names[language if language in LANGUAGES else "en"]
    edition = registers.editions.get(one.code)
    return Column(
        instrument=one,
        name=called.name,
        short=called.short,
        holding=registers.holding(one.code, on),
        edition=edition,
        held=held,
        later=registers.since.get(one.code, 0),
        waiting=registers.unresolved.get(one.code, 0),
        stale=registers.stale(one.code, today),
        ahead=edition is not None and on > edition.as_at,
    )


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is held of some instruments: registers shown, their latest days, rows held and in the sources."""

    instruments: int
    registers: int
    first: date | None
    last: date | None
    held: int
    rows: int


def freshness(listed: Collection[Column]) -> Fresh:
    """What a page that rests on these columns says of its sources."""
    shown = [(column, column.edition) for column in listed if column.shown and column.edition]
    days = [edition.as_at for _, edition in shown]
    return Fresh(
        instruments=len(listed),
        registers=len(shown),
        first=min(days, default=None),
        last=max(days, default=None),
        held=sum(column.held for column, _ in shown),
        rows=sum(edition.rows for _, edition in shown),
    )
