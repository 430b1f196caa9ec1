"""Strategies: those that match, the coverage of States by theme, one strategy, and recording it by hand."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.files.writing import FORMATS, download
from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.models import Strategy, StrategyEdition
from dispositif.instruments.queries import strategy as queries
from dispositif.instruments.strategies.cells import cells_of
from dispositif.instruments.strategies.held import edition_of, said_of
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.rules import KINDS, STATUSES, THEMES, WORLD, Theme, status_on
from dispositif.instruments.strategies.words import (
    Names,
    cell_said,
    language_said,
    line,
    status_said,
    theme_said,
)
from dispositif.instruments.strategies.writing import matrix, table
from dispositif.instruments.views import strategy_form as forms
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed
from dispositif.trail.queries import history as entries_about
from dispositif.world import queries as world

RIGHT = "instruments.record"
PAGE = 50
LONGEST = 200
NAMES = [field.name for field in fields(queries.Asked)]


def strategies(request: HttpRequest) -> HttpResponse:
    """A page of the strategies that match, as they stand on a day; the same list as CSV or XLSX."""
    try:
        at, refusal = forms.day_or(request.GET, "at", today()), None
    except Refusal as refused:
        at, refusal = today(), refused
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in NAMES}
    asked, unknown = _asked(typed, at)
    order = request.GET.get("sort", "")
    found = [] if unknown else queries.strategies(asked, at, order)
    if request.GET.get("format") in FORMATS and not refusal:
        return download(table(found, at), request.GET["format"], "strategies")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    names = Names(_language(), at)
    context = rights(request) | {
        "lines": [line(one, names, at) for one in page.object_list],
        "page": page,
        "typed": typed,
        "at": at,
        "unknown": unknown,
        "narrowed": any(typed.values()),
        "order": order if order in queries.ORDERS else "-since_on",
        "query": _query(typed, at, order),
        "fresh": queries.freshness(),
        "columns": _list_columns(),
        **_choices(at),
    }
    return shown(request, "instruments/strategies.html", context, refusal)


def _asked(typed: dict[str, str], at: date) -> tuple[queries.Asked, str]:
    """What is asked for, and the State that nobody is known by; a theme by its name here or in the world."""
    code = Recogniser().participant(typed["state"], at) if typed["state"] else ""
    by_world = {code: theme.value for theme, code in WORLD.items()}
    theme = by_world.get(typed["theme"], typed["theme"])
    asked = queries.Asked(**typed | {"state": code, "theme": theme})
    return asked, "" if code else typed["state"]


def _query(typed: dict[str, str], at: date, order: str) -> str:
    said = {name: value for name, value in typed.items() if value} | {"at": at.isoformat()}
    return urlencode(said | ({"sort": order} if order else {}))


def _choices(at: date) -> dict[str, Any]:
    language = _language()
    regions = [(row.region.m49, row.name) for row in world.regions(language, at) if row.region.parent_id]
    return {
        "kinds": [("", _("any kind")), *((kind.value, _(words)) for kind, words in KINDS.items())],
        "themes": [("", _("any theme")), *((theme.value, _(words)) for theme, words in THEMES.items())],
        "statuses": [
            ("", _("however the strategy stands")),
            *((one.value, _(words)) for one, words in STATUSES.items()),
        ],
        "regions": [("", _("any region")), *regions],
        "groupings": [("", _("any group")), *_groupings(language, at)],
    }


def _groupings(language: str, at: date) -> list[tuple[str, str]]:
    return [(row.grouping.code, row.name) for row in world.groupings(language, at)]


def coverage(request: HttpRequest) -> HttpResponse:
    """The States of a day × the six themes: what is held for each; where nothing is, “no information”."""
    try:
        at, refusal = forms.day_or(request.GET, "at", today()), None
    except Refusal as refused:
        at, refusal = today(), refused
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("region", "grouping", "only")}
    rows = queries.coverage(at=at, language=_language(), region=typed["region"], grouping=typed["grouping"])
    told = [row for row in rows if row.told]
    if request.GET.get("format") in FORMATS and not refusal:
        return download(matrix(rows, at), request.GET["format"], f"strategies-coverage-{at}")
    context = rights(request) | {
        "rows": [_line(row) for row in (told if typed["only"] else rows)],
        "told": len(told),
        "states": len(rows),
        "typed": typed,
        "at": at,
        "standing": queries.standing(at),
        "query": _query(typed, at, ""),
        "fresh": queries.freshness(),
        "columns": [head(_("State")), *(head(theme_said(theme)) for theme in Theme)],
        "only": [("", _("every State")), ("told", _("States for which something is recorded"))],
        **_choices(at),
    }
    return shown(request, "instruments/strategy_coverage.html", context, refusal)


def _line(row: queries.Row) -> dict[str, Any]:
    cells = [(theme.value, theme_said(theme), cell) for theme, cell in zip(Theme, row.cells, strict=True)]
    return {"row": row, "cells": [(code, head, cell, cell_said(cell)) for code, head, cell in cells]}


def record(request: HttpRequest) -> HttpResponse:
    """Record a strategy by hand; what is refused is shown at its field, and nothing typed is lost."""
    if request.method != "POST":
        return _form(request, {})
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        said = forms.said(request.POST)
        author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
        strategy = actions.record_strategy(said=said, **author)
    except Refusal as refusal:
        return _form(request, forms.cells(request.POST), refusal)
    return redirect("instruments:strategy", strategy.uuid)


def _form(request: HttpRequest, values: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    context = rights(request) | {"fields": forms.fields_of(values, refusal)}
    return shown(request, "instruments/strategy_record.html", context, refusal)


def strategy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One strategy; on POST the change that the form `how` asks for."""
    edition = queries.find(uuid)
    if edition is None:
        raise Http404
    if request.method != "POST":
        return _page(request, edition)
    how = request.POST.get("how", "")
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        if how in HOW:
            author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
            author |= {"seen": forms.seen(request.POST), "strategy": edition.strategy}
            HOW[how](request.POST, edition, author)
    except Refusal as refusal:
        return _page(request, edition, refusal)
    return redirect(f"{request.path}#{how}")


