"""The trail and the access log as the auditor reads them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import worded
from dispositif.trail.asked import NAMES, Asked
from dispositif.trail.faults import SAID, Verdict
from dispositif.trail.rules import DOORS
from dispositif.trail.templatetags.trail import WHAT
from dispositif.trail.verify import verify

PAGE = 50
COLUMNS = (phrase("When"), phrase("Who"), phrase("What was read"), phrase("Door"), phrase("Records"))


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """The entries asked for, newest first, for the auditor; others learn who may. `?verify` checks them."""
    if not _may(request):
        return render(request, "trail/whole.html", {"allowed": False}, status=403)
    verdict = verify() if "verify" in request.GET else None
    said = {"verdict": verdict, "faults": _said(verdict)}
    choices = sorted(((code, _(word)) for code, word in WHAT.items()), key=lambda pair: pair[1])
    return _list(request, "trail/whole.html", {**said, "what_choices": [("", _("anything")), *choices]})


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Who read what not everybody may see, newest first, for the auditor; others learn who may."""
    if not _may(request):
        return render(request, "trail/access.html", {"allowed": False}, status=403)
    doors = [("", _("any door")), *((code, _(word)) for code, word in DOORS.items())]
    columns = [{"name": "", "label": _(column)} for column in COLUMNS]
    return _list(request, "trail/access.html", {"door_choices": doors, "columns": columns}, accesses=True)


def _list(
    request: HttpRequest, template: str, context: dict[str, Any], *, accesses: bool = False
) -> HttpResponse:
    given = {name: request.GET.get(name, "").strip() for name in NAMES}
    query = urlencode({name: value for name, value in given.items() if value})
    context |= {"allowed": True, "asked": given, "query": query}
    try:
        asked = Asked.of(given)
    except Refusal as refusal:
        return render(request, template, context | {"refusal": worded(refusal)}, status=400)
    rows = asked.accesses() if accesses else asked.entries()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, template, context | {"page": page})


def _may(request: HttpRequest) -> bool:
    return "auditor" in request.acting.roles  # type: ignore[attr-defined]


def _said(verdict: Verdict | None) -> list[str]:
    """Each fault as a sentence in the reader's language."""
    faults = verdict.faults if verdict else ()
    return [_(SAID[fault.kind]) % {"seq": fault.seq, "day": fault.day} for fault in faults]
