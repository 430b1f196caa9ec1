"""Documents as JSON: the library, one document, its paragraphs, its versions, what was done to it."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from dispositif.api.paging import Page, Paging, paged
from dispositif.api.problems import absent
from dispositif.api.provisions import ParagraphOut, paragraph_out
from dispositif.api.scopes import reads, writes
from dispositif.api.trail import EntryOut, told
from dispositif.api.values import AnyLanguage, Language, Ordinal, Slug, Words
from dispositif.documents import actions, queries
from dispositif.documents.models import Document, Version
from dispositif.documents.outlines import outline
from dispositif.kernel.refusal import phrase
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.people.clock import today
from dispositif.trail.queries import history as entries_about

router = Router(tags=["documents"])


class Listed(Schema):
    """One document of the library; `title` in the language asked for, else in another one held."""

    uuid: UUID
    symbol: str
    slug: str
    title: str | None
    organ: str
    kind: str
    session: int | None
    year: int | None
    adopted_on: date | None
    languages: list[str]


class DocumentOut(Listed):
    """One document: its titles by language, and where its day of adoption comes from."""

    titles: dict[str, str]
    adopted_source: str
    adopted_verified: bool
    sensitivity: str


class VersionOut(Schema):
    """One text of a document in one language, as it was handed in."""

    uuid: UUID
    language: str
    version: int
    format: str
    sha256: str
    read_by: str
    imported_on: date
    imported_by: str


class VersionText(VersionOut):
    """The same with its text, in which `spans` of paragraphs count."""

    text: str


@router.get("", response=Page[Listed], url_name="library", **reads("documents:read"))
def library(
    request: HttpRequest,
    response: HttpResponse,
    asked: Paging,
    words: Words = "",
    organ: Words = "",
    language: AnyLanguage = "",
    held: Literal["", "text", "none"] = "",
    order: Literal["symbol", "title", "newest"] = "symbol",
) -> Any:
    """Documents by words of the text, title or symbol, by organ, by language held, with text or without."""
    found = queries.library(words=words.strip(), organ=organ, language=language, held=held)
    rows = queries.ordered(found, order, language or "en")
    return paged(request, response, rows, asked, lambda documents: _listed(documents, language or "en"))


def _listed(documents: list[Document], language: str) -> list[dict[str, Any]]:
    titles, held = queries.titles(documents, language), queries.languages_held(documents)
    return [
        {
            **{name: getattr(one, name) for name in _COLUMNS},
            "title": titles[one.pk].title if one.pk in titles else None,
            "languages": held.get(one.pk, []),
        }
        for one in documents
    ]


_COLUMNS = ("uuid", "symbol", "slug", "organ", "kind", "session", "year", "adopted_on")


@router.get("/{slug}", response=DocumentOut, url_name="document", **reads("documents:read"))
def document(request: HttpRequest, slug: Slug, language: Language = "en") -> Any:
    """One document by its slug, such as `A-RES-61-181`."""
    one = _find(slug)
    told_of_it = {name: getattr(one, name) for name in ("adopted_source", "adopted_verified", "sensitivity")}
    titles = {title.language: title.title for title in one.titles.order_by("language")}
    return _listed([one], language)[0] | told_of_it | {"titles": titles}


@router.get("/{slug}/reading", response=dict[str, Any], url_name="reading", **reads("documents:read"))
def reading(request: HttpRequest, slug: Slug, language: AnyLanguage = "") -> Any:
    """How it reads in one language: what stands, and the machine's and the person's reading beside it."""
    return outline(_find(slug), language)


@router.get(
    "/{slug}/provisions", response=Page[ParagraphOut], url_name="provisions", **reads("documents:read")
)
def provisions(
    request: HttpRequest, response: HttpResponse, slug: Slug, asked: Paging, language: Language = "en"
) -> Any:
    """Its paragraphs with their acts, in every language held; words are read as the language has them."""
    one = _find(slug)
    shown = list(queries.versions(one).values())
    rows = queries.paragraphs(one, shown, language)
    return paged(request, response, rows, asked, lambda found: [paragraph_out(row) for row in found])


@router.get("/{slug}/versions", response=Page[VersionOut], url_name="versions", **reads("documents:read"))
def versions(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Paging) -> Any:
    """Every text that was handed in, by language, the earliest first."""
    rows = _find(slug).versions.order_by("language", "ordinal")
    return paged(request, response, rows, asked, lambda found: [_version(one) for one in found])


@router.get(
    "/{slug}/versions/{language}/{ordinal}",
    response=VersionText,
    url_name="version",
    **reads("documents:read"),
)
def version(request: HttpRequest, slug: Slug, language: Language, ordinal: Ordinal) -> Any:
    """One text with its words."""
    one = queries.version_of(_find(slug), language, str(ordinal))
    if one is None:
        raise absent(phrase("version"), f"{language} {ordinal}")
    return _version(one) | {"text": one.text}


def _version(one: Version) -> dict[str, Any]:
    kept = {name: getattr(one, name) for name in ("uuid", "language", "format", "imported_on", "imported_by")}
    return kept | {"version": one.ordinal, "sha256": one.text_sha256, "read_by": one.reader}


class Class(Schema):
    """The class wanted, why, and the one that its author saw."""

    model_config = ConfigDict(extra="forbid")
    sensitivity: Sensitivity
    why: Annotated[str, Field(min_length=1, max_length=2_000)]
    before: Sensitivity


@router.post(
    "/{slug}/class",
    response={201: DocumentOut},
    url_name="classify",
    **writes("documents:write", "documents.classify"),
)
def classify(request: HttpRequest, slug: Slug, sent: Class) -> Any:
    """Give a document another class; what is registered from it follows."""
    by = request.person  # type: ignore[attr-defined]
    actions.classify(
        document=_find(slug), sensitivity=sent.sensitivity, why=sent.why, seen=sent.before, by=by, on=today()
    )
    return Status(201, document(request, slug))


@router.get("/{slug}/history", response=Page[EntryOut], url_name="history", **reads("documents:read"))
def history(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Paging) -> Any:
    """What was done to the document, the latest first."""
    return paged(request, response, entries_about(_find(slug)), asked, told)


def _find(slug: str) -> Document:
    found = queries.find(slug)
    if found is None:
        raise absent(phrase("document"), slug)
    return found
