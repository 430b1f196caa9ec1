"""Changes to the world: its facts, loaded from the tables that the package carries."""

from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.check import check
from dispositif.world.facts import FACTS, Row, read
from dispositif.world.models import (
    Entity,
    EntityName,
    Participant,
    ParticipantName,
    Region,
    RegionName,
    Theme,
    ThemeName,
)
from dispositif.world.order import sort_key
from dispositif.world.rules import fold, identity
from dispositif.world.sheets import ENTITIES, PARTICIPANTS, REGIONS, THEMES, Sheet

Thing = Region | Participant | Entity | Theme
Named = RegionName | ParticipantName | EntityName | ThemeName
WORLD = Party("world", identity("world", "facts"), "Facts of the world")
_LANDING: tuple[tuple[Sheet, str, type[Thing], type[Named]], ...] = (
    (REGIONS, "region", Region, RegionName),
    (PARTICIPANTS, "participant", Participant, ParticipantName),
    (ENTITIES, "entity", Entity, EntityName),
    (THEMES, "theme", Theme, ThemeName),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each table the facts hold, and how many of them this run wrote."""

    held: dict[str, int]
    written: dict[str, int]


@transaction.atomic
def load_facts(*, by: Party, on: date, folder: Traversable = FACTS) -> Loaded:
    """Bring the tables of the database in line with the tables of the package.

    All or nothing: faults refuse the whole, as `findings` of the refusal. A second run writes nothing.
    A thing keeps its row and uuid; a name that changed is superseded. Nothing is removed.
    """
    tables, findings = read(folder)
    _refuse_faults(findings or check(tables))
    held, written = {}, {}
    for sheet, noun, model, named in _LANDING:
        things, changed = _settle(sheet, noun, model, tables[sheet.name])
        held[sheet.name], written[sheet.name] = len(tables[sheet.name]), changed
        written[f"{noun} names"] = _call(sheet, noun, named, tables[sheet.name], things)
        held[f"{noun} names"] = len(tables[sheet.name]) * len(sheet.languages)
    if any(written.values()):
        trail.record(what="world.facts_loaded", about=WORLD, by=by, content={"on": on, "written": written})
    return Loaded(held, written)


def _refuse_faults(findings: list[Finding]) -> None:
    faults = blocking(findings)
    if faults:
        said = phrase("The tables of facts have %(count)s faults; the first is in %(first)s")
        raise Refusal("world.facts_faulty", said, count=len(faults), first=str(faults[0]), findings=faults)


def _settle(sheet: Sheet, noun: str, model: type[Thing], rows: list[Row]) -> tuple[dict[str, Thing], int]:
    """Every thing of the sheet by its key, and how many were added or changed. Parents stand above."""
    things: dict[str, Any] = {getattr(thing, sheet.key): thing for thing in model.objects.all()}
    places = things if sheet.parent[1] == sheet.name else {one.m49: one for one in Region.objects.all()}
    changed = 0
    for row in rows:
        thing = things.setdefault(row[sheet.key], model(uuid=identity(noun, row[sheet.key])))
        wanted = _fields(sheet, row, places)
        if thing.pk is None or any(getattr(thing, field) != value for field, value in wanted.items()):
            _write(thing, wanted)
            changed += 1
    return things, changed


def _fields(sheet: Sheet, row: Row, places: dict[str, Any]) -> dict[str, Any]:
    """The row as the model's fields; what is empty is null."""
    fields: dict[str, Any] = {column: row[column] or None for column in sheet.columns}
    fields[sheet.parent[0]] = places[row[sheet.parent[0]]] if row[sheet.parent[0]] else None
    if fields.get("member_since"):
        fields["member_since"] = int(fields["member_since"])
    return fields


def _write(thing: Thing, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        setattr(thing, field, value)
    thing.recorded_at = Now()  # the database's clock, as the trail's
    thing.save()


def _call(sheet: Sheet, noun: str, named: type[Named], rows: list[Row], things: dict[str, Any]) -> int:
    """Give each thing the names of its row; how many were added, those that correct another included."""
    current = {
        (getattr(name, f"{noun}_id"), name.language): name
        for name in named.objects.filter(superseded_at=None, valid_to=None)
    }
    fresh: list[Any] = []
    past: list[int] = []
    for row in rows:
        for language in sheet.languages:
            thing = things[row[sheet.key]]
            before = current.get((thing.pk, language))
            if before is None or _said(before) != (row[language], row["source"], not row.doubtful(language)):
                fresh.append(_name(named, noun, thing, row, language, before))
                past += [before.pk] if before else []
    named.objects.filter(pk__in=past).update(superseded_at=Now())
    named.objects.bulk_create(fresh)
    return len(fresh)


def _said(name: Named) -> tuple[str, str, bool]:
    return name.name, name.source, name.verified


def _name(
    named: type[Named], noun: str, thing: Thing, row: Row, language: str, before: Named | None
) -> Named:
    """A name of the row; a correction holds on the days of what it corrects."""
    name = row[language]
    return named(
        **{noun: thing},
        language=language,
        name=name,
        folded=fold(name),
        sort_key=sort_key(name),
        source=row["source"],
        verified=not row.doubtful(language),
        valid_from=before.valid_from if before else None,
    )
