"""Requests in order of receipt."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dispositif.assistance import queries, words
from dispositif.assistance.models import Request
from dispositif.assistance.queries import STANDING, Asked
from dispositif.assistance.rules import KINDS, STATUSES
from dispositif.assistance.views.looking import note_look
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import can_do, not_allowed

PAGE = 25
LARGEST = 50_000
COLUMNS = (
    phrase("Day of receipt"),
    phrase("Receipt"),
    phrase("State"),
    phrase("What is asked for"),
    phrase("Where it stands"),
    phrase("Next step by"),
)
HEADS = (
    "received_on",
    "receipt",
    "state",
    "theme",
    "kind",
    "status",
    "status_on",
    "due_on",
    "urgent",
    "class",
)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """A page of the requests that whoever asks may see; the same list as CSV or XLSX."""
    typed = {name: request.GET.get(name, "").strip()[:200] for name in Asked.__dataclass_fields__}
    try:
        rows = queries.listed(Asked.of(typed), today())
    except Refusal as refusal:
        return _page(request, typed, {"refusal": worded(refusal)}, STATUS.get(refusal.code, 400))
    if request.GET.get("format") in FORMATS:
        return _export(request, rows)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    note_look(request, shown, door="list")
    names = words.Names(today())
    context = {"page": page, "lines": [_line(one, names) for one in shown]}
    return _page(request, typed, context)


def _export(request: HttpRequest, rows: QuerySet[Request]) -> HttpResponse:
    shown = list(rows[:LARGEST])
    note_look(request, shown, door="export")
    return download(_table(shown), request.GET["format"], "requests")


def _table(shown: list[Request]) -> Iterator[tuple[object, ...]]:
    yield HEADS
    for one in shown:
        stands = (one.kind, one.status, one.status_on, one.due_on, one.urgent, one.sensitivity)
        yield one.received_on, one.receipt, one.state.code, one.theme.code, *stands


def _line(one: Request, names: words.Names) -> dict[str, Any]:
    return {
        "request": one,
        "state": names.state(one),
        "theme": names.theme(one),
        "kind": words.kind_said(one.kind),
        "status": words.status_said(one.status),
        "sensitivity": words.class_said(one.sensitivity),
        "late": one.due_on is not None and one.due_on < today(),
    }


def _page(
    request: HttpRequest, typed: dict[str, str], context: dict[str, Any], status: int = 200
) -> HttpResponse:
    names = words.Names(today())
    roles = request.acting.roles  # type: ignore[attr-defined]
    choices = {
        "kinds": [("", _("anything")), *((kind.value, _(said)) for kind, said in KINDS.items())],
        "statuses": [("", _("anywhere")), *((one.value, _(said)) for one, said in STATUSES.items())],
        "standings": [("", _("all")), *((code, _(said)) for code, said in STANDING.items())],
        "themes": [("", _("any theme")), *names.themes.items()],
        "states": [("", _("any State")), *sorted(names.states.items(), key=lambda pair: pair[1])],
        "columns": [{"name": "", "label": _(column)} for column in COLUMNS],
        "typed": typed,
        "narrowed": any(typed.values()),
        "query": urlencode({name: value for name, value in typed.items() if value}),
        "may_hand_in": can_do("assistance.hand_in", roles),
        "who_may": not_allowed("assistance.hand_in"),
    }
    return render(request, "assistance/queue.html", choices | context, status=status)
