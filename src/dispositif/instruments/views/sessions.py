"""The Conferences and the Commission: all sessions with what supports them, and one session."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.files.writing import FORMATS, download
from dispositif.instruments import session_forms as forms
from dispositif.instruments import sessions as rules
from dispositif.instruments.actions import attendance as attending
from dispositif.instruments.actions import issue as issuing
from dispositif.instruments.actions import session as actions
from dispositif.instruments.models import Attendance, Session, SessionDocument
from dispositif.instruments.queries import session as queries
from dispositif.instruments.queries.glance import glance, held_of
from dispositif.instruments.session_names import named, names_on, ordered, who
from dispositif.instruments.sessions import HELD, PARTS, PRESENCES, Part, Presence
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates.forms import day, identifier, seen
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed
from dispositif.trail.models import Entry
from dispositif.trail.queries import history
from dispositif.world.queries import name_of

Author = dict[str, Any]
RIGHT = "instruments.record"
PAGE = 50
ASKED = ("body", "held", "year", "words")
COLUMNS = (
    ("body", phrase("Session")),
    ("since", phrase("Days")),
    ("place", phrase("Place")),
    ("", phrase("In the list of participants")),
)


def conferences(request: HttpRequest) -> HttpResponse:
    """Every session, and the support to each body at a glance; on POST record a session."""
    if request.method != "POST":
        return _conferences(request)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        one = _record(request)
    except Refusal as refusal:
        return _conferences(request, refusal)
    return redirect("instruments:session", one.body.code, one.slug)


def _record(request: HttpRequest) -> Session:
    sent = request.POST
    bodies = {body.code: body for body in queries.bodies()}
    if sent.get("body") not in bodies:
        raise Refusal("sessions.no_body", phrase("Choose the body that meets."), field="body")
    return actions.record_session(
        body=bodies[sent["body"]],
        number=forms.number(sent, "number"),
        part=forms.chosen(sent, "part", Part),
        **forms.sitting(sent),
        by=request.person,  # type: ignore[attr-defined]
        on=today(),
    )


def _conferences(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    asked = queries.Asked(**{name: request.GET.get(name, "").strip()[:100] for name in ASKED})
    order, language, on = request.GET.get("sort", "-since"), get_language() or "en", today()
    found = queries.sittings(asked, order)
    if request.GET.get("format") in FORMATS:
        return download(_exported(found), request.GET["format"], "sessions")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    named_bodies = [(body, name_of(body, language, on).name) for body in queries.bodies()]
    context = {
        "page": page,
        "rows": [(row, held_of(row)) for row in rows],
        "glances": [glance(body, on) for body in queries.bodies()],
        "mechanisms": list(rules.Mechanism),
        "asked": asked,
        "sort": order,
        "query": urlencode({name: getattr(asked, name) for name in ASKED if getattr(asked, name)}),
        "columns": [{"name": name, "label": _(label)} for name, label in COLUMNS],
        "body_choices": [("", _("any body")), *((body.code, name) for body, name in named_bodies)],
        "bodies": [(body.code, name) for body, name in named_bodies],
        "held_choices": [("", _("planned or held")), *((one.value, _(said)) for one, said in HELD.items())],
        "year_choices": [("", _("any year")), *((str(year), str(year)) for year in queries.years())],
        "fresh": queries.freshness(),
        "on": on,
        **_choices(),
    }
    return shown(request, "instruments/sessions.html", context, refusal)


def _choices() -> dict[str, Any]:
    return {
        "parts": [(one.value, _(said)) for one, said in PARTS.items()],
        "helds": [(one.value, _(said)) for one, said in HELD.items()],
        "presences": [(one.value, _(said)) for one, said in PRESENCES.items()],
        "languages": list(BY_CODE.values()),
    }


def _exported(found: Any) -> Iterator[list[object]]:
    yield ["body", "number", "part", "held", "place", "since_on", "until_on", "unverified", "source"]
    for one in found:
        session = one.session
        said = [session.body.code, session.number, session.part, one.held, one.place]
        yield [*said, one.since_on, one.until_on, " ".join(one.doubtful), one.source]


def session(request: HttpRequest, body: str, slug: str) -> HttpResponse:
    """One session with all that is recorded of it; on POST make the change that the form `how` asks for."""
    known = rules.unslugged(slug)
    one = queries.session_of(body, *known) if known else None
    if one is None:
        raise Http404
    if request.method != "POST":
        return _page(request, one)
    how = request.POST.get("how", "")
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
        if how in HOW:
            HOW[how](request.POST, one, author)
    except Refusal as refusal:
        return _page(request, one, refusal)
    return redirect(f"{request.path}#{how}")


def _correct(sent: QueryDict, one: Session, author: Author) -> None:
    actions.correct_session(session=one, **forms.sitting(sent), seen=seen(sent), **author)


def _attend(sent: QueryDict, one: Session, author: Author) -> None:
    began = queries.sitting_of(one).since_on or author["on"]
    presence = forms.chosen(sent, "presence", Presence)
    present = [attending.Present(who, presence) for who in forms.several(sent.get("who", ""), began)]
    attending.record_attendance(session=one, present=present, source=sent.get("source", ""), **author)


def _withdraw(sent: QueryDict, one: Session, author: Author) -> None:
    began = queries.sitting_of(one).since_on or author["on"]
    meant = who(sent.get("who", ""), began)
    held = {line.participant or line.entity: line for line in queries.attendance(one)}
    if meant not in held:
        said = phrase("%(who)s is not in the list of participants that is held.")
        raise Refusal("sessions.not_in_attendance", said, field="who", who=meant.code)
    attending.withdraw_attendance(line=held[meant], why=sent.get("why", ""), **author)


def _plan(sent: QueryDict, one: Session, author: Author) -> None:
    issuing.plan_document(
        session=one,
        symbol=sent.get("symbol", ""),
        title=sent.get("title", ""),
        due_on=day(sent, "due_on"),
        languages=forms.languages(sent),
        source=sent.get("source", ""),
        **author,
    )


def _issue(sent: QueryDict, one: Session, author: Author) -> None:
    document = _document(sent, one)
    _check_kept(sent, document)
    issuing.issue_document(
        document=document, issued=forms.issued(sent), source=sent.get("source", ""), **author
    )


def _check_kept(sent: QueryDict, document: SessionDocument) -> None:
    """Refuse a day that was recorded and comes back empty: nothing would be changed without a word."""
    lines = document.issues.filter(superseded_at=None, issued_on__isnull=False)
    emptied = {code for code in BY_CODE if not sent.get(f"issued_on-{code}", "-").strip()}
    lost = sorted(emptied.intersection(lines.values_list("language", flat=True)))
    if lost:
        said = phrase(
            "%(symbol)s is recorded as issued in %(languages)s: that is not taken back here. "
            "Leave the day, or correct it."
        )
        facts = {"symbol": document.symbol, "languages": ", ".join(lost)}
        raise Refusal("sessions.issue_kept", said, field="issued_on", **facts)


def _move(sent: QueryDict, one: Session, author: Author) -> None:
    due_on, source = day(sent, "due_on"), sent.get("source", "")
    issuing.move_document(document=_document(sent, one), due_on=due_on, source=source, **author)


def _document(sent: QueryDict, one: Session) -> SessionDocument:
    return get_object_or_404(
        SessionDocument.objects.select_related("session__body"),
        session=one,
        uuid=identifier(sent.get("document", "")),
    )


HOW: dict[str, Callable[[QueryDict, Session, Author], None]] = {
    "sitting": _correct,
    "attendance": _attend,
    "taken_out": _withdraw,
    "documents": _plan,
    "issued": _issue,
    "moved": _move,
}
"""Form → the change that it asks for; the name is also where on the page it stands."""


def _page(request: HttpRequest, one: Session, refusal: Refusal | None = None) -> HttpResponse:
    language, on = get_language() or "en", today()
    sitting = queries.sitting_of(one)
    came = queries.came(one, sitting)
    lines = _lines(came.lines if came else (), language, sitting.since_on or on)
    papers = queries.papers(one, on)
    wanted, file_format = request.GET.get("list"), request.GET.get("format", "")
    if file_format in FORMATS and wanted in ("attendance", "documents"):
        table = _attended(lines) if wanted == "attendance" else _papers(papers)
        return download(table, file_format, f"{one.body.code}-{one.slug}-{wanted}")
    context = {
        "session": one,
        "sitting": sitting,
        "span_days": rules.Span(sitting.since_on, sitting.until_on).days(on),
        "came": came,
        "lines": lines,
        "papers": papers,
        "paper_forms": [forms.paper_form(request.POST, paper) for paper in papers],
        "ticked": forms.languages(request.POST) if request.POST.get("how") == "documents" else list(BY_CODE),
        "by_language": _counted(queries.by_language(on, session=one)),
        "paper_columns": [{"name": "", "label": label} for label in (_("Document"), _("Due"), *_own_names())],
        "line_columns": [{"name": "", "label": label} for label in (_("Name"), _("How"), _("Source"))],
        "count_columns": [
            {"name": "", "label": label, "numeric": place > 0}
            for place, label in enumerate(
                (_("Language"), _("Issued on time"), _("Issued late"), _("Not issued"))
            )
        ],
        "entries": _told(one, papers),
        "on": on,
        **_choices(),
    }
    return shown(request, "instruments/session.html", context, refusal)


def _told(one: Session, papers: list[queries.Paper]) -> list[Entry]:
    """What was done to the session and to its documents, the newest first."""
    told = history(one) + [entry for paper in papers for entry in history(paper.document)]
    return sorted(told, key=lambda entry: -entry.seq)


def _own_names() -> list[str]:
    return [language.own_name for language in BY_CODE.values()]


def _counted(counts: dict[str, Any]) -> list[tuple[str, int, int, int]]:
    """(language, on time, late, not issued) of the languages in which anything was due."""
    parts = (rules.Progress.IN_TIME, rules.Progress.LATE, rules.Progress.OUTSTANDING)
    rows = ((code, *(count[part] for part in parts)) for code, count in counts.items() if count.total())
    return list(rows)


def _lines(lines: tuple[Attendance, ...], language: str, on: date) -> list[tuple[str, Attendance]]:
    """(name on the day, line): participants in the order of the language, then entities."""
    names = names_on(language, on)
    return ordered([(named(one.participant or one.entity, names, language, on), one) for one in lines])


def _attended(lines: list[tuple[str, Attendance]]) -> Iterator[list[object]]:
    """The list as it can be imported."""
    yield ["participant", "presence", "code", "source"]
    for name, one in lines:
        who = one.participant or one.entity
        yield [name, one.presence, who.code if who else "", one.source]


def _papers(papers: list[queries.Paper]) -> Iterator[list[object]]:
    yield ["symbol", "title", "language", "due_on", "issued_on", "stands", "source"]
    for paper in papers:
        for code, (issue, stands) in paper.issues.items():
            said = [paper.document.symbol, paper.document.title, code, issue.due_on, issue.issued_on]
            yield [*said, stands.value, issue.source]


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    """The page, with what was sent and why it was refused; the form that was sent stands open."""
    said = {
        "may_record": can_do(RIGHT, request.acting.roles),  # type: ignore[attr-defined]
        "who_may": not_allowed(RIGHT),
        "sent": request.POST if refusal else {},
        "refusal": worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, template, context | said, status=status)
