"""The world as JSON: regions, entities, themes, each under its name; participants stand beside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from dispositif.api.named import Named, code_of, named, one
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.participants import router as participants
from dispositif.api.scopes import reads
from dispositif.api.values import At, Code, Language
from dispositif.people.clock import today
from dispositif.world import queries
from dispositif.world.models import Entity, Name, Region, Theme
from dispositif.world.rules import Level

router = Router(tags=["world"])
router.add_router("", participants)


class RegionOut(Named):
    """A region of the M49 standard; `parent` is the code of the one that it lies in."""

    level: Level
    parent: str | None


class EntityOut(Named):
    """An organ, office, unit or official of the United Nations."""

    kind: str
    parent: str | None


class ThemeOut(Named):
    """What a mandate is about."""

    parent: str | None


def _region(thing: Region, name: Name) -> dict[str, Any]:
    return named(thing, name) | {"level": thing.level, "parent": code_of(thing.parent)}


def _entity(thing: Entity, name: Name) -> dict[str, Any]:
    return named(thing, name) | {"kind": thing.kind, "parent": code_of(thing.parent)}


def _theme(thing: Theme, name: Name) -> dict[str, Any]:
    return named(thing, name) | {"parent": code_of(thing.parent)}


@router.get("/regions", response=Page[RegionOut], url_name="regions", **reads("world:read"))
def regions(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every region of the M49 standard under its name on the day, in the order of the language."""
    rows = queries.regions(language, at or today())
    return paged(request, response, rows, asked, lambda names: [_region(row.region, row) for row in names])


@router.get("/regions/{code}", response=RegionOut, url_name="region", **reads("world:read"))
def region(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One region by its M49 code."""
    return one(queries.region, _region, code, language, at)


@router.get("/entities", response=Page[EntityOut], url_name="entities", **reads("world:read"))
def entities(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    language: Language = "en",
    at: At = None,
    owners: bool = False,
) -> Any:
    """Every entity under its name on the day; with `owners`, those that may own a mandate."""
    find = queries.owners if owners else queries.entities
    rows = find(language, at or today())
    return paged(request, response, rows, asked, lambda names: [_entity(row.entity, row) for row in names])


@router.get("/entities/{code}", response=EntityOut, url_name="entity", **reads("world:read"))
def entity(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One entity by its code, such as `UNODC`."""
    return one(queries.entity, _entity, code, language, at)


@router.get("/themes", response=Page[ThemeOut], url_name="themes", **reads("world:read"))
def themes(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every theme under its name on the day, in the order of the language."""
    rows = queries.themes(language, at or today())
    return paged(request, response, rows, asked, lambda names: [_theme(row.theme, row) for row in names])


@router.get("/themes/{code}", response=ThemeOut, url_name="theme", **reads("world:read"))
def theme(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One theme by its code, such as `TIP`."""
    return one(queries.theme, _theme, code, language, at)
