"""Things of the world under their names, and by their codes."""

from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from django.db.models import Exists, OuterRef, Q, QuerySet

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.world.models import (
    Entity,
    EntityName,
    Grouping,
    GroupingName,
    Name,
    Participant,
    ParticipantName,
    Region,
    RegionName,
    Standing,
    Theme,
    ThemeName,
    holds,
)
from dispositif.world.rules import OWNING, SECRETARIAT
from dispositif.world.sheets import ENTITIES, GROUPINGS, THEMES

FALLBACK = "en"
"""Entities, themes and groupings are named in English and French only so far; no label is left empty."""


def participants(language: str, at: date) -> QuerySet[ParticipantName]:
    """Who takes part on the day, under the name of the day, in the order of the language.

    Each row has `.participant`.
    """
    part = Standing.objects.filter(holds(at), participant=OuterRef("participant"), superseded_at=None)
    rows = ParticipantName.objects.filter(Exists(part), holds(at), language=language, superseded_at=None)
    return rows.select_related("participant__region").order_by("sort_key", "name")


def regions(language: str, at: date) -> QuerySet[RegionName]:
    """Every region under its name, in the order of the language; each row has `.region`."""
    rows = RegionName.objects.filter(holds(at), language=language, superseded_at=None)
    return rows.select_related("region__parent").order_by("sort_key", "name")


def entities(language: str, at: date) -> QuerySet[EntityName]:
    """Every entity under its name, in the order of the language; each row has `.entity`."""
    held = language if language in ENTITIES.languages else FALLBACK
    rows = EntityName.objects.filter(holds(at), language=held, superseded_at=None)
    return rows.select_related("entity__parent").order_by("sort_key", "name")


def owners(language: str, at: date) -> QuerySet[EntityName]:
    """Entities that may own a mandate, under their names: what carries out, not what adopts."""
    carrying_out = Q(entity__kind__in=OWNING) | Q(entity__code=SECRETARIAT)
    return entities(language, at).filter(carrying_out)


def carries_out(entity: Entity) -> bool:
    """Whether an entity may own a mandate: it carries out, and does not adopt."""
    return entity.kind in OWNING or entity.code == SECRETARIAT


def addressed(codes: Iterable[str]) -> list[Entity]:
    """The entities that addressees of a reading name, in the order given; States and others are left out."""
    wanted = list(dict.fromkeys(codes))
    held = {one.code: one for one in Entity.objects.filter(code__in=wanted)}
    return [held[code] for code in wanted if code in held]


def themes(language: str, at: date) -> QuerySet[ThemeName]:
    """Every theme under its name, in the order of the language; each row has `.theme`."""
    held = language if language in THEMES.languages else FALLBACK
    rows = ThemeName.objects.filter(holds(at), language=held, superseded_at=None)
    return rows.select_related("theme__parent").order_by("sort_key", "name")


def groupings(language: str, at: date) -> QuerySet[GroupingName]:
    """Every group and office region under its name, in the order of the language; rows have `.grouping`."""
    held = language if language in GROUPINGS.languages else FALLBACK
    rows = GroupingName.objects.filter(holds(at), language=held, superseded_at=None)
    return rows.select_related("grouping").order_by("sort_key", "name")


def participant(code: str) -> Participant:
    """The participant of the code: ISO alpha-3 or alpha-2, M49, or `EU`."""
    found = Participant.objects.filter(Q(code=code) | Q(iso2=code) | Q(m49=code)).first()
    return found or _refuse("participant", code)


def region(m49: str) -> Region:
    """The region of the M49 code."""
    return Region.objects.filter(m49=m49).first() or _refuse("region", m49)


def entity(code: str) -> Entity:
    """The entity of the code, such as `SG` or `UNODC`."""
    return Entity.objects.filter(code=code).first() or _refuse("entity", code)


def theme(code: str) -> Theme:
    """The theme of the code, such as `TIP`."""
    return Theme.objects.filter(code=code).first() or _refuse("theme", code)


def grouping(code: str) -> Grouping:
    """The group or office region of the code, such as `LDC`."""
    return Grouping.objects.filter(code=code).first() or _refuse("grouping", code)


def name_of(thing: Participant | Region | Entity | Theme | Grouping, language: str, at: date) -> Name:
    """How it is called on the day; in English where the language has no name of it."""
    held = thing.names.filter(holds(at), language__in=(language, FALLBACK), superseded_at=None)
    by_language = {name.language: name for name in held}
    return by_language.get(language) or by_language.get(FALLBACK) or _refuse("name", str(thing))


def _refuse(noun: str, code: str) -> NoReturn:
    raise Refusal(
        f"world.{noun}_unknown",
        phrase("There is no %(noun)s for %(asked)s."),
        field=noun,
        noun=noun,
        asked=code,
    )
