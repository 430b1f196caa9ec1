"""Provisions as JSON: how each field was read, and the hand that confirms or corrects it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict

from dispositif.api.freshness import RULE, IfMatch, check_match
from dispositif.api.problems import absent
from dispositif.api.scopes import reads, writes
from dispositif.api.values import FieldName, Language, Revision, Value, Why
from dispositif.documents import actions, queries
from dispositif.documents.models import Provision, Reading, Rendering
from dispositif.documents.rules import Part, Standing
from dispositif.kernel.refusal import phrase
from dispositif.people.clock import today

router = Router(tags=["provisions"])


class RenderingOut(Schema):
    """A paragraph's words in one version: `spans` count in its text, `relation` is to the version before."""

    language: str
    version: int
    text: str
    spans: list[list[int]]
    relation: str


class ReadingOut(Schema):
    """One reading: by the machine (`rule`, `confidence`), by a person (`by`), or from a `source`."""

    value: Any
    rule: str
    confidence: float | None
    by: str
    source: str
    verified: bool
    on: date


class FieldOut(Schema):
    """One field: the value that stands, how it stands, and every reading of it."""

    value: Any
    standing: Standing
    machine: ReadingOut | None
    person: ReadingOut | None
    fact: ReadingOut | None


class ActOut(Schema):
    """One act of a paragraph, a provision of its own."""

    uuid: UUID
    act: int
    revision: int
    fields: dict[str, FieldOut]


class ParagraphOut(Schema):
    """One paragraph in every language held, with its acts."""

    uuid: UUID
    part: Part
    path: str
    level: int
    revision: int
    renderings: list[RenderingOut]
    fields: dict[str, FieldOut]
    acts: list[ActOut]


class ProvisionOut(Schema):
    """One provision: a paragraph (`act` 0) or an act of it. `revision` counts what persons read."""

    uuid: UUID
    document: str
    part: Part
    path: str
    act: int
    revision: int
    renderings: list[RenderingOut]
    fields: dict[str, FieldOut]


class Seen(Schema):
    """The revision that the author looked at, in the language of the text that was read."""

    model_config = ConfigDict(extra="forbid")
    seen: Revision
    language: Language = "en"


class Confirmation(Seen):
    """Confirm one field as it stands; without `field`, every field that no person has looked at."""

    field: FieldName | None = None


class Correction(Seen):
    """Another value for one field, and why."""

    field: FieldName
    value: Value
    why: Why = ""


def paragraph_out(one: queries.ParagraphShown) -> dict[str, Any]:
    """A paragraph in the shape of ParagraphOut."""
    provision = one.provision
    known = {"uuid": provision.uuid, "part": provision.part, "path": provision.path, "level": one.level}
    return known | {
        "revision": provision.revision,
        "renderings": [_rendering(words) for words in one.renderings.values()],
        "fields": _fields(one.fields),
        "acts": [
            {
                "uuid": act.provision.uuid,
                "act": act.provision.act,
                "revision": act.provision.revision,
                "fields": _fields(act.fields),
            }
            for act in one.acts
        ],
    }


def _rendering(one: Rendering) -> dict[str, Any]:
    words = {name: getattr(one, name) for name in ("text", "spans", "relation")}
    return words | {"language": one.version.language, "version": one.version.ordinal}


def _fields(shown: dict[str, queries.Shown]) -> dict[str, Any]:
    return {name: _field(one) for name, one in shown.items()}


def _field(one: queries.Shown) -> dict[str, Any]:
    readings = {"machine": one.machine, "person": one.person, "fact": one.fact}
    said = {origin: _reading(reading) if reading else None for origin, reading in readings.items()}
    return said | {"value": one.value, "standing": one.standing}


def _reading(one: Reading) -> dict[str, Any]:
    names = ("value", "rule", "confidence", "source", "verified")
    return {name: getattr(one, name) for name in names} | {"by": one.read_by, "on": one.read_on}


@router.get("/{uuid}", response=ProvisionOut, url_name="provision", **reads("documents:read"))
def provision(request: HttpRequest, uuid: UUID, language: Language = "en") -> Any:
    """One provision: words are read as the language has them."""
    return _out(_find(uuid), language)


@router.post(
    "/{uuid}/confirmations",
    response={201: ProvisionOut},
    url_name="confirm",
    description="Confirm what the machine or a source has read, as it stands." + RULE,
    **writes("documents:write", "documents.correct"),
)
def confirm(request: HttpRequest, uuid: UUID, sent: Confirmation, if_match: IfMatch = "") -> Any:
    """Confirm one field, or all that nobody has looked at."""
    one = _find(uuid)
    author = _author(request, one, sent, if_match)
    if sent.field is None:
        actions.confirm_all(provision=one, **author)
    else:
        value = queries.standing_value(one, sent.field)
        actions.read_as(provision=one, field=sent.field, value=value, **author)
    return _out(_find(uuid), sent.language)


@router.post(
    "/{uuid}/corrections",
    response={201: ProvisionOut},
    url_name="correct",
    description="Read one field otherwise; the machine's reading stays beside the person's." + RULE,
    **writes("documents:write", "documents.correct"),
)
def correct(request: HttpRequest, uuid: UUID, sent: Correction, if_match: IfMatch = "") -> Any:
    """Write another value for one field."""
    one = _find(uuid)
    author = _author(request, one, sent, if_match)
    actions.read_as(provision=one, field=sent.field, value=sent.value, why=sent.why, **author)
    return _out(_find(uuid), sent.language)


def _author(request: HttpRequest, one: Provision, sent: Seen, if_match: str) -> dict[str, Any]:
    """Who reads, on which day, in which text, and what they had seen."""
    check_match(if_match, sent.seen)
    version = queries.versions(one.document).get(sent.language)
    return {"seen": sent.seen, "by": request.person, "on": today(), "version": version}  # type: ignore[attr-defined]


def _find(uuid: UUID) -> Provision:
    found = Provision.objects.select_related("document").filter(uuid=uuid).first()
    if found is None:
        raise absent(phrase("provision"), uuid)
    return found


def _out(one: Provision, language: str) -> dict[str, Any]:
    paragraph = {"document": one.document, "part": one.part, "path": one.path, "act": 0}
    latest = queries.versions(one.document).values()
    renderings = Rendering.objects.filter(
        version__in=latest, provision__in=Provision.objects.filter(**paragraph)
    )
    known = {name: getattr(one, name) for name in ("part", "path", "act", "revision")}
    return known | {
        "uuid": one.uuid,
        "document": one.document.slug,
        "renderings": [_rendering(words) for words in renderings.select_related("version").order_by("pk")],
        "fields": _fields(queries.paragraph(one, language)),
    }
