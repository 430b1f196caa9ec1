"""The library, and the search that leads to a paragraph."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.documents import queries
from dispositif.documents.exports import table
from dispositif.documents.models import Document
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.language import LANGUAGES
from dispositif.kernel.refusal import phrase

PAGE = 25
ORDERS = {"symbol": phrase("Symbol"), "title": phrase("Title"), "newest": phrase("Newest first")}
HELD = {"": phrase("held or not"), "text": phrase("held"), "none": phrase("not held")}
COLUMNS = (phrase("Symbol"), phrase("Title"), phrase("Text held in"))
_PARAGRAPH = re.compile(
    r"^(?P<symbol>.+?)[,\s]+(?:§|op\.?|para\w*\.?|par\.?)\s*(?P<number>\d+)\s*$", re.IGNORECASE
)


def library(request: HttpRequest) -> HttpResponse:
    """A page of the documents that match; the same list as CSV or XLSX on request."""
    asked = {name: request.GET.get(name, "").strip() for name in ("words", "organ", "language", "held")}
    order = request.GET.get("order") if request.GET.get("order") in ORDERS else "symbol"
    language = get_language() or "en"
    found = queries.ordered(queries.library(**asked), str(order), language)
    if request.GET.get("format") in FORMATS:
        return download(table(found, language), request.GET["format"], "documents")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = _rows(list(page.object_list), language)
    context = {
        "page": page,
        "rows": rows,
        "asked": asked | {"order": order},
        "query": urlencode({key: value for key, value in (asked | {"order": order}).items() if value}),
        "order_choices": _worded(ORDERS),
        "held_choices": _worded(HELD),
        "language_choices": [("", _("any language")), *((one.code, one.own_name) for one in LANGUAGES)],
        "columns": [{"name": "", "label": _(column)} for column in COLUMNS],
        "fresh": queries.freshness(),
    }
    return render(request, "documents/library.html", context)


def follow(request: HttpRequest) -> HttpResponse:
    """From what was typed to the paragraph, the document, or the list that matches."""
    words = request.GET.get("q", "").strip()[:200]
    match = _PARAGRAPH.match(words)
    symbol = queries.symbol_in(match["symbol"] if match else words)
    if symbol is None:
        return redirect(f"{reverse('documents:library')}?{urlencode({'words': words})}")
    place = f"#operative-{match['number']}" if match else ""
    return redirect(reverse("documents:reader", args=[symbol.slug]) + place)


def _worded(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, _(words)) for code, words in table.items()]


def _rows(documents: list[Document], language: str) -> list[dict[str, object]]:
    titles = queries.titles(documents, language)
    held = queries.languages_held(documents)
    return [
        {"document": one, "title": titles.get(one.pk), "languages": held.get(one.pk, [])} for one in documents
    ]
