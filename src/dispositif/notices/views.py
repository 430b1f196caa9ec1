"""The due list on its page, as a table, as a calendar, on the first page; a person's messages."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dispositif.files.writing import download, taken_away
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import worded
from dispositif.notices import actions, queries, words
from dispositif.notices.calendar import LARGEST
from dispositif.notices.calendar import calendar as as_calendar
from dispositif.notices.exports import table
from dispositif.notices.pages import Leaves
from dispositif.notices.queries import Asked
from dispositif.notices.subjects import named
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.queries import entities_of

PAGE = 25
PANEL = 5
WHOSE = {"me": phrase("for me"), "entity": phrase("for my entity"), "all": phrase("for all")}
LATE = {"": phrase("late or not"), "1": phrase("late only")}
COLUMNS = (phrase("Day"), phrase("Subject"), phrase("Due from"))


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """A page of what is due; the same list as CSV or calendar on request."""
    on, person = today(), _person(request)
    given = {name: request.GET.get(name, "").strip() for name in ("for", "until", "kind", "overdue")}
    try:
        asked = Asked.of(given, usual=_usual(person, on))
    except Refusal as refusal:
        return _page(request, given, {"refusal": worded(refusal)}, status=400)
    rows = queries.due(asked, person=person, on=on)
    if request.GET.get("format") == "csv":
        return download(table(rows, on, _address(request)), "csv", "due")
    if request.GET.get("format") == "ics":
        return calendar(request)
    page = Leaves(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": words.shown(list(page.object_list), on),
        "known": person is not None,
        "entities": asked.whose != "entity" or person is None or entities_of(person, on),
    }
    return _page(request, given | {"for": asked.whose}, context)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The same list for a calendar program, in the language of the request."""
    on, person = today(), _person(request)
    asked = Asked.of(request.GET.dict(), usual=_usual(person, on))
    rows = list(queries.due(asked, person=person, on=on)[: LARGEST + 1])
    content = as_calendar(words.shown(rows, on), address=_address(request))
    return taken_away(content, "text/calendar; charset=utf-8", "due.ics")


@require_safe
def due_panel(request: HttpRequest) -> HttpResponse:
    """The first few rows, mine if there are any."""
    on, person = today(), _person(request)
    usual = _usual(person, on)
    rows = list(queries.due(Asked(whose=usual), person=person, on=on)[:PANEL])
    return render(request, "notices/due_panel.html", {"rows": words.shown(rows, on), "whose": usual})


@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    """A person's messages; one or all of them marked as read."""
    person = _person(request)
    if person is None:
        raise Refusal("notices.nobody", phrase("Messages are for persons; this account has none."))
    if request.method == "POST":
        actions.mark_read(by=person, uuid=_uuid(request.POST.get("message", "")))
        return redirect("notices:messages")
    page = Paginator(queries.messages(person), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": words.messages_shown(list(page.object_list), today()),
        "unread": queries.messages(person).filter(read_at=None).count(),
        "mail": settings.MAIL_SET_UP,
    }
    return render(request, "notices/messages.html", context)


def _page(
    request: HttpRequest, asked: dict[str, str], context: dict[str, object], status: int = 200
) -> HttpResponse:
    choices = {
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "whose_choices": [(code, _(said)) for code, said in WHOSE.items()],
        "kind_choices": [("", _("any kind")), *((kind, _(name)) for kind, name in named().items())],
        "late_choices": [(code, _(said)) for code, said in LATE.items()],
        "columns": [{"name": "", "label": _(column)} for column in COLUMNS],
    }
    return render(request, "notices/due.html", choices | context, status=status)


def _person(request: HttpRequest) -> Person | None:
    person: Person | None = request.person  # type: ignore[attr-defined]
    return person


def _usual(person: Person | None, on: date) -> str:
    """Mine, for whoever has something due; else everybody's."""
    mine = person and queries.due(Asked(whose="me"), person=person, on=on).exists()
    return "me" if mine else "all"


def _address(request: HttpRequest) -> str:
    """What stands before a path: the public address, else the one that was asked."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def _uuid(written: str) -> UUID | None:
    """The message meant; None for all of them."""
    if written == "all":
        return None
    try:
        return UUID(written)
    except ValueError:
        said = phrase("Which message is meant was not said.")
        raise Refusal("notices.message_unknown", said, field="message") from None
