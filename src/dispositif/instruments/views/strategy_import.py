"""A table of strategies: handed in, looked at row by row, written whole or not at all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dispositif.files import vault
from dispositif.files.models import Attachment
from dispositif.files.writing import download
from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.strategies.cells import COLUMNS
from dispositif.instruments.strategies.preview import Change, Line, Preview, preview
from dispositif.instruments.strategies.remarks import rolled, table
from dispositif.instruments.strategies.words import column_said
from dispositif.instruments.views.strategies import RIGHT, head, rights, shown
from dispositif.instruments.views.strategy_form import seen
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from dispositif.people.rules import check_may

SHOWN = 50
"""Rows that change something and are shown; the others are counted."""


def hand_in(request: HttpRequest) -> HttpResponse:
    """What a table must look like, and the form that takes one."""
    context = rights(request) | {"read": COLUMNS}
    if request.method != "POST":
        return shown(request, "instruments/strategies_import.html", context)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        kept = actions.keep_table(
            sent=request.FILES.get("file"),
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        return shown(request, "instruments/strategies_import.html", context, refusal)
    return redirect("instruments:strategy_intake", kept.uuid)


def intake(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What importing the table would do, row by row; on POST do it. All findings can be taken away."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    kept = get_object_or_404(Attachment, uuid=uuid)
    try:
        found = preview(content=vault.get(kept.sha256), name=kept.name, on=today())
    except Refusal as refusal:
        return shown(request, "instruments/strategy_intake.html", {"kept": kept}, refusal)
    if request.GET.get("format") == "csv":
        return download(table(found.findings), "csv", "strategies-findings")
    if request.method != "POST":
        return shown(request, "instruments/strategy_intake.html", _context(kept, found))
    try:
        actions.import_strategies(
            found=found,
            seen=seen(request.POST),
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        return shown(request, "instruments/strategy_intake.html", _context(kept, found), refusal)
    return redirect(reverse("instruments:strategies"))


def _context(kept: Attachment, found: Preview) -> dict[str, Any]:
    changed = [line for line in found.lines if line.change is not Change.SAME]
    return {
        "kept": kept,
        "found": found,
        "rolled": rolled(found.findings),
        "lines": [(line, _cells(line)) for line in changed[:SHOWN]],
        "more": len(changed) - SHOWN,
        "columns": [head(_("Row")), head(_("Strategy")), head(_("What changes"))],
    }


def _cells(line: Line) -> dict[str, list[str]]:
    """Column → before and after, in words."""
    return {name: [column_said(name, cell) for cell in pair] for name, pair in line.cells.items()}
