"""A request handed in, by a delegation or by an officer on its behalf; its receipt at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dispositif.assistance import actions, queries, words
from dispositif.assistance.forms.intake import IntakeForm
from dispositif.assistance.views.looking import note_look
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import Role
from dispositif.world import queries as world
from dispositif.world.models import Participant
from dispositif.world.rules import Kind


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """The form of a note verbale; on POST the request, with its files, all or nothing."""
    form = IntakeForm(request.POST or None, states=_states(request), on=today())
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, 400 if request.method == "POST" else 200)
    try:
        taken = _take_in(request, form)
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, worded(refusal).sentence)
        return _page(request, form, STATUS.get(refusal.code, 400), worded(refusal))
    return redirect("assistance:receipt", receipt=taken)


def _take_in(request: HttpRequest, form: IntakeForm) -> str:
    """The answer from 400 on undoes the whole: a file that is refused leaves no request behind."""
    by = request.person  # type: ignore[attr-defined]
    state = world.participant(form.cleaned_data["state"])
    taken = actions.take_in(state=state, asked=form.asked_of(), by=by, on=today())
    for sent in request.FILES.getlist("files"):
        actions.attach(request=taken, sent=sent, by=by, on=today())
    return taken.receipt


@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt of a request, made for printing."""
    one = queries.by_receipt(receipt)
    note_look(request, [one], door="page", one=True)
    names = words.Names(today())
    context = {
        "one": one,
        "state": names.state(one),
        "theme": names.theme(one),
        "kind": words.kind_said(one.kind),
        "sensitivity": words.class_said(one.sensitivity),
        "status": words.status_said(one.status),
    }
    return render(request, "assistance/receipt.html", context)


def _states(request: HttpRequest) -> list[str]:
    """For whom whoever asks may hand in: an officer for every State of the day, a delegation for its own."""
    acting = request.acting  # type: ignore[attr-defined]
    if Role.SECRETARIAT in acting.roles:
        return [code for code, kind in world.universe(today()).items() if kind is not Kind.REIO]
    return list(Participant.objects.filter(uuid__in=acting.speaks_for).values_list("code", flat=True))


def _page(request: HttpRequest, form: IntakeForm, status: int, refusal: Any = None) -> HttpResponse:
    context = {"form": form, "refusal": refusal}
    return render(request, "assistance/hand_in.html", context, status=status)
