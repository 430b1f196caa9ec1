"""The register as a spreadsheet: hand in, look at what it would do, confirm or drop."""

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.refusal import Refusal, phrase, worded
from dispositif.look.refusals import STATUS
from dispositif.look.refusals import worded as as_worded
from dispositif.mandates.actions import sheet as actions
from dispositif.mandates.models import SheetIntake
from dispositif.mandates.sheets.cells import escaped
from dispositif.mandates.sheets.columns import COLUMNS
from dispositif.mandates.sheets.preview import OUTCOMES
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed

RIGHT = "mandates.register"
PAGE = 50
HEADS = (phrase("Row"), phrase("Mandate"), phrase("What changes"))
FINDINGS = ("row", "column", "value", "severity", "code", "reason")


def hand_in(request: HttpRequest) -> HttpResponse:
    """The page that takes a spreadsheet; nothing is written to the register yet."""
    may = can_do(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    context = {"may_register": may, "who_may": not_allowed(RIGHT), "sheet_columns": COLUMNS}
    if request.method != "POST":
        return render(request, "mandates/sheet.html", context)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        taken = _take(request)
    except Refusal as refusal:
        context["refusal"] = as_worded(refusal)
        return render(request, "mandates/sheet.html", context, status=STATUS.get(refusal.code, 400))
    return redirect("mandates:intake", taken.uuid)


def _take(request: HttpRequest) -> SheetIntake:
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("mandates.no_file", phrase("No file was chosen."), field="file")
    author = {"by": request.person, "on": today()}  # type: ignore[attr-defined]
    return actions.hand_in_sheet(file=file, **author)


def intake(request: HttpRequest, uuid: object) -> HttpResponse:
    """What importing would do, row by row; on POST do it, or drop it."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    taken = get_object_or_404(SheetIntake.objects.select_related("attachment"), uuid=uuid)
    if request.method == "POST":
        return _decide(request, taken)
    return _shown(request, taken)


def _decide(request: HttpRequest, taken: SheetIntake) -> HttpResponse:
    by = request.person  # type: ignore[attr-defined]
    if request.POST.get("how") == "drop":
        actions.drop_sheet(intake=taken, by=by)
        return redirect("mandates:import")
    try:
        done = actions.confirm_sheet(intake=taken, by=by, on=today())
    except Refusal as refusal:
        return _shown(request, taken, refusal)
    if done.state == "running":
        return redirect("queue:progress", done.progress)
    return redirect("mandates:register")


def _shown(request: HttpRequest, taken: SheetIntake, refusal: Refusal | None = None) -> HttpResponse:
    waits = actions.open_still(taken)
    found = actions.seen_now(taken, today()) if waits else None
    context = {
        "intake": taken,
        "waits": waits,
        "found": found,
        "counts": [(_(words), found.counts[outcome], outcome) for outcome, words in OUTCOMES.items()]
        if found
        else [],
        "rolled": found.rolled() if found else [],
        "refuses": bool(found and blocking(found.findings)),
        "page": Paginator(found.plans, PAGE).get_page(request.GET.get("page")) if found else None,
        "columns": [{"name": "", "label": _(head)} for head in HEADS],
        "refusal": as_worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "mandates/intake.html", context, status=status)


def findings(request: HttpRequest, uuid: object) -> HttpResponse:
    """Every remark on a spreadsheet, as CSV."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    taken = get_object_or_404(SheetIntake.objects.select_related("attachment"), uuid=uuid)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(FINDINGS)
    writer.writerows(_said(one) for one in actions.seen_now(taken, today()).findings)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return response


def _said(one: Finding) -> list[str]:
    reason = worded(_(one.reason), one.facts, _)
    cells = [one.where, one.column, one.value, _(one.severity), one.code, reason]
    return [escaped(str(cell)) for cell in cells]
