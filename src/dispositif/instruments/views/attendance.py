"""A list of participants as a file: handed in, looked at, written whole or not at all."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dispositif.files import vault
from dispositif.files.actions import receive
from dispositif.files.models import Attachment
from dispositif.instruments import attending, sessions
from dispositif.instruments.actions.attendance import Present, record_attendance
from dispositif.instruments.models import Session
from dispositif.instruments.queries import session as queries
from dispositif.instruments.views.sessions import RIGHT, shown
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.clock import today
from dispositif.people.rules import check_may

SHOWN = 400


def hand_in(request: HttpRequest, body: str, slug: str) -> HttpResponse:
    """Keep the file, then show what writing it would do; without a file, the form."""
    one = _session(body, slug)
    if request.method != "POST":
        return _page(request, one)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        sent = request.FILES.get("file")
        if sent is None:
            raise Refusal("sessions.no_file", phrase("No file was chosen."), field="file")
        kept = receive(sent=sent, by=request.person, on=today())  # type: ignore[attr-defined]
    except Refusal as refusal:
        return _page(request, one, refusal)
    return redirect("instruments:attendance_preview", body, slug, kept.uuid)


def preview(request: HttpRequest, body: str, slug: str, uuid: object) -> HttpResponse:
    """Each row beside what is held; on POST write the list."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    one, kept = _session(body, slug), get_object_or_404(Attachment, uuid=uuid)
    try:
        found = _lines(one, kept)
    except Refusal as refusal:
        return _page(request, one, refusal)
    if request.method != "POST":
        return _page(request, one, kept=kept, found=found)
    try:
        _write(request, one, found)
    except Refusal as refusal:
        return _page(request, one, refusal, kept=kept, found=found)
    return redirect(reverse("instruments:session", args=[body, slug]) + "#attendance")


def _session(body: str, slug: str) -> Session:
    known = sessions.unslugged(slug)
    one = queries.session_of(body, *known) if known else None
    if one is None:
        raise Http404
    return one


def _lines(one: Session, kept: Attachment) -> list[attending.Line]:
    return attending.lines(vault.get(kept.sha256), kept.name, one, queries.first_day(one))


def _write(request: HttpRequest, one: Session, found: list[attending.Line]) -> None:
    refused = attending.refused(found)
    if refused:
        raise Refusal(
            "sessions.list_refused",
            phrase("%(rows)s rows are refused, the first is row %(row)s: nothing was written."),
            field="file",
            rows=len(refused),
            row=refused[0].number,
        )
    present = [Present(line.who, line.presence) for line in found if line.who and line.presence]
    source, author = request.POST.get("source", ""), request.person  # type: ignore[attr-defined]
    record_attendance(session=one, present=present, source=source, by=author, on=today())


def _page(
    request: HttpRequest,
    one: Session,
    refusal: Refusal | None = None,
    kept: Attachment | None = None,
    found: list[attending.Line] | None = None,
) -> HttpResponse:
    changes = ("new", "changed", "same", "refused")
    context: dict[str, Any] = {
        "session": one,
        "kept": kept,
        "found": found,
        "lines": [line for line in found or () if line.change != "same"][:SHOWN],
        "counts": [(change, sum(line.change == change for line in found or ())) for change in changes],
        "refuses": bool(found and attending.refused(found)),
        "read": ", ".join(attending.COLUMNS),
        "columns": [{"name": "", "label": label} for label in (_("Row"), _("Name"), _("Means"), _("How"))],
    }
    return shown(request, "instruments/attendance.html", context, refusal)
