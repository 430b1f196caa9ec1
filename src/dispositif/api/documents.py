"""Documents as JSON."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from dispositif.documents import queries
from dispositif.documents.outlines import outline

router = Router(tags=["documents"])
PAGE = 100


class Listed(Schema):
    """One document of the library."""

    symbol: str
    slug: str
    title: str | None
    languages: list[str]


class Listing(Schema):
    """One page of the library; `total` is the number of documents that match."""

    total: int
    page: int
    documents: list[Listed]


@router.get("", response=Listing)
def library(
    request: HttpRequest,
    words: Annotated[str, Query(max_length=200)] = "",
    language: Annotated[str, Query(pattern="^([a-z]{2})?$")] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> dict[str, Any]:
    """Documents by words of the text, title or symbol; 100 a page, in the order of symbols."""
    if "\x00" in words:
        return {"total": 0, "page": page, "documents": []}
    found = queries.library(words=words, language=language).order_by("symbol_key", "pk")
    documents = list(found[(page - 1) * PAGE : page * PAGE])
    titles, held = queries.titles(documents, language or "en"), queries.languages_held(documents)
    rows = [
        {
            "symbol": one.symbol,
            "slug": one.slug,
            "title": titles[one.pk].title if one.pk in titles else None,
            "languages": held.get(one.pk, []),
        }
        for one in documents
    ]
    return {"total": found.count(), "page": page, "documents": rows}


@router.get("/{slug}", response=dict[str, Any])
def reading(
    request: HttpRequest, slug: str, language: Annotated[str, Query(pattern="^([a-z]{2})?$")] = ""
) -> dict[str, Any]:
    """One document and how it reads: what stands, and the machine's and the person's reading beside it."""
    document = None if "\x00" in slug else queries.find(slug)
    if document is None:
        raise Http404("no such document")
    return outline(document, language)
