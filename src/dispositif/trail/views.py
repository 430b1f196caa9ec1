"""The trail as the auditor reads it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dispositif.trail.queries import whole as entries
from dispositif.trail.verify import SAID, Verdict, verify

PAGE = 50


def whole(request: HttpRequest) -> HttpResponse:
    """Every entry, newest first, for the auditor; others learn who may. `?verify` checks the chain."""
    allowed = "auditor" in request.acting.roles  # type: ignore[attr-defined]
    if not allowed:
        return render(request, "trail/whole.html", {"allowed": False}, status=403)
    page = Paginator(entries(), PAGE).get_page(request.GET.get("page"))
    verdict = verify() if "verify" in request.GET else None
    return render(
        request,
        "trail/whole.html",
        {"allowed": True, "page": page, "verdict": verdict, "faults": _said(verdict)},
    )


def _said(verdict: Verdict | None) -> list[str]:
    """Each fault as a sentence in the reader's language."""
    return [_(SAID[fault.kind]) % {"seq": fault.seq} for fault in verdict.faults] if verdict else []
