"""The register as a spreadsheet: hand in, look at what it would do, confirm or drop."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dispositif.files.writing import download
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS
from dispositif.look.refusals import worded as as_worded
from dispositif.mandates.actions import sheet as actions
from dispositif.mandates.models import SheetIntake
from dispositif.mandates.sheets.columns import COLUMNS
from dispositif.mandates.sheets.preview import OUTCOMES
from dispositif.mandates.views.findings import table
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed

RIGHT = "mandates.register"
PAGE = 50
HEADS = (phrase("Row"), phrase("Mandate"), phrase("What changes"))


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
    return _onward(taken)


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
    by, how = request.person, request.POST.get("how")  # type: ignore[attr-defined]
    if how == "drop":
        actions.drop_sheet(intake=taken, by=by)
        return redirect("mandates:import")
    try:
        if how == "look":
            return _onward(actions.look_again(intake=taken, by=by))
        done = actions.confirm_sheet(intake=taken, by=by, on=today())
    except Refusal as refusal:
        return _shown(request, taken, refusal)
    return _onward(done) if done.state == "running" else redirect("mandates:register")


def _onward(taken: SheetIntake) -> HttpResponse:
    """To the job that is at it, else to the preview."""
    if taken.state in ("looking", "running"):
        return redirect("queue:progress", taken.progress)
    return redirect("mandates:intake", taken.uuid)


def _shown(request: HttpRequest, taken: SheetIntake, refusal: Refusal | None = None) -> HttpResponse:
    waits = actions.open_still(taken)
    found = actions.seen_of(taken, today()) if waits and taken.state != "looking" else None
    context = {
        "intake": taken,
        "waits": waits,
        "found": found,
        "counts": [(_(words), found.counts.get(outcome, 0), outcome) for outcome, words in OUTCOMES.items()]
        if found
        else [],
        "page": Paginator(found.changes, PAGE).get_page(request.GET.get("page")) if found else None,
        "columns": [{"name": "", "label": _(head)} for head in HEADS],
        "refusal": as_worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "mandates/intake.html", context, status=status)


def findings(request: HttpRequest, uuid: object) -> HttpResponse:
    """Every remark on a spreadsheet, as CSV."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    taken = get_object_or_404(SheetIntake.objects.select_related("attachment"), uuid=uuid)
    if taken.state == "looking":
        return redirect("mandates:intake", taken.uuid)
    return download(table(actions.remarks_on(taken, today())), "csv", "findings")
