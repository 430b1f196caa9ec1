"""Things of a table and their rows in the database."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models.functions import Now

from dispositif.world.facts import Row
from dispositif.world.models import Entity, Grouping, Participant, Region, Theme
from dispositif.world.rules import identity
from dispositif.world.sheets import Sheet

Thing = Region | Participant | Entity | Theme | Grouping
Things = dict[str, Any]
"""Things by the key of their sheet."""
_MODELS: dict[str, type[Thing]] = {
    "region": Region,
    "participant": Participant,
    "entity": Entity,
    "theme": Theme,
    "grouping": Grouping,
}
FIELDS = {"since_on": "valid_from", "until_on": "valid_to", "on": "valid_from"}
"""Columns whose field is called otherwise."""
_VALUES: dict[str, Callable[[str], object]] = {
    "member_since": int,
    "latitude": float,
    "longitude": float,
    **dict.fromkeys(FIELDS, date.fromisoformat),
}
"""Columns that hold more than words."""


def value(row: Row, column: str) -> object:
    """What the row says in a column; what is empty is None."""
    return _VALUES.get(column, str)(row[column]) if row[column] else None


def settle(sheet: Sheet, noun: str, rows: list[Row], known: dict[str, Things]) -> tuple[Things, int]:
    """Every thing of the sheet, and how many were added or changed. Parents stand above.

    `known`: sheet → its things, of the sheets that this one cites. Things that cannot lie in one another
    are written at once, the others one by one.
    """
    model = _MODELS[noun]
    things: Things = {getattr(thing, sheet.key): thing for thing in model.objects.all()}
    known = known | {sheet.name: things}
    parted = sheet.name in sheet.cites.values()
    fresh: list[Any] = []
    changed = 0
    for row in rows:
        thing = things.setdefault(row[sheet.key], model(uuid=identity(noun, row[sheet.key])))
        wanted = _fields(sheet, row, known)
        if thing.pk is None and not parted:
            fresh.append(_set(thing, wanted))
        elif thing.pk is None or any(getattr(thing, field) != value for field, value in wanted.items()):
            _set(thing, wanted).save()
            changed += 1
    model._default_manager.bulk_create(fresh)
    return things, changed + len(fresh)


def _fields(sheet: Sheet, row: Row, known: dict[str, Things]) -> dict[str, Any]:
    fields = {FIELDS.get(column, column): value(row, column) for column in sheet.columns}
    for column, cited in sheet.cites.items():
        fields[column] = known[cited][row[column]] if row[column] else None
    return fields


def _set(thing: Thing, fields: dict[str, Any]) -> Thing:
    for field, wanted in fields.items():
        setattr(thing, field, wanted)
    thing.recorded_at = Now()  # the database's clock, as the trail's
    return thing
