"""The world as JSON: States and other participants, regions, entities, themes, each under its name."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import Absent
from dispositif.api.scopes import reads
from dispositif.api.values import At, Code, Language
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.world import queries
from dispositif.world.models import Entity, Name, Participant, Region, Theme
from dispositif.world.rules import Kind, Level

T = TypeVar("T", Participant, Region, Entity, Theme)
router = Router(tags=["world"])


class Named(Schema):
    """A thing under its name; `language` is that of the name, which is not always the one asked for."""

    uuid: UUID
    code: str
    name: str
    language: Language
    verified: bool


class ParticipantOut(Named):
    """A State, or an organization that takes part beside States; `region` is an M49 code."""

    kind: Kind
    m49: str | None
    iso2: str | None
    iso3: str | None
    member_since: int | None
    region: str | None


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


def _named(thing: Participant | Region | Entity | Theme, name: Name) -> dict[str, Any]:
    said = {"uuid": thing.uuid, "code": str(thing), "name": name.name}
    return said | {"language": name.language, "verified": name.verified}


def _participant(thing: Participant, name: Name) -> dict[str, Any]:
    codes = {"m49": thing.m49, "iso2": thing.iso2, "iso3": thing.iso3}
    known = {"kind": thing.kind, "member_since": thing.member_since, "region": _code(thing.region)}
    return _named(thing, name) | codes | known


def _region(thing: Region, name: Name) -> dict[str, Any]:
    return _named(thing, name) | {"level": thing.level, "parent": _code(thing.parent)}


def _entity(thing: Entity, name: Name) -> dict[str, Any]:
    return _named(thing, name) | {"kind": thing.kind, "parent": _code(thing.parent)}


def _theme(thing: Theme, name: Name) -> dict[str, Any]:
    return _named(thing, name) | {"parent": _code(thing.parent)}


def _code(thing: object | None) -> str | None:
    return str(thing) if thing is not None else None


def _one(
    find: Callable[[str], T],
    shape: Callable[[T, Name], dict[str, Any]],
    code: str,
    language: str,
    at: date | None,
) -> dict[str, Any]:
    """The thing of the code under its name; an unknown code, or a day without a name, is a 404."""
    try:
        thing = find(code)
        return shape(thing, queries.name_of(thing, language, at or today()))
    except Refusal as refusal:
        raise Absent(refusal) from refusal


@router.get("/participants", response=Page[ParticipantOut], url_name="participants", **reads("world:read"))
def participants(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every participant under its name on the day, in the order of the language."""
    rows = queries.participants(language, at or today())
    return paged(
        request, response, rows, asked, lambda names: [_participant(one.participant, one) for one in names]
    )


@router.get("/participants/{code}", response=ParticipantOut, url_name="participant", **reads("world:read"))
def participant(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One participant by its ISO 3166 code (two letters or three), its M49 code, or `EU`."""
    return _one(queries.participant, _participant, code, language, at)


@router.get("/regions", response=Page[RegionOut], url_name="regions", **reads("world:read"))
def regions(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every region of the M49 standard under its name on the day, in the order of the language."""
    rows = queries.regions(language, at or today())
    return paged(request, response, rows, asked, lambda names: [_region(one.region, one) for one in names])


@router.get("/regions/{code}", response=RegionOut, url_name="region", **reads("world:read"))
def region(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One region by its M49 code."""
    return _one(queries.region, _region, code, language, at)


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
    return paged(request, response, rows, asked, lambda names: [_entity(one.entity, one) for one in names])


@router.get("/entities/{code}", response=EntityOut, url_name="entity", **reads("world:read"))
def entity(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One entity by its code, such as `UNODC`."""
    return _one(queries.entity, _entity, code, language, at)


@router.get("/themes", response=Page[ThemeOut], url_name="themes", **reads("world:read"))
def themes(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every theme under its name on the day, in the order of the language."""
    rows = queries.themes(language, at or today())
    return paged(request, response, rows, asked, lambda names: [_theme(one.theme, one) for one in names])


@router.get("/themes/{code}", response=ThemeOut, url_name="theme", **reads("world:read"))
def theme(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One theme by its code, such as `TIP`."""
    return _one(queries.theme, _theme, code, language, at)
