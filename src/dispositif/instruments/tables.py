"""The grid and the follow-up as rows of a table: what pages, API and command line let one take away."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from dispositif.instruments import words
from dispositif.instruments.queries.columns import Column
from dispositif.instruments.queries.follow_up import FollowUp, Open
from dispositif.instruments.queries.grid import Grid
from dispositif.instruments.rules import Status

GRID_HEADS = ("code", "participant", "kind")


def grid_table(shown: Grid) -> Iterator[list[object]]:
    """The grid as rows to take away, the heads first; a head says up to which day its register is held."""
    yield [*GRID_HEADS, *(_head(column) for column in shown.columns)]
    for row in shown.rows:
        cells = (_cell(shown, column, row.code) for column in shown.columns)
        yield [row.code, row.name, words.participant_kind_said(row.kind), *cells]


def _head(column: Column) -> str:
    if column.as_at is None or not column.shown:
        return column.code
    return _("%(code)s (latest held %(day)s)") % {"code": column.code, "day": column.as_at.isoformat()}


def _cell(shown: Grid, column: Column, code: str) -> str:
    if not column.shown:
        return words.holding_said(column.holding, column.waiting)
    return words.status_said(shown.statuses[column.code][code])


OPEN_HEADS = (
    "as_at", "instrument", "latest_held", "code", "participant", "status", "signed_on", "consented_on",
    "withdrawn_on", "in_force_for_it_on", "procedure_reported_on", "source",
)  # fmt: skip


def follow_up_table(found: FollowUp) -> Iterator[tuple[object, ...]]:
    """One row a participant and instrument, the heads first; registers that are not held say so in a row."""
    yield OPEN_HEADS
    for one in found.open:
        yield _row(found.on, one)
    for row, column in found.unknown:
        said = words.status_said(Status.UNKNOWN)
        yield (found.on, column.code, column.as_at, row.code, row.name, said, *[""] * 5, column.source)
    for column in found.silent:
        said = words.holding_said(column.holding, column.waiting)
        yield (found.on, column.code, column.as_at, "", "", said, *[""] * 6)


def _row(on: date, one: Open) -> tuple[object, ...]:
    column, gone = one.column, one.status is Status.WITHDRAWN
    return (
        on,
        column.code,
        column.as_at,
        one.row.code,
        one.row.name,
        words.status_said(one.status),
        one.signed_on,
        None if gone else one.since,
        one.since if gone else None,
        one.in_force_on,
        max((told.reported_on for told in one.procedures), default=None),
        column.source,
    )
