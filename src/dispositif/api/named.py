"""A thing of the world under its name, as JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from ninja import Schema

from dispositif.api.problems import Absent
from dispositif.api.values import Language
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.world import queries
from dispositif.world.models import Entity, Grouping, Name, Participant, Region, Theme

T = TypeVar("T", Participant, Region, Entity, Theme, Grouping)


class Named(Schema):
    """A thing under its name; `language` is that of the name, which is not always the one asked for."""

    uuid: UUID
    code: str
    name: str
    language: Language
    verified: bool


def named(thing: Participant | Region | Entity | Theme | Grouping, name: Name) -> dict[str, Any]:
    """What everything that has a name says of itself."""
    said = {"uuid": thing.uuid, "code": str(thing), "name": name.name}
    return said | {"language": name.language, "verified": name.verified}


def code_of(thing: object | None) -> str | None:
    """The code of what may be absent."""
    return str(thing) if thing is not None else None


def one(
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
