"""What documents shows on pages of others, and on its own: one small part each, loaded by the frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dispositif.documents import queries
from dispositif.people.rules import can_do

LATEST = 5


def waiting(request: HttpRequest) -> HttpResponse:
    """The latest texts, each with how many of its paragraphs nobody has confirmed yet."""
    may = can_do("documents.correct", request.acting.roles)  # type: ignore[attr-defined]
    rows = list(queries.waiting(LATEST)) if may else []
    titles = queries.titles([row.document for row in rows], get_language() or "en")
    context = {"rows": [(row, titles.get(row.document_id)) for row in rows], "may_correct": may}
    return render(request, "documents/waiting.html", context)


def holdings(request: HttpRequest) -> HttpResponse:
    """How much is held, and up to when."""
    return render(request, "documents/holdings.html", {"fresh": queries.freshness()})
