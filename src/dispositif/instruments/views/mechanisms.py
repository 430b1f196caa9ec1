"""One review mechanism: its focal points, questionnaires and contributions; and one questionnaire."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.files.writing import FORMATS, download
from dispositif.instruments import session_forms as forms
from dispositif.instruments.actions import mechanism as actions
from dispositif.instruments.models import Contribution, FocalPoint, Questionnaire
from dispositif.instruments.queries import mechanism as queries
from dispositif.instruments.session_names import named, names_on, ordered, participant, who
from dispositif.instruments.sessions import BASES, REVIEWED_BY, Basis, Mechanism, Progress
from dispositif.instruments.views.sessions import RIGHT, Author, shown
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.forms import day, identifier
from dispositif.people.clock import today
from dispositif.people.rules import check_may
from dispositif.trail.queries import history
from dispositif.world.queries import entity


def mechanism(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of one mechanism; on POST make the change that the form `how` asks for."""
    if code not in list(Mechanism):
        raise Http404
    one = Mechanism(code)
    if request.method != "POST":
        return _mechanism(request, one)
    how = request.POST.get("how", "")
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        if how in HOW:
            HOW[how](request.POST, one, {"by": request.person, "on": today()})  # type: ignore[attr-defined]
    except Refusal as refusal:
        return _mechanism(request, one, refusal)
    return redirect(f"{request.path}#{how}")


def _name(sent: QueryDict, one: Mechanism, author: Author) -> None:
    since_on = day(sent, "since_on")
    actions.name_focal_point(
        mechanism=one,
        participant=participant(sent.get("who", ""), since_on),
        office=sent.get("office", ""),
        reference=sent.get("reference", ""),
        since_on=since_on,
        **author,
    )


def _release(sent: QueryDict, one: Mechanism, author: Author) -> None:
    rows = FocalPoint.objects.filter(mechanism=one, superseded_at=None).select_related("participant")
    point = get_object_or_404(rows, uuid=identifier(sent.get("point", "")))
    actions.release_focal_point(point=point, until_on=day(sent, "until_on"), **author)


def _send(sent: QueryDict, one: Mechanism, author: Author) -> None:
    sent_on, said = day(sent, "sent_on"), sent.get("who", "").strip()
    addressed = forms.participants(said, sent_on) if said else queries.parties(one, sent_on)
    if not addressed:
        refused = phrase("No register of the convention is held for that day: name whom it went to.")
        raise Refusal("sessions.no_parties", refused, field="who")
    actions.send_questionnaire(
        mechanism=one,
        title=sent.get("title", ""),
        sent_on=sent_on,
        due_on=day(sent, "due_on"),
        addressed=addressed,
        source=sent.get("source", ""),
        **author,
    )


def _give(sent: QueryDict, one: Mechanism, author: Author) -> None:
    made_on = day(sent, "made_on")
    actions.record_contribution(
        mechanism=one,
        giver=who(sent.get("who", ""), made_on),
        basis=forms.chosen(sent, "basis", Basis),
        money=forms.amount(sent),
        words=sent.get("words", ""),
        in_kind=bool(sent.get("in_kind")),
        made_on=made_on,
        source=sent.get("source", ""),
        **author,
    )


def _take_out(sent: QueryDict, one: Mechanism, author: Author) -> None:
    rows = Contribution.objects.select_related("participant", "entity").filter(mechanism=one)
    given = get_object_or_404(rows, uuid=identifier(sent.get("contribution", "")))
    actions.withdraw_contribution(contribution=given, why=sent.get("why", ""), **author)


HOW: dict[str, Callable[[QueryDict, Mechanism, Author], None]] = {
    "focal_points": _name,
    "released": _release,
    "questionnaires": _send,
    "contributions": _give,
    "taken_out": _take_out,
}
"""Form → the change that it asks for; the name is also where on the page it stands."""


