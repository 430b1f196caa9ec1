"""Bringing texts in: hand in, look at the preview, confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dispositif.documents import actions
from dispositif.documents.models import Intake
from dispositif.documents.preview import previews
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may


def hand_in(request: HttpRequest) -> HttpResponse:
    """The page that takes files; nothing is written to the library yet."""
    may = can_do("documents.import", request.acting.roles)  # type: ignore[attr-defined]
    if request.method != "POST":
        return render(request, "documents/hand_in.html", {"may_import": may})
    try:
        check_may("documents.import", request.acting.roles)  # type: ignore[attr-defined]
        taken = actions.hand_in(
            sent=request.FILES.getlist("files"),
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        context = {"may_import": may, "refusal": worded(refusal)}
        return render(request, "documents/hand_in.html", context, status=STATUS.get(refusal.code, 400))
    return redirect("documents:intake", taken.uuid)


def intake(request: HttpRequest, uuid: object) -> HttpResponse:
    """What importing would do, file by file; on POST do it, or drop it."""
    check_may("documents.import", request.acting.roles)  # type: ignore[attr-defined]
    taken = get_object_or_404(Intake, uuid=uuid)
    if request.method == "POST":
        return _decide(request, taken)
    return _shown(request, taken, {})


def _decide(request: HttpRequest, taken: Intake) -> HttpResponse:
    by, on = request.person, today()  # type: ignore[attr-defined]
    if request.POST.get("how") == "drop":
        actions.drop(intake=taken, by=by)
        return redirect("documents:hand_in")
    sent = request.POST.dict()
    symbols = {name.removeprefix("symbol-"): value for name, value in sent.items() if name[:7] == "symbol-"}
    try:
        written = actions.confirm(intake=taken, symbols=symbols, by=by, on=on)
    except Refusal as refusal:
        return _shown(request, taken, symbols, refusal)
    if written is None:
        taken.refresh_from_db()
        return redirect("queue:progress", taken.progress)
    return redirect("documents:reader", written.document.slug)


def _shown(
    request: HttpRequest, taken: Intake, symbols: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    found = previews(taken, symbols)
    context = {
        "intake": taken,
        "previews": found,
        "refuses": any(one.refusal for _row, one in found),
        "columns": [{"name": "", "label": word} for word in (_("Paragraph"), _("State"), _("Text"))],
        "refusal": worded(refusal) if refusal else None,
    }
    return render(
        request, "documents/intake.html", context, status=STATUS.get(refusal.code, 400) if refusal else 200
    )
