"""The grid States × instruments on any day: a page, its moving part alone, or a file to take away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from dispositif.files.writing import FORMATS, download
from dispositif.instruments import words
from dispositif.instruments.days import day_asked, end_of_month, months
from dispositif.instruments.queries import grid as queries
from dispositif.instruments.queries.adherence import Registers, registers
from dispositif.instruments.rules import Status
from dispositif.instruments.tables import grid_table
from dispositif.instruments.views.asked import Asked, selects, sources
from dispositif.instruments.views.grid_body import body
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import worded
from dispositif.people.clock import today

LONGEST_MONTH = 6
"""Digits of a place of the slider."""


def grid(request: HttpRequest) -> HttpResponse:
    """Who stood how to which instrument on the day `at`, or at the end of the `month` of the slider."""
    asked, now, held = Asked.of(request.GET), today(), registers()
    try:
        on = _day(request, held, now)
    except Refusal as refusal:
        context = _form(asked, held, now, now) | {"refusal": worded(refusal), "typed": request.GET.get("at")}
        return render(request, "instruments/grid.html", context, status=400)
    if "month" in request.GET and not request.headers.get("HX-Request"):
        return redirect(f"{request.path}?{asked.query(on)}")
    shown = queries.grid(
        held, wants=asked.wants, narrowed=asked.narrowed, language=_language(), on=on, today=now
    )
    if request.GET.get("format") in FORMATS:
        return download(grid_table(shown), request.GET["format"], f"treaties-{on.isoformat()}")
    return _page(request, asked, held, shown, now)


def _page(
    request: HttpRequest, asked: Asked, held: Registers, shown: queries.Grid, now: date
) -> HttpResponse:
    context = _moving(asked, held, shown, now)
    if request.headers.get("HX-Request"):
        answer = render(request, "instruments/grid_moved.html", context)
        # replaced, not pushed: the way back leads to the page before, not through each place of the slider
        answer["HX-Replace-Url"] = f"{request.path}?{asked.query(shown.on)}"
        return answer
    return render(request, "instruments/grid.html", _form(asked, held, shown.on, now) | context)


def _day(request: HttpRequest, held: Registers, now: date) -> date:
    said = request.GET.get("month", "")
    if not said:
        return day_asked(request.GET.get("at", ""), now)
    first = _first(held, now)
    if not said.isdecimal() or len(said) > LONGEST_MONTH or int(said) > months(first, now):
        raise Refusal(
            "instruments.no_month", phrase("The slider has no month %(said)s."), field="month", said=said[:20]
        )
    return min(end_of_month(first, int(said)), now)


def _first(held: Registers, now: date) -> date:
    """Where the slider begins: when the first instrument was adopted."""
    return min((treaty.adopted_on for treaty in held.adherence.treaties.values()), default=now)


def _language() -> str:
    return get_language() or "en"


def _form(asked: Asked, held: Registers, on: date, now: date) -> dict[str, Any]:
    """What stands still while the slider moves: the filters, the slider and the years under it."""
    first = _first(held, now)
    return {
        "on": on,
        "now": now,
        "asked": asked.typed,
        "selects": selects(_language(), on),
        "months": months(first, now),
        "month": max(months(first, on), 0),
        "first": first,
        "strip": _strip(held, first, now),
        "clear": f"?at={on.isoformat()}",
    }


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the strip over the slider, in hundredths of its width and height."""

    year: int
    x: str
    width: str
    y: str
    height: str
    named: bool


def _strip(held: Registers, first: date, now: date) -> list[Year]:
    """How many consents each year saw, so that one sees where to stop."""
    codes = frozenset(code for code in held.editions if not held.unresolved.get(code))
    counted = queries.consents_by_year(held.adherence, codes)
    most, width = max(counted.values(), default=1), months(first, now) + 1
    years = []
    for year in range(first.year, now.year + 1):
        x = 100 * max(months(first, date(year, 1, 1)), 0) / width
        height = 74 * counted.get(year, 0) / most
        named = year % 10 == 0
        years.append(
            Year(year, f"{x:.2f}%", f"{960 / width:.2f}%", f"{76 - height:.1f}%", f"{height:.1f}%", named)
        )
    return years


def _moving(asked: Asked, held: Registers, shown: queries.Grid, now: date) -> dict[str, Any]:
    """What changes with the day."""
    before, after = queries.around(held.adherence, shown.on, now)
    return {
        "grid": shown,
        "on": shown.on,
        "now": now,
        "universe": words.universe_said(shown.kinds),
        "narrowed": asked.narrowed.any(),
        "families": _families(shown),
        "body": body(shown),
        "legend": [(status, words.letter(status), words.status_said(status)) for status in Status],
        "ahead": [column for column in shown.held if column.ahead],
        "earlier": (before, asked.query(before)) if before else None,
        "later": (after, asked.query(after)) if after else None,
        "query": asked.query(shown.on),
        **sources(shown.columns),
    }


def _families(shown: queries.Grid) -> list[tuple[str, int]]:
    """(family, how many columns) over the heads."""
    spans: dict[str, int] = {}
    for column in shown.columns:
        spans[column.instrument.family] = spans.get(column.instrument.family, 0) + 1
    return list(spans.items())
