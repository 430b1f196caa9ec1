"""The tables of the package brought into the database."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable

from django.db import transaction

from dispositif.kernel.finding import blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.trail import actions as trail
from dispositif.trail.party import Party
from dispositif.world.actions.facts import keep, stated
from dispositif.world.actions.names import called
from dispositif.world.actions.things import Things, settle
from dispositif.world.check import check
from dispositif.world.facts import FACTS, Tables, read
from dispositif.world.models import (
    Alias,
    EntityName,
    GroupingName,
    Membership,
    Name,
    ParticipantName,
    RegionName,
    Sourced,
    Standing,
    Succession,
    ThemeName,
)
from dispositif.world.rules import identity
from dispositif.world.sheets import (
    ALIASES,
    ENTITIES,
    GROUPINGS,
    MEMBERSHIPS,
    PARTICIPANTS,
    REGIONS,
    STANDINGS,
    SUCCESSIONS,
    THEMES,
    Sheet,
)

WORLD = Party("world", identity("world", "facts"), "Facts of the world")
_NAMED: tuple[tuple[Sheet, str, type[Name]], ...] = (
    (REGIONS, "region", RegionName),
    (PARTICIPANTS, "participant", ParticipantName),
    (ENTITIES, "entity", EntityName),
    (THEMES, "theme", ThemeName),
    (GROUPINGS, "grouping", GroupingName),
)
_STATED: tuple[tuple[Sheet, type[Sourced]], ...] = (
    (STANDINGS, Standing),
    (SUCCESSIONS, Succession),
    (ALIASES, Alias),
    (MEMBERSHIPS, Membership),
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
    A thing keeps its row and uuid, and none is removed; a name or a statement that changed is superseded.
    """
    tables = _shipped() if folder is FACTS else _sound(folder)
    loaded = Loaded({}, {})
    things = _load_things(tables, loaded)
    for sheet, model in _STATED:
        wanted = stated(sheet, tables[sheet.name], things)
        loaded.held[sheet.name], loaded.written[sheet.name] = len(wanted), keep(model, wanted)
    if any(loaded.written.values()):
        content = {"on": on, "written": loaded.written}
        trail.record(what="world.facts_loaded", about=WORLD, by=by, content=content)
    return loaded


@cache
def _shipped() -> Tables:
    """The tables of the package, which do not change while it runs."""
    return _sound(FACTS)


def _sound(folder: Traversable) -> Tables:
    tables, findings = read(folder)
    faults = blocking(findings or check(tables))
    if faults:
        said = phrase("The tables of facts have %(count)s faults; the first is in %(first)s")
        raise Refusal("world.facts_faulty", said, count=len(faults), first=str(faults[0]), findings=faults)
    return tables


def _load_things(tables: Tables, loaded: Loaded) -> dict[str, Things]:
    """Every thing of every sheet, written with its names."""
    things: dict[str, Things] = {}
    for sheet, noun, named in _NAMED:
        rows = tables[sheet.name]
        loaded.held[sheet.name] = len(rows)
        things[sheet.name], loaded.written[sheet.name] = settle(sheet, noun, rows, things)
        wanted = called(sheet, noun, tables, things[sheet.name])
        loaded.held[f"{noun} names"], loaded.written[f"{noun} names"] = len(wanted), keep(named, wanted)
    return things
