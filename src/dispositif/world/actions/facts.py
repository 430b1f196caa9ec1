"""Statements of a table: kept while they stand, superseded when they do not."""

from typing import Any

from django.db.models.functions import Now

from dispositif.world.actions.things import FIELDS, Things, value
from dispositif.world.facts import Row
from dispositif.world.models import Sourced
from dispositif.world.rules import fold
from dispositif.world.sheets import ALIASES, Sheet

COMPUTED = "sort_key"
"""Follows from the name; a database hands it back in another shape."""


def stated(sheet: Sheet, rows: list[Row], things: dict[str, Things]) -> list[dict[str, Any]]:
    """The fields of every statement of the sheet; `things`: sheet → its things."""
    return [_fields(sheet, row, things) for row in rows]


def _fields(sheet: Sheet, row: Row, things: dict[str, Things]) -> dict[str, Any]:
    fields = {FIELDS.get(column, column): value(row, column) for column in sheet.columns}
    for column, cited in sheet.cites.items():
        del fields[column]
        fields[f"{column}_id"] = things[cited][row[column]].pk
    if sheet is ALIASES:
        fields["folded"] = fold(row["alias"])
    return fields | {"source": row["source"], "verified": not row["doubtful"]}


def keep(model: type[Sourced], wanted: list[dict[str, Any]]) -> int:
    """Bring the statements of a table in line with the wanted ones; how many rows changed.

    A correction supersedes a row and adds another: one change.
    """
    compared = [field for field in (wanted[0] if wanted else ()) if field != COMPUTED]
    held = {tuple(getattr(row, one) for one in compared): row.pk for row in _standing(model)}
    new = {tuple(one[field] for field in compared): one for one in wanted}
    past = [pk for key, pk in held.items() if key not in new]
    fresh = [model(**one) for key, one in new.items() if key not in held]
    _standing(model).filter(pk__in=past).update(superseded_at=Now())
    model._default_manager.bulk_create(fresh)
    return max(len(fresh), len(past))


def _standing(model: type[Sourced]) -> Any:
    return model._default_manager.filter(superseded_at=None)
