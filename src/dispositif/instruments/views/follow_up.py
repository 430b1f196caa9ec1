"""Adherence follow-up: participants not yet party, by instrument; to read, and as CSV, XLSX and DOCX."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dispositif.files.writing import FORMATS, download, taken_away
from dispositif.instruments import papers
from dispositif.instruments.queries import follow_up as queries
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.columns import columns
from dispositif.instruments.rules import PARAGRAPH
from dispositif.instruments.tables import follow_up_table
from dispositif.instruments.views.asked import Asked, selects, sources
from dispositif.instruments.views.day import Day
from dispositif.people.clock import today

A_PAGE = 25
"""Participants on a page, each with every instrument that is open for it."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def follow_up(request: HttpRequest) -> HttpResponse:
    """Whoever was not yet party on the day `at` to what is asked for; the families of paragraph 6 first."""
    day, asked, held = Day.of(request, today()), Asked.of(request.GET, PARAGRAPH), registers()
    language = get_language() or "en"
    listed = columns(held, language, day.on, day.now)
    context: dict[str, Any] = {
        "asked": asked.typed,
        "selects": selects(language, day.on, listed),
        "query": asked.query(day.on),
        **day.shown,
    }
    if day.refusal:
        return render(request, "instruments/follow_up.html", context, status=day.status)
    found = queries.follow_up(
        held, wants=asked.wants, narrowed=asked.narrowed, language=language, on=day.on, today=day.now
    )
    if taken := _taken(found, request.GET.get("format", "")):
        return taken
    people = list(found.by_participant().items())
    context |= {
        "found": found,
        "page": Paginator(people, A_PAGE).get_page(request.GET.get("page")),
        "count": len(people),
        "columns": [*found.columns, *found.silent],
        **sources([*found.columns, *found.silent]),
    }
    return render(request, "instruments/follow_up.html", context)


def _taken(found: queries.FollowUp, file_format: str) -> HttpResponse | None:
    """The whole of it as a file, where one is asked for."""
    name = f"not-yet-parties-{found.on.isoformat()}"
    if file_format in FORMATS:
        return download(follow_up_table(found), file_format, name)
    if file_format == "docx":
        return taken_away(papers.follow_up(found), DOCX, f"{name}.docx")
    return None