Author = dict[str, Any]


def _amend(sent: QueryDict, edition: StrategyEdition, author: Author) -> None:
    actions.amend_strategy(said=forms.said(sent, said_of(edition)), **author)


def _cover(sent: QueryDict, edition: StrategyEdition, author: Author) -> None:
    actions.cover_states(covers=forms.covers(sent, said_of(edition)), **author)


def _uncover(sent: QueryDict, edition: StrategyEdition, author: Author) -> None:
    until_on = forms.day_or(sent, "last_on", None)
    actions.uncover_state(code=sent.get("state", ""), until_on=until_on, why=sent.get("why", ""), **author)


def _withdraw(sent: QueryDict, edition: StrategyEdition, author: Author) -> None:
    on = forms.day_or(sent, "withdrawn_on", author["on"])
    actions.withdraw_strategy(withdrawn_on=on, why=sent.get("why", ""), **author)


HOW: dict[str, Callable[[QueryDict, StrategyEdition, Author], None]] = {
    "amend": _amend,
    "cover": _cover,
    "uncover": _uncover,
    "withdraw": _withdraw,
}
"""Form → the change that it asks for; the name is also where on the page it stands."""


def _page(request: HttpRequest, edition: StrategyEdition, refusal: Refusal | None = None) -> HttpResponse:
    one: Strategy = edition.strategy
    if refusal:  # it may be another's change that refused this one
        edition = edition_of(one)
        one = edition.strategy
    names, at, sent = Names(_language(), today()), today(), request.POST
    held = said_of(edition)
    again = bool(refusal) and sent.get("how") == "amend"
    values = forms.sent_over(sent, held) if again else cells_of(held)
    fields = forms.fields_of(values, refusal if again else None, withdrawn=bool(edition.withdrawn_on))
    stale = again and forms.seen(sent) != one.revision
    context = rights(request) | {
        "line": line(edition, names, at),
        "one": one,
        "edition": edition,
        "at": at,
        "tongue": language_said(edition.language),
        "covers": [(names.state(cover.participant.code), cover) for cover in one.standing_covers],  # type: ignore[attr-defined]
        "open": [(cover.code, names.state(cover.code)) for cover in held.covers if cover.until_on is None],
        "measures": one.standing_measures,  # type: ignore[attr-defined]
        "fields": fields,
        "meanwhile": forms.differing(fields, values, held) if stale else [],
        "meanwhile_columns": [head(_("Field")), head(_("What stands now")), head(_("What you entered"))],
        "entries": entries_about(one),
        "columns": [head(_("State")), head(_("Days")), head(_("Source"))],
        "days": _days(edition),
        "sent": sent if refusal else {},
    }
    return shown(request, "instruments/strategy.html", context, refusal)


def _days(edition: StrategyEdition) -> list[tuple[date, str]]:
    """Each day on which it came to stand otherwise, and how."""
    days = {edition.preparing_on, edition.adopted_on, edition.since_on, edition.withdrawn_on}
    if edition.until_on and edition.until_on < date.max:
        days.add(date.fromordinal(edition.until_on.toordinal() + 1))
    told = [(day, status_said(status_on(edition, day))) for day in sorted(filter(None, days))]
    return [one for place, one in enumerate(told) if not place or one[1] != told[place - 1][1]]


def _list_columns() -> list[dict[str, Any]]:
    return [
        {"name": "title", "label": _("Title")},
        head(_("Owner")),
        head(_("Themes")),
        {"name": "since_on", "label": _("Period")},
        head(_("How the strategy stands")),
        {"name": "", "label": _("States listed"), "numeric": True},
    ]


def head(label: str) -> dict[str, Any]:
    return {"name": "", "label": label}


def _language() -> str:
    return get_language() or "en"


def rights(request: HttpRequest) -> dict[str, Any]:
    may = can_do(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    return {"may_record": may, "who_may": not_allowed(RIGHT)}


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    said = {"refusal": worded(refusal) if refusal else None}
    return render(request, template, context | said, status=STATUS.get(refusal.code, 400) if refusal else 200)
