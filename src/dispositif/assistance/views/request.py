"""One request: what is asked, where it stands, how it came there, and the steps that may follow."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dispositif.assistance import actions, queries, words
from dispositif.assistance.forms.point import PointForm
from dispositif.assistance.forms.step import said_with, seen, step_form
from dispositif.assistance.models import Move, PointAnswer, Request
from dispositif.assistance.rules import CLOSED, MOVES, Status, check_move, moves_from
from dispositif.assistance.rules_points import Answer, Point
from dispositif.assistance.views.looking import note_look
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import CASE_WORKERS, Role, can_do, check_may, not_allowed
from dispositif.trail.queries import history

READ_POINTS = {*CASE_WORKERS, Role.ADMINISTRATOR, Role.AUDITOR}


@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: HttpRequest, receipt: str) -> HttpResponse:
    """The page of a request; on POST one step."""
    one = queries.by_receipt(receipt)
    if request.method != "POST":
        return _page(request, one)
    try:
        _point(request, one) if "point" in request.POST else _step(request, one)
    except Refusal as refusal:
        return _page(request, queries.by_receipt(receipt), refusal)
    return redirect("assistance:request", receipt=one.receipt)


def _step(request: HttpRequest, one: Request) -> None:
    step = check_move(request.POST.get("move", ""), Status(one.status))
    check_may(step.right, request.acting.roles)  # type: ignore[attr-defined]
    said: dict[str, Any] = said_with(step, request.POST)
    by = request.person  # type: ignore[attr-defined]
    actions.move(request=one, name=step.name, seen=seen(request.POST), by=by, on=today(), **said)


def _point(request: HttpRequest, one: Request) -> None:
    """One point of the examination; what no list has is refused."""
    check_may("assistance.examine", request.acting.roles)  # type: ignore[attr-defined]
    sent = request.POST
    if sent["point"] not in set(Point) or sent.get("answer") not in set(Answer):
        raise Refusal("assistance.point_unknown", phrase("Say how this point stands."), field="answer")
    actions.answer_point(
        request=one,
        point=Point(sent["point"]),
        answer=Answer(sent["answer"]),
        remark=sent.get("remark", ""),
        seen=seen(sent),
        by=request.person,  # type: ignore[attr-defined]
        on=today(),
    )


def _page(request: HttpRequest, one: Request, refusal: Refusal | None = None) -> HttpResponse:
    note_look(request, [one], door="page", one=True)
    names = words.Names(today())
    roles = request.acting.roles  # type: ignore[attr-defined]
    steps = [_shown(request, move.name, refusal) for move in moves_from(Status(one.status))]
    context = {
        "one": one,
        "state": names.state(one),
        "theme": names.theme(one),
        "kind": words.kind_said(one.kind),
        "channel": words.channel_said(one.channel),
        "sensitivity": words.class_said(one.sensitivity),
        "status": words.status_said(one.status),
        "late": one.due_on is not None and one.due_on < today(),
        "course": [_move(row) for row in queries.course(one)],
        "steps": [step for step in steps if can_do(step["right"], roles)],
        "who_may": [not_allowed(step["right"]) for step in steps if not can_do(step["right"], roles)][:1],
        "points": _points(request, one, refusal),
        "files": queries.files_of(one),
        "entries": history(one),
        "refusal": worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "assistance/request.html", context, status=status)


def _shown(request: HttpRequest, name: str, refusal: Refusal | None) -> dict[str, Any]:
    """One step as its form; the one that was sent keeps what was typed."""
    step = MOVES[name]
    sent = request.POST if refusal and request.POST.get("move") == name else None
    return {
        "name": name,
        "label": _(step.label),
        "right": step.right,
        "form": step_form(step, sent),
        "open": sent is not None,
    }


def _points(request: HttpRequest, one: Request, refusal: Refusal | None) -> list[dict[str, Any]]:
    """Every point with what was answered, for whoever examines or audits; nothing for a delegation."""
    roles = request.acting.roles  # type: ignore[attr-defined]
    if not roles & READ_POINTS:
        return []
    answered, again = queries.points_of(one), request.POST.get("point") if refusal else ""
    open_to_answers = can_do("assistance.examine", roles) and Status(one.status) not in CLOSED
    return [
        {
            "point": point.value,
            "label": words.point_said(point),
            "answers": [_answer(row) for row in answered.get(point, [])],
            "form": PointForm(point, request.POST if again == point else None) if open_to_answers else None,
            "open": again == point,
        }
        for point in Point
    ]


def _answer(row: PointAnswer) -> dict[str, Any]:
    return {"row": row, "said": words.answer_said(row.answer)}


def _move(row: Move) -> dict[str, Any]:
    return {"move": row, "status": words.status_said(row.after)}
