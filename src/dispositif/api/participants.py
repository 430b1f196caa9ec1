"""Participants as JSON: on a day, in a group, by their former names, and whom they succeeded."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from dispositif.api.named import Named, code_of, named, one
from dispositif.api.paging import Page, Paging, paged
from dispositif.api.scopes import reads
from dispositif.api.values import At, Code, Language
from dispositif.people.clock import today
from dispositif.world import queries
from dispositif.world.models import Grouping, Name, Participant, ParticipantName, Standing, Succession
from dispositif.world.rules import GroupingKind, Kind, SuccessionKind

router = Router(tags=["world"])
Shape = Callable[[Participant, Name], dict[str, Any]]


class ParticipantOut(Named):
    """A State, or an organization that takes part beside States; `region` is an M49 code.

    `kind` is how it takes part on the day, null where it does not; `groups` and `office_regions` are
    those of which membership on the day is held: what is not listed is not known.
    """

    kind: Kind | None
    m49: str | None
    iso2: str | None
    iso3: str | None
    member_since: int | None
    region: str | None
    since_on: date | None
    until_on: date | None
    groups: list[str]
    office_regions: list[str]


class SpellOut(Schema):
    """Days on which a participant took part in one way; null is open."""

    kind: Kind
    since_on: date | None
    until_on: date | None
    verified: bool


class FormerNameOut(Schema):
    """A name that a participant bore until a day; the first one from the beginning on."""

    code: str
    name: str
    language: Language
    since_on: date | None
    until_on: date
    verified: bool


class SuccessionOut(Schema):
    """From the day on, the successor stands for the predecessor, or for a part of it."""

    predecessor: str
    successor: str
    kind: SuccessionKind
    on: date
    verified: bool


class GroupingOut(Named):
    """A group of States, or the region of a field office."""

    kind: GroupingKind


def _participant(at: date) -> Shape:
    """How participants are said on the day."""
    kinds, groups = queries.universe(at), queries.belonging(at)

    def said(thing: Participant, name: Name) -> dict[str, Any]:
        codes = {"m49": thing.m49, "iso2": thing.iso2, "iso3": thing.iso3, "kind": kinds.get(thing.code)}
        known = {"member_since": thing.member_since, "region": code_of(thing.region)}
        days = {"since_on": thing.valid_from, "until_on": thing.valid_to}
        mine = groups.get(thing.code, {})
        lists = {
            "groups": mine.get(GroupingKind.GROUP, []),
            "office_regions": mine.get(GroupingKind.OFFICE_REGION, []),
        }
        return named(thing, name) | codes | known | days | lists

    return said


def _grouping(thing: Grouping, name: Name) -> dict[str, Any]:
    return named(thing, name) | {"kind": thing.kind}


def _days(row: Standing | ParticipantName) -> dict[str, Any]:
    return {"since_on": row.valid_from, "until_on": row.valid_to, "verified": row.verified}


def _former(row: ParticipantName) -> dict[str, Any]:
    return {"code": row.participant.code, "name": row.name, "language": row.language} | _days(row)


def _succession(row: Succession) -> dict[str, Any]:
    between = {"predecessor": row.predecessor.code, "successor": row.successor.code}
    return between | {"kind": row.kind, "on": row.valid_from, "verified": row.verified}


@router.get("/participants", response=Page[ParticipantOut], url_name="participants", **reads("world:read"))
def participants(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    language: Language = "en",
    at: At = None,
    grouping: Code | None = None,
) -> Any:
    """Who takes part on the day, under the name of the day; with `grouping`, its members of the day."""
    on = at or today()
    rows = queries.participants(language, on)
    if grouping:
        rows = rows.filter(participant__code__in=queries.members(queries.grouping(grouping), on))
    shape = _participant(on)
    return paged(request, response, rows, asked, lambda names: [shape(row.participant, row) for row in names])


@router.get("/participants/{code}", response=ParticipantOut, url_name="participant", **reads("world:read"))
def participant(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One participant by its ISO 3166 code (two letters or three), its M49 code, or `EU`."""
    return one(queries.participant, _participant(at or today()), code, language, at)


@router.get(
    "/participants/{code}/standings", response=list[SpellOut], url_name="standings", **reads("world:read")
)
def standings(request: HttpRequest, code: Code) -> Any:
    """How one participant took part, from its first day on."""
    found = one(queries.participant, lambda thing, _name: {"thing": thing}, code, "en", None)
    return [{"kind": row.kind} | _days(row) for row in queries.standings(found["thing"])]


@router.get("/former-names", response=Page[FormerNameOut], url_name="former_names", **reads("world:read"))
def former_names(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en"
) -> Any:
    """Names that participants bore until a day, the oldest first."""
    rows = queries.former_names(language)
    return paged(request, response, rows, asked, lambda found: [_former(row) for row in found])


@router.get("/successions", response=Page[SuccessionOut], url_name="successions", **reads("world:read"))
def successions(request: HttpRequest, response: HttpResponse, asked: Paging) -> Any:
    """Who continues or succeeds whom, the oldest first."""
    rows = queries.successions()
    return paged(request, response, rows, asked, lambda found: [_succession(row) for row in found])


@router.get("/groupings", response=Page[GroupingOut], url_name="groupings", **reads("world:read"))
def groupings(
    request: HttpRequest, response: HttpResponse, asked: Paging, language: Language = "en", at: At = None
) -> Any:
    """Every group of States and every region of a field office, in the order of the language."""
    rows = queries.groupings(language, at or today())
    return paged(
        request, response, rows, asked, lambda names: [_grouping(row.grouping, row) for row in names]
    )


@router.get("/groupings/{code}", response=GroupingOut, url_name="grouping", **reads("world:read"))
def grouping(request: HttpRequest, code: Code, language: Language = "en", at: At = None) -> Any:
    """One group or office region by its code, such as `LDC`."""
    return one(queries.grouping, _grouping, code, language, at)