def _mechanism(request: HttpRequest, one: Mechanism, refusal: Refusal | None = None) -> HttpResponse:
    language, on = get_language() or "en", today()
    names = names_on(language, on)
    given = list(queries.contributions(on, mechanism=one))
    points = queries.focal_points(one, on)
    wanted, file_format = request.GET.get("list"), request.GET.get("format", "")
    if file_format in FORMATS and wanted in LISTS:
        table = _given(given) if wanted == "contributions" else _points(list(points))
        return download(table, file_format, f"{one}-{wanted}")
    context = {
        "mechanism": one,
        "body": entity(REVIEWED_BY[one]),
        "points": ordered([(named(row.participant, names, language, on), row) for row in points]),
        "questionnaires": queries.questionnaires(one, on),
        "contributions": [
            (named(row.participant or row.entity, names, language, on)[1], row) for row in given
        ],
        "totals": queries.totals(queries.contributions(on, mechanism=one)),
        "bases": [(basis.value, _(said)) for basis, said in BASES.items()],
        "point_columns": _heads(_("State"), _("Office"), _("Named in"), _("Since")),
        "questionnaire_columns": _heads(_("Questionnaire"), _("Sent"), _("Due"), _("Answers")),
        "contribution_columns": _heads(
            _("Contributor"),
            _("Basis"),
            _("Amount"),
            _("Date of the contribution"),
            _("What for, or what"),
            _("Source"),
        ),
        "total_columns": [*_heads(_("Basis")), {"name": "", "label": _("Amount"), "numeric": True}],
        "on": on,
    }
    return shown(request, "instruments/mechanism.html", context, refusal)


LISTS = ("contributions", "focal_points")


def _heads(*labels: str) -> list[dict[str, Any]]:
    return [{"name": "", "label": label} for label in labels]


def _given(rows: list[Contribution]) -> Iterator[list[object]]:
    """Each in its own currency and on its own basis: no total is taken away."""
    yield ["contributor", "basis", "in_kind", "amount", "currency", "day", "words", "source"]
    for one in rows:
        giver, amount = one.participant or one.entity, one.money.major if one.money else ""
        said = [giver.code if giver else "", one.basis, "yes" if one.in_kind else "no", amount, one.currency]
        yield [*said, one.on, one.words, one.source]


def _points(rows: list[FocalPoint]) -> Iterator[list[object]]:
    yield ["participant", "office", "reference", "since_on"]
    for one in rows:
        yield [one.participant.code, one.office, one.reference, one.since_on]


def questionnaire(request: HttpRequest, uuid: object) -> HttpResponse:
    """Who answered a questionnaire and who has not; on POST record answers, or another day."""
    one = get_object_or_404(Questionnaire, uuid=uuid)
    if request.method != "POST":
        return _questionnaire(request, one)
    how = request.POST.get("how", "")
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        if how in ANSWERING:
            author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
            ANSWERING[how](request.POST, one, author)
    except Refusal as refusal:
        return _questionnaire(request, one, refusal)
    return redirect(f"{request.path}#{how}")


@transaction.atomic
def _receive(sent: QueryDict, one: Questionnaire, author: Author) -> None:
    """All of them or none: the page that refuses one shows none of the others as received."""
    received_on = day(sent, "received_on")
    for one_of in forms.participants(sent.get("who", ""), received_on):
        actions.receive_answer(
            questionnaire=one,
            participant=one_of,
            received_on=received_on,
            source=sent.get("source", ""),
            **author,
        )


def _extend(sent: QueryDict, one: Questionnaire, author: Author) -> None:
    due_on, source = day(sent, "due_on"), sent.get("source", "")
    actions.extend_questionnaire(questionnaire=one, due_on=due_on, source=source, **author)


ANSWERING: dict[str, Callable[[QueryDict, Questionnaire, Author], None]] = {
    "received": _receive,
    "due": _extend,
}


def _questionnaire(request: HttpRequest, one: Questionnaire, refusal: Refusal | None = None) -> HttpResponse:
    language, on = get_language() or "en", today()
    found, names = queries.asked(one, on), names_on(language, one.sent_on)
    rows = ordered(
        [(named(row.participant, names, language, on), (row, stands)) for row, stands in found.answers]
    )
    if request.GET.get("format") in FORMATS:
        return download(_answers(rows), request.GET["format"], "answers")
    context = {
        "questionnaire": one,
        "found": found,
        "answered": [
            (name, row, stands) for name, (row, stands) in rows if stands is not Progress.OUTSTANDING
        ],
        "outstanding": [(name, row) for name, (row, stands) in rows if stands is Progress.OUTSTANDING],
        "counts": [(stands, found.counts[stands]) for stands in Progress],
        "columns": _heads(_("State"), _("Received"), _("How"), _("Source")),
        "entries": history(one),
        "on": on,
    }
    return shown(request, "instruments/questionnaire.html", context, refusal)


def _answers(rows: list[Any]) -> Iterator[list[object]]:
    yield ["participant", "name", "due_on", "received_on", "stands", "source"]
    for name, (row, stands) in rows:
        yield [row.participant.code, name, row.due_on, row.received_on, stands.value, row.source]
