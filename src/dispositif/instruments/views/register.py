"""Registers brought in: hand in a file, look at what it would change, write it; names that wait; export."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.files import vault
from dispositif.files.models import Attachment
from dispositif.files.tables import heads_of
from dispositif.files.writing import FORMATS, download
from dispositif.instruments.actions import notify
from dispositif.instruments.actions import register as actions
from dispositif.instruments.models import Unresolved
from dispositif.instruments.queries import register as queries
from dispositif.instruments.registers.acts import CHANGES, Change
from dispositif.instruments.registers.layout import FIELDS
from dispositif.instruments.registers.preview import Asked, Preview, preview
from dispositif.instruments.rules import RECORD
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates.forms import day_or_none
from dispositif.mandates.views.findings import table
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed
from dispositif.world import queries as world

SHOWN = 20
"""Actions of one kind that a preview shows; the others are counted."""
PAGE = 10
"""Names on a page: each offers every participant."""
LONGEST = 300
ASKED = ("instrument", "as_at", "source", "covers")
COLUMN = "column-"
"""Before a field, in the name of what chooses its column; UNREAD says that none is read."""
UNREAD = "-"
COVERS: dict[str, str] = {
    "whole": phrase("the whole register of each instrument in it"),
    "additions": phrase("additions to what is held"),
}
Choices = list[tuple[str, str]]


def hand_in(request: HttpRequest) -> HttpResponse:
    """The registers held, and the form that takes a file."""
    if request.method != "POST":
        return _hand_in(request)
    try:
        check_may(RECORD, request.acting.roles)  # type: ignore[attr-defined]
        kept = actions.keep_register(
            sent=request.FILES.get("file"),
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        return _hand_in(request, refusal)
    asked = {name: said(request.POST, name) for name in ASKED if said(request.POST, name)}
    return redirect(f"{reverse('instruments:import_register', args=[kept.uuid])}?{urlencode(asked)}")


def _hand_in(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    rows = queries.listed(language())
    held = [row.edition for row in rows if row.edition]
    context = {
        "rows": rows,
        "fresh": {
            "held": len(held),
            "all": len(rows),
            "on": max((one.taken_on for one in held), default=None),
        },
        "columns": heads(
            _("Instrument"), _("Latest held"), _("Source"), _("Imported"), numeric=(_("Actions"),)
        ),
        "asked": {name: said(request.POST, name) for name in ASKED},
        "read": queries.COLUMNS,
        **_choices(),
        **rights(request),
    }
    return shown(request, "instruments/register_import.html", context, refusal)


def _choices() -> dict[str, Choices]:
    listed = ((row.instrument.code, row.short) for row in queries.listed(language()))
    return {
        "instruments": [("", _("as the file says")), *listed],
        "covers": [(code, _(words)) for code, words in COVERS.items()],
    }


def import_register(request: HttpRequest, uuid: object) -> HttpResponse:
    """What importing the file would do; on POST do it. All findings can be taken away."""
    check_may(RECORD, request.acting.roles)  # type: ignore[attr-defined]
    kept = get_object_or_404(Attachment, uuid=uuid)
    sent = request.POST if request.method == "POST" else request.GET
    context = _asked_context(kept, sent)
    try:
        found = preview(content=vault.get(kept.sha256), name=kept.name, asked=asked_of(sent), on=today())
    except Refusal as refusal:
        return shown(request, PREVIEW, context | {"open": True}, refusal)
    if request.GET.get("format") == "csv":
        return download(table(found.findings), "csv", "register-findings")
    context |= _preview_context(found)
    if request.method != "POST" or not found.changes:
        return shown(request, PREVIEW, context)
    try:
        _write(request, found)
    except Refusal as refusal:
        return shown(request, PREVIEW, context, refusal)
    return redirect("instruments:unresolved" if queries.waiting().exists() else "instruments:import")


PREVIEW = "instruments/register_preview.html"


def _write(request: HttpRequest, found: Preview) -> None:
    """Write the file, and settle the names that were chosen beside it: both or neither."""
    by, on = request.person, today()  # type: ignore[attr-defined]
    with transaction.atomic():
        actions.import_register(found=found, seen=_seen(request.POST), by=by, on=on)
        for place, printed in enumerate(found.waiting):
            if code := said(request.POST, f"who-{place}"):
                who = world.participant(code)
                rows = queries.waiting().filter(printed=printed, instrument__code__in=found.seen)
                for one in rows:
                    notify.settle_name(unresolved=one, participant=who, by=by, on=on)


def _seen(sent: QueryDict) -> dict[str, int]:
    """Instrument → the revision that the author looked at, out of `UNCAC=3` and the like."""
    pairs = (one.rpartition("=") for one in sent.getlist("seen"))
    return {code: int(number) for code, _, number in pairs if number.isdecimal() and len(number) < 9}


def asked_of(sent: QueryDict) -> Asked:
    """What a browser says of the file beside its rows."""
    chosen = {field: said(sent, COLUMN + field) for field in FIELDS}
    return Asked(
        source=said(sent, "source"),
        as_at=day_or_none(sent, "as_at"),
        whole=said(sent, "covers") != "additions",
        instrument=said(sent, "instrument"),
        columns={field: "" if head == UNREAD else head for field, head in chosen.items() if head},
    )


def _asked_context(kept: Attachment, sent: QueryDict) -> dict[str, Any]:
    """The form that says more of the file: what was said, and what there is to choose."""
    chosen = {COLUMN + field: said(sent, COLUMN + field) for field in FIELDS}
    asked = {name: said(sent, name) for name in ASKED} | chosen
    try:
        there = heads_of(vault.get(kept.sha256), kept.name)
    except Refusal:
        there = []
    options = [("", _("as recognised")), (UNREAD, _("none")), *((head, head) for head in there if head)]
    return {
        "kept": kept,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value} | {"format": "csv"}),
        "heads": options if there else [],
        "fields": [(COLUMN + field, _(words), asked[COLUMN + field]) for field, words in FIELDS.items()],
        **_choices(),
    }


def _preview_context(found: Preview) -> dict[str, Any]:
    called = queries.shorts(language())
    return {
        "found": found,
        "instruments_found": [
            (
                called.get(code, _("not known")),
                found.as_at.get(code),
                [(_(CHANGES[change]), count) for change, count in counts.items()],
            )
            for code, counts in found.counts.items()
        ],
        "counted": heads(
            _("Instrument"), _("Last day covered"), numeric=tuple(_(words) for words in CHANGES.values())
        ),
        "groups": _groups(found),
        "columns": heads(_("Participant"), _("Instrument"), _("Action"), _("Day of the action"), _("Row")),
        "called": called,
        "read": [(_(FIELDS[field]), head) for field, head in found.layout.columns.items()],
        "names": _names(found),
        "seen": [f"{code}={revision}" for code, revision in found.seen.items()],
    }


def _groups(found: Preview) -> list[dict[str, Any]]:
    by_change = {change: [one for one in found.lines if one.change is change] for change in Change}
    return [
        {"change": change, "title": _(CHANGES[change]), "lines": lines[:SHOWN], "more": len(lines) - SHOWN}
        for change, lines in by_change.items()
        if lines and change not in (Change.SAME, Change.UNRESOLVED)
    ]


def _names(found: Preview) -> list[tuple[str, str, Choices, str]]:
    """The first names that nobody is recognised by, each with whom it may mean."""
    few = found.waiting[:PAGE]
    likely = queries.likely_for(few)
    people = participants()
    return [
        (f"who-{place}", name, _offered(likely[name], people), _perhaps(likely[name], people))
        for place, name in enumerate(few)
    ]


def participants() -> Choices:
    """Every participant of today by its name."""
    return [(row.participant.code, row.name) for row in world.participants(language(), today())]


def _offered(likely: tuple[str, ...], people: Choices) -> Choices:
    """Everybody, the likeliest first; nobody is chosen in advance."""
    called = dict(people)
    first = [(code, called[code]) for code in likely if code in called]
    return [("", _("not yet")), *first, *(one for one in people if one not in first)]


def _perhaps(likely: tuple[str, ...], people: Choices) -> str:
    """Whom a name may mean, in words."""
    names = [name for code, name in people if code in likely]
    return _("Perhaps: %(names)s") % {"names": _("; ").join(names)} if names else ""


def unresolved(request: HttpRequest) -> HttpResponse:
    """The names that wait, each once for all registers; on POST say who one is, or set it aside."""
    refusal = None
    if request.method == "POST":
        try:
            _settle(request)
        except Refusal as refused:
            refusal = refused
        else:
            return redirect(request.get_full_path())
    page = Paginator(queries.names_waiting(), PAGE).get_page(request.GET.get("page"))
    people = participants()
    context = {
        "page": page,
        "names": [_waiting(place, one, people) for place, one in enumerate(page.object_list)],
        "fresh": max((one.edition.taken_on for one in queries.listed("en") if one.edition), default=None),
        **rights(request),
    }
    return shown(request, "instruments/unresolved.html", context, refusal)


def _waiting(place: int, name: queries.Name, people: Choices) -> dict[str, Any]:
    """One name with its actions, and the fields that it is settled by."""
    called = queries.shorts(language())
    return {
        "printed": name.printed,
        "acts": [(called[act.instrument.code], act) for act in name.acts],
        "people": _offered(name.likely, people),
        "perhaps": _perhaps(name.likely, people),
        "who": f"participant-{place}",
        "why": f"reason-{place}",
    }


def _settle(request: HttpRequest) -> None:
    """Settle every action under one printed name alike."""
    check_may(RECORD, request.acting.roles)  # type: ignore[attr-defined]
    by, sent = request.person, request.POST  # type: ignore[attr-defined]
    rows = list(queries.waiting().filter(printed=said(sent, "name")))
    if not rows:
        raise Refusal(
            "instruments.settled", phrase("“%(name)s” is settled already."), name=said(sent, "name")
        )
    with transaction.atomic():
        for one in rows:
            _settle_one(one, sent, by)


def _settle_one(one: Unresolved, sent: QueryDict, by: Any) -> None:
    on: date = today()
    if sent.get("how") == "aside":
        notify.set_aside_name(unresolved=one, reason=said(sent, "reason"), by=by, on=on)
        return
    if not (code := said(sent, "participant")):
        raise Refusal("instruments.nobody", phrase("Choose a participant."), field="participant")
    notify.settle_name(unresolved=one, participant=world.participant(code), by=by, on=on)


def export(request: HttpRequest) -> HttpResponse:
    """The actions held, of one instrument or of all, in the layout that can be imported."""
    code = said(request.GET, "instrument")
    asked = request.GET.get("format", "")
    chosen = [queries.instrument(code)] if code else [row.instrument for row in queries.listed("en")]
    rows = queries.exported(chosen)
    return download(rows, asked if asked in FORMATS else "csv", f"actions-{code}" if code else "actions")


def language() -> str:
    """The reader's."""
    return get_language() or "en"


def heads(*labels: str, numeric: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Columns of a table, those of numbers last."""
    plain = [{"name": "", "label": label} for label in labels]
    return plain + [{"name": "", "label": label, "numeric": True} for label in numeric]


def said(sent: QueryDict, name: str) -> str:
    """What was sent under a name, within bounds."""
    return sent.get(name, "").strip()[:LONGEST]


def rights(request: HttpRequest) -> dict[str, Any]:
    """Whether whoever asks may record, and who may."""
    may = can_do(RECORD, request.acting.roles)  # type: ignore[attr-defined]
    return {"may_record": may, "who_may": not_allowed(RECORD)}


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    """The page, with what was refused."""
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(
        request, template, context | {"refusal": worded(refusal) if refusal else None}, status=status
    )
