"""Strategies and their coverage as tables to take away; the first can be handed in again."""

from collections.abc import Iterable, Iterator
from datetime import date

from dispositif.instruments.models import StrategyEdition
from dispositif.instruments.queries.strategy import Row
from dispositif.instruments.strategies.cells import COLUMNS, cells_of
from dispositif.instruments.strategies.held import editions, said_of, with_parts
from dispositif.instruments.strategies.rules import Theme, status_on
from dispositif.instruments.strategies.words import cell_said


def table(found: Iterable[StrategyEdition], at: date) -> Iterator[list[object]]:
    """The list as it is imported, with how each stands on the day beside it; the heads first."""
    yield [*COLUMNS, "status", "as_at"]
    keys = [one.pk for one in found]
    rows = {one.pk: one for one in with_parts(editions().filter(pk__in=keys))}
    for key in keys:
        one = rows[key]
        cells = cells_of(said_of(one), one.strategy.uuid)
        yield [*(cells[name] for name in COLUMNS), status_on(one, at).value, at]


def matrix(rows: Iterable[Row], at: date) -> Iterator[list[object]]:
    """The coverage of States by theme, in words: an empty cell there is not; the heads first."""
    yield ["code", "state", *(theme.value for theme in Theme), "as_at"]
    for row in rows:
        yield [row.participant.code, row.name, *(cell_said(cell) for cell in row.cells), at]
