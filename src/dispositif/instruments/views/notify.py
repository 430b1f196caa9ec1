"""One instrument's register by hand: what a depositary notified, what was stated or reported, corrections."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dispositif.instruments.actions import notify as actions
from dispositif.instruments.models import Action, Edition, Instrument
from dispositif.instruments.queries import register as queries
from dispositif.instruments.rules import KINDS, RECORD, STATEMENTS, Kind, Made
from dispositif.instruments.views.register import heads, language, participants, rights, said, shown
from dispositif.kernel.language import LANGUAGES
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.forms import day, day_or_none, identifier, seen
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.rules import check_may
from dispositif.world import queries as world

PAGE = 20
TYPED = (
    "participant", "kind", "on_day", "effective_on", "symbol", "source", "made_on", "language", "text",
    "reported_on", "words", "reason",
)  # fmt: skip
LONGEST = 20_001
"""Of what is typed: one more than an action takes, so that it can say so."""


def notify(request: HttpRequest, code: str) -> HttpResponse:
    """The actions held of an instrument, and the forms that add to them or take one out."""
    one = get_object_or_404(Instrument, code=code)
    if request.method != "POST":
        return _shown(request, one)
    try:
        check_may(RECORD, request.acting.roles)  # type: ignore[attr-defined]
        write = WRITTEN.get(request.POST.get("what", ""))
        if write is None:
            raise Refusal("instruments.no_choice", phrase("Choose what to record."), field="what")
        write(one, request.POST, request.person)  # type: ignore[attr-defined]
    except Refusal as refusal:
        return _shown(request, one, refusal)
    who = urlencode({"participant": said(request.POST, "participant")})
    return redirect(f"{reverse('instruments:notify', args=[one.code])}?{who}")


def _action(one: Instrument, sent: QueryDict, by: Person) -> None:
    actions.record_action(
        instrument=one,
        participant=world.participant(said(sent, "participant")),
        kind=_of(Kind, said(sent, "kind")),
        on_day=day(sent, "on_day"),
        effective_on=day_or_none(sent, "effective_on"),
        symbol=said(sent, "symbol"),
        source=said(sent, "source"),
        seen=seen(sent),
        by=by,
        on=today(),
    )


def _strike(one: Instrument, sent: QueryDict, by: Person) -> None:
    held = get_object_or_404(Action, uuid=identifier(sent.get("action", "")), instrument=one)
    actions.strike_action(
        action=held, reason=sent.get("reason", "")[:LONGEST], seen=seen(sent), by=by, on=today()
    )


def _statement(one: Instrument, sent: QueryDict, by: Person) -> None:
    actions.record_statement(
        instrument=one,
        participant=world.participant(said(sent, "participant")),
        kind=_of(Made, said(sent, "kind")),
        made_on=day_or_none(sent, "made_on"),
        text=sent.get("text", "")[:LONGEST],
        language=said(sent, "language"),
        source=said(sent, "source"),
        symbol=said(sent, "symbol"),
        by=by,
        on=today(),
    )


def _procedure(one: Instrument, sent: QueryDict, by: Person) -> None:
    actions.report_procedure(
        instrument=one,
        participant=world.participant(said(sent, "participant")),
        reported_on=day(sent, "reported_on"),
        words=sent.get("words", "")[:LONGEST],
        source=said(sent, "source"),
        by=by,
        on=today(),
    )


WRITTEN: dict[str, Callable[[Instrument, QueryDict, Person], None]] = {
    "action": _action,
    "strike": _strike,
    "statement": _statement,
    "procedure": _procedure,
}


def _of(kinds: Any, code: str) -> Any:
    if code not in list(kinds):
        said_ = phrase("“%(said)s” is not among what can be chosen.")
        raise Refusal("instruments.no_choice", said_, field="kind", said=code[:40])
    return kinds(code)


def _shown(request: HttpRequest, one: Instrument, refusal: Refusal | None = None) -> HttpResponse:
    who = said(request.GET, "participant")
    page = Paginator(queries.acts_of(one, who), PAGE).get_page(request.GET.get("page"))
    people = participants()
    called = dict(people)
    context = {
        "instrument": one,
        "short": queries.shorts(language())[one.code],
        "edition": Edition.objects.filter(instrument=one).order_by("-recorded_at", "-pk").first(),
        "page": page,
        "acts": [
            (called.get(act.participant.code, act.printed), act, f"reason-{place}")
            for place, act in enumerate(page.object_list)
        ],
        "columns": heads(
            _("Participant"), _("Action"), _("Day of the action"), _("Takes effect on"), _("Source")
        ),
        "who": who,
        "what": request.POST.get("what", ""),
        "typed": {name: request.POST.get(name, "")[:LONGEST] for name in TYPED},
        "seen": one.revision,
        "people": [("", _("choose")), *people],
        "anybody": [("", _("every participant")), *people],
        "kinds": [(code.value, _(words)) for code, words in KINDS.items()],
        "statements": [(code.value, _(words)) for code, words in STATEMENTS.items()],
        "languages": [(spoken.code, spoken.own_name) for spoken in LANGUAGES],
        "procedures": [
            (called.get(told.participant.code, told.participant.code), told)
            for told in one.procedures.filter(superseded_at=None).select_related("participant")
        ],
        **rights(request),
    }
    return shown(request, "instruments/notify.html", context, refusal)
