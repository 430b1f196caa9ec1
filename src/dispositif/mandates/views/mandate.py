"""One mandate: how it stands, who owns it, what answers it, what was done; on POST one change."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from dispositif.documents.queries import paragraph
from dispositif.files.actions import receive
from dispositif.kernel.figure import Figure, Scope
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.look.figures import Definition, definition, figure
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates import actions, forms, rules
from dispositif.mandates.deadlines import reckon
from dispositif.mandates.models import Mandate, Report
from dispositif.mandates.queries import chain
from dispositif.mandates.queries.course import course_of
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.views.choices import entity_choices, owner_choices, theme_choices
from dispositif.mandates.views.reports import columns
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.rules import can_do, check_may
from dispositif.secrecy.audiences import Audience
from dispositif.trail.queries import history as entries_about

Author = dict[str, Any]
RIGHT = "mandates.follow"


def mandate(request: HttpRequest, uuid: object) -> HttpResponse:
    """Show the mandate; on POST make the change that the form `how` asks for."""
    rows = Mandate.objects.select_related("provision__document", "owner")
    one = get_object_or_404(rows, uuid=uuid)
    if request.method != "POST":
        return _page(request, one)
    how = request.POST.get("how", "")
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        if how in HOW:
            author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
            HOW[how](request, one, author)
    except Refusal as refusal:
        return _page(request, one, refusal)
    return redirect(f"{request.path}#{how}")


def _assign(request: HttpRequest, one: Mandate, author: Author) -> None:
    sent = request.POST
    follows: Person = author["by"]
    actions.assign(
        mandate=one,
        owner=forms.owner(sent),
        supporting=forms.entities(sent.getlist("supporting")),
        officer=follows if sent.get("mine") else None,
        released=bool(sent.get("released")),
        since=forms.day_or_none(sent, "since"),
        seen=forms.seen(sent),
        **author,
    )


def _tag(request: HttpRequest, one: Mandate, author: Author) -> None:
    themes = forms.themes(request.POST.getlist("theme"))
    actions.tag(mandate=one, themes=themes, seen=forms.seen(request.POST), **author)


def _due(request: HttpRequest, one: Mandate, author: Author) -> None:
    sent = request.POST
    due_on = forms.day_or_none(sent, "due_on")
    actions.set_due(
        mandate=one, due_on=due_on, why=sent.get("why", "")[:500], seen=forms.seen(sent), **author
    )


def _state(request: HttpRequest, one: Mandate, author: Author) -> None:
    sent = request.POST
    actions.state(
        mandate=one,
        status=forms.status(sent),
        since=forms.day_or_none(sent, "since") or author["on"],
        evidence=sent.get("evidence", "")[:4000],
        document=forms.document(sent.get("document", ""), "document"),
        seen=forms.seen(sent),
        **author,
    )


def _name(request: HttpRequest, one: Mandate, author: Author) -> None:
    actions.name_report(symbol=Symbol.parse(request.POST.get("symbol", "")), request=one, **author)


def _attach(request: HttpRequest, one: Mandate, author: Author) -> None:
    """The file goes into the vault only where the report can take it: one transaction holds both."""
    sent, file = request.POST, request.FILES.get("file")
    report = get_object_or_404(Report, request=one, uuid=forms.identifier(sent.get("report", "")))
    issued_on = forms.day(sent, "issued_on")
    kept = receive(sent=file, **author) if file else None
    actions.attach_report(
        report=report,
        issued_on=issued_on,
        source=sent.get("source", ""),
        seen=forms.seen(sent),
        attachment=kept,
        **author,
    )


def _confirm_text(request: HttpRequest, one: Mandate, author: Author) -> None:
    actions.confirm_text(mandate=one, seen=forms.seen(request.POST), **author)


HOW: dict[str, Callable[[HttpRequest, Mandate, Author], None]] = {
    "owner": _assign,
    "themes": _tag,
    "due": _due,
    "status": _state,
    "report": _name,
    "attach": _attach,
    "text": _confirm_text,
}
"""Form → the change that it asks for; the name is also where on the page it stands."""


def _page(request: HttpRequest, one: Mandate, refusal: Refusal | None = None) -> HttpResponse:
    one.refresh_from_db()
    language, on = get_language() or "en", today()
    words = words_of([one.provision])[one.provision_id]
    spoken = language if language in words else next(iter(words), language)
    links = chain.answering(one) if one.asks_report or one.reports.exists() else []
    context = {
        "mandate": one,
        "document": one.provision.document,
        "paragraph": one.provision.document.provisions.filter(
            part=one.provision.part, path=one.provision.path, act=0
        ).first(),
        "words": words.get(spoken, ""),
        "spoken": spoken,
        "fields": paragraph(one.provision, spoken),
        "reckoned": reckon(one.deadline, one.recurrence, one.provision.document.adopted_on),
        "late": one.overdue(on),
        "statements": one.statements.select_related("document").order_by("-pk"),
        "course": course_of(one),
        "links": links,
        "figures": _figures(request, one, on),
        "scope": f"mandate:{one.uuid}",
        "held": chain.holdings(links),
        "chain_columns": columns(),
        "entries": entries_about(one),
        "may_follow": can_do(RIGHT, request.acting.roles),  # type: ignore[attr-defined]
        "moves": [(move, rules.STATUSES[move]) for move in rules.MOVES[rules.Status(one.status)]],
        "owners": owner_choices(language, on),
        "entities": entity_choices(language, on, {entity.pk for entity in one.supporting.all()}),
        "themes": theme_choices(language, on, {theme.pk for theme in one.themes.all()}),
        "sent": request.POST if refusal else {},
        "refusal": worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "mandates/mandate.html", context, status=status)


def _figures(request: HttpRequest, one: Mandate, on: date) -> list[tuple[Definition, Figure]]:
    """Whether the report that the mandate asks for was on time; nothing where it asks for none."""
    if not one.asks_report:
        return []
    audience = Audience(request.acting)  # type: ignore[attr-defined]
    scope = Scope("mandate", one.uuid, one.as_party().label)
    said = figure("reports.on_time", at=on, known_at=datetime.now(UTC), audience=audience, scope=scope)
    return [(definition("reports.on_time"), said)]
