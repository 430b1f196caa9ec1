"""Documents known by their symbol, and what is known of them from outside their text."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from dispositif.documents.folding import sort_key
from dispositif.documents.models import Document, Title
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.people.models import Person
from dispositif.trail import actions as trail

LONGEST = 80
"""Characters of a symbol."""


@transaction.atomic
def register(
    *,
    symbol: Symbol,
    by: Person,
    on: date,
    titles: Mapping[str, str] | None = None,
    adopted_on: date | None = None,
    adopted_source: str = "",
    adopted_verified: bool = True,
    sensitivity: str = "unclassified",
) -> Document:
    """A document known by its symbol; its text may come later."""
    _check_new(symbol)
    document = _create(
        symbol=str(symbol),
        slug=symbol.slug,
        symbol_key=symbol.sort_key,
        organ=symbol.organ,
        kind=symbol.kind,
        session=symbol.session_number,
        year=symbol.year,
        adopted_on=adopted_on,
        adopted_source=adopted_source,
        adopted_verified=adopted_verified,
        sensitivity=sensitivity,
        added_on=on,
    )
    for language, title in (titles or {}).items():
        entitle(document=document, language=language, title=title)
    trail.record(what="documents.registered", about=document.as_party(), by=by.as_party())
    return document


def _check_new(symbol: Symbol) -> None:
    if len(str(symbol)) > LONGEST:
        said = phrase("A symbol has at most %(longest)s characters.")
        raise Refusal("documents.symbol_long", said, field="symbol", longest=LONGEST)
    if Document.objects.filter(symbol=str(symbol)).exists():
        raise Refusal(
            "documents.known", phrase("%(symbol)s is already known."), field="symbol", symbol=str(symbol)
        )


def _create(**columns: Any) -> Document:
    """The row itself; the symbol may have come in meanwhile, or be held where its author cannot see it."""
    try:
        with transaction.atomic():
            return Document.objects.create(**columns)
    except IntegrityError as error:
        raise Refusal(
            "documents.taken",
            phrase(
                "%(symbol)s cannot be added: it came in meanwhile, or is held where you cannot see it."
                " Ask a secretariat officer."
            ),
            field="symbol",
            symbol=str(columns["symbol"]),
        ) from error


def entitle(*, document: Document, language: str, title: str) -> None:
    """Give a document its title in a language, with the key that sorts it; part of a larger change."""
    Title.objects.update_or_create(
        document=document, language=language, defaults={"title": title, "sort_key": sort_key(title)}
    )


@transaction.atomic
def date_adoption(*, document: Document, adopted_on: date, source: str, by: Person) -> Document:
    """Enter the adoption date as an external fact, with the source that gives it."""
    if not source.strip():
        raise Refusal("documents.no_source", phrase("An external fact needs its source."), field="source")
    document.adopted_on, document.adopted_source = adopted_on, source
    document.save(update_fields=["adopted_on", "adopted_source"])
    trail.record(
        what="documents.adoption_dated",
        about=document.as_party(),
        by=by.as_party(),
        content={"adopted_on": adopted_on, "source": source},
    )
    return document
