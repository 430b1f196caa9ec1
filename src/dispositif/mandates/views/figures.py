"""Every figure of the program, and one of them at any day, as known at any moment."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dispositif.kernel.figure import Figure, Scope
from dispositif.kernel.refusal import Refusal
from dispositif.look.figures import Definition, definition, definitions, figure
from dispositif.look.refusals import STATUS, worded
from dispositif.look.scopes import scope_of
from dispositif.mandates.forms import day_or_none
from dispositif.people.clock import today
from dispositif.secrecy.audiences import Audience

ASKED = {
    "theme": "theme",
    "document": "document",
    "entity": "owner",
    "instrument": "instrument",
    "region": "region",
    "grouping": "group",
    "participant": "state",
}
"""A kind of scope → what the page that lists the rows calls it."""


def figures(request: HttpRequest) -> HttpResponse:
    """Each figure with what it means, where it comes from, how fresh it is, and what it says today."""
    on, now = today(), datetime.now(UTC)
    rows = [_row(one, _today(request, one, on, now)) for one in definitions()]
    return render(request, "mandates/figures.html", {"rows": rows, "on": on, "columns": columns()})


def one_figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure at the day, the moment and the scope asked for, with its evidence."""
    one = definition(name)
    asked = {key: request.GET.get(key, "").strip() for key in ("at", "known_at", "scope")}
    context: dict[str, Any] = {"one": one, "asked": asked, "fresh": one.freshness(), "status": 200}
    try:
        at, known_at, scope = _asked(request)
        context["figure"] = figure(name, at=at, known_at=known_at, audience=_audience(request), scope=scope)
        context |= {"rows_url": _rows(one, scope), "scope": scope}
    except Refusal as refusal:
        context |= {"refusal": worded(refusal), "status": STATUS.get(refusal.code, 400)}
    return render(request, "mandates/one_figure.html", context, status=context["status"])


def _asked(request: HttpRequest) -> tuple[date, datetime, Scope]:
    """Known at a day means: by its end, in UTC."""
    at = day_or_none(request.GET, "at") or today()
    known_on = day_or_none(request.GET, "known_at")
    known_at = datetime.combine(known_on, time.max, UTC) if known_on else datetime.now(UTC)
    return at, known_at, scope_of(request.GET.get("scope", ""))


def _today(request: HttpRequest, one: Definition, on: date, now: datetime) -> Figure | None:
    if "" not in one.scopes:
        return None
    return figure(one.name, at=on, known_at=now, audience=_audience(request))


def _row(one: Definition, said: Figure | None) -> dict[str, Any]:
    return {"one": one, "figure": said, "fresh": one.freshness(), "scopes": sorted(filter(None, one.scopes))}


def _rows(one: Definition, scope: Scope) -> str:
    """The page that lists every row behind the figure, as far as the scope can be asked of it."""
    if not one.rows:
        return ""
    asked = dict(one.query)
    if scope.kind in ASKED:
        asked[ASKED[scope.kind]] = scope.label
    return f"{reverse(one.rows)}?{urlencode(asked)}"


def _audience(request: HttpRequest) -> Audience:
    return Audience(request.acting)  # type: ignore[attr-defined]


def columns() -> list[dict[str, str]]:
    """The columns of the list."""
    return [
        {"name": "", "label": label} for label in (_("Figure"), _("Today"), _("Source"), _("Last change"))
    ]
