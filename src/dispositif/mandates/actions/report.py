"""Reports asked for: named when somebody thinks to know them, attached when they are held."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from dispositif.documents.actions import register as register_document
from dispositif.documents.models import Document
from dispositif.files.models import Attachment
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import rules
from dispositif.mandates.actions import course
from dispositif.mandates.actions.due import keep_due
from dispositif.mandates.deadlines import after
from dispositif.mandates.models import Mandate, Report
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.trail.party import Party


@transaction.atomic
def name_report(
    *, symbol: Symbol, request: Mandate | None = None, request_symbol: str = "", by: Person, on: date
) -> Report:
    """Say which report answers a request; it stays probable until it is attached.

    `request` is the mandate that asks, or `request_symbol` the resolution whose text is not held.
    """
    if symbol.kind:
        raise Refusal(
            "mandates.no_report",
            phrase("%(symbol)s is a resolution or decision, no report."),
            field="symbol",
            symbol=str(symbol),
        )
    if request is not None and request.kind == rules.Kind.STATES:
        raise rules.for_states()
    asked = Symbol.parse(request_symbol) if request is None else None
    document = Document.objects.filter(symbol=str(symbol)).first() or register_document(
        symbol=symbol, sensitivity=request.sensitivity if request else "unclassified", by=by, on=on
    )
    columns = {"request": request, "request_symbol": str(asked or ""), "document": document}
    report = _create(entered_by=by.name, entered_on=on, **columns)
    content = _named(report)
    trail.record(what="mandates.report_named", about=_about(report), by=by.as_party(), content=content)
    return report


def _create(**columns: Any) -> Report:
    """The row itself; a request is answered by one report once."""
    try:
        with transaction.atomic():
            return Report.objects.create(**columns)
    except IntegrityError as error:
        symbol = columns["document"].symbol
        said = phrase("%(symbol)s is already named as the answer.")
        raise Refusal("mandates.report_named", said, field="symbol", symbol=symbol) from error


@transaction.atomic
def attach_report(
    *,
    report: Report,
    issued_on: date,
    source: str,
    seen: int,
    by: Person,
    on: date,
    attachment: Attachment | None = None,
) -> Report:
    """Attach the report: its file, or the text that the library holds. The request is then answered."""
    one = (
        Report.objects.select_for_update(of=("self",)).select_related("document", "request").get(pk=report.pk)
    )
    rules.check_seen(revision=one.revision, seen=seen, theirs=one.issued_on, yours=issued_on)
    _check(one, attachment, issued_on, on)
    one.attachment = attachment or one.attachment
    one.standing, one.issued_on, one.source = rules.Standing.ATTACHED, issued_on, source[:300]
    one.attached_at = course.moment()
    one.revision += 1
    one.save()
    if one.request is not None:
        _answer(one.request, issued_on, by, on)
    content = _named(one) | {"issued_on": issued_on, "source": source}
    trail.record(what="mandates.report_attached", about=_about(one), by=by.as_party(), content=content)
    return one


def _answer(request: Mandate, issued_on: date, by: Person, on: date) -> None:
    """The request is answered; one that comes back every so often is due again, one interval later."""
    locked = Mandate.objects.select_for_update(of=("self",)).select_related("provision__document", "owner")
    one = locked.get(pk=request.pk)
    every = one.recurrence if one.recurrence and one.recurrence["kind"] == "every" else None
    if every and one.due_on is not None:
        due_on = after(one.due_on, str(every["interval"]))
        course.amend(one, since=max(issued_on, one.begins_on), onward=True, due_on=due_on)
    else:
        one.answered_on = issued_on
    one.revision += 1
    one.save()
    keep_due(one, by=by, on=on)


def _named(report: Report) -> dict[str, Any]:
    """The report's symbol, for the history of its request: not where the report is more secret than that."""
    open_to_all = report.document.sensitivity == "unclassified"
    as_secret = report.request is not None and report.request.sensitivity == report.document.sensitivity
    return {"report": report.document.symbol} if open_to_all or as_secret else {}


def _check(report: Report, attachment: Attachment | None, issued_on: date, on: date) -> None:
    if report.standing == rules.Standing.ATTACHED:
        raise Refusal(
            "mandates.report_attached",
            phrase("%(symbol)s is already attached."),
            field="report",
            symbol=report.document.symbol,
        )
    held = attachment is not None or report.document.versions.exists()
    if not held:
        raise Refusal(
            "mandates.nothing_attached",
            phrase("%(symbol)s is not held: attach its file, or import its text first."),
            field="file",
            symbol=report.document.symbol,
        )
    begins = report.request.begins_on if report.request else date.min
    rules.check_since(issued_on, begins, on)


def _about(report: Report) -> Party:
    """What was asked, where that is known: the report then stands in its history."""
    return report.request.as_party() if report.request else report.document.as_party()
