"""Documents of a session: planned for a day, issued language by language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from dispositif.instruments import sessions as rules
from dispositif.instruments.models import Issue, Session, SessionDocument
from dispositif.instruments.queries.session import sitting_of
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.actions.course import moment
from dispositif.notices import actions as notices
from dispositif.people.models import Person
from dispositif.trail import actions as trail
from dispositif.world import queries as world

DOCUMENT = "instruments.document"
"""Kind of due row: a session's document is to be issued in a language."""
SERVED_BY = "UNODC"
"""The Secretariat's office that prepares the sessions of the three bodies."""


@transaction.atomic
def plan_document(
    *,
    session: Session,
    symbol: str,
    title: str,
    due_on: date,
    languages: list[str],
    source: str,
    by: Person,
    on: date,
) -> SessionDocument:
    """A document that is to be issued by a day in these languages; what is due is said to who serves it."""
    wanted, source = rules.check_languages(languages), rules.check_said(source, "source", 300)
    symbol, title = rules.check_said(symbol, "symbol", 80), rules.check_said(title, "title", 400)
    ends = sitting_of(session).until_on
    if ends is not None:
        rules.check_order(due_on, ends, "due_on")
    try:
        with transaction.atomic():
            one = SessionDocument.objects.create(session=session, symbol=symbol, title=title, source=source)
    except IntegrityError as error:
        said = phrase("%(symbol)s is planned already.")
        raise Refusal("sessions.document_twice", said, field="symbol", symbol=symbol) from error
    at = moment()
    Issue.objects.bulk_create(
        Issue(document=one, language=code, due_on=due_on, source=source, recorded_at=at) for code in wanted
    )
    content = {"session": session.label, "title": title, "due_on": due_on, "language": wanted}
    trail.record(what="instruments.document_planned", about=one.as_party(), by=by.as_party(), content=content)
    _keep_due(one, by=by, on=on)
    return one


@transaction.atomic
def issue_document(
    *, document: SessionDocument, issued: Mapping[str, date], source: str, by: Person, on: date
) -> int:
    """Say on which day languages of it were issued; how many that changes."""
    source = rules.check_said(source, "source", 300)
    lines = _lines(document)
    wanted = rules.check_languages(list(issued))
    strange = [code for code in wanted if code not in lines]
    if strange:
        said = phrase("%(symbol)s is not planned in %(languages)s.")
        raise Refusal(
            "sessions.not_planned_in",
            said,
            field="languages",
            symbol=document.symbol,
            languages=", ".join(strange),
        )
    for code in wanted:
        rules.check_past(issued[code], on, "issued_on")
    moved = {code: {"issued_on": issued[code], "source": source} for code in wanted}
    changed = _rewrite(document, lines, moved)
    if changed:
        content = {"issued_on": {code: issued[code] for code in changed}, "source": source}
        trail.record(
            what="instruments.document_issued", about=document.as_party(), by=by.as_party(), content=content
        )
    _keep_due(document, by=by, on=on)
    return len(changed)


@transaction.atomic
def move_document(*, document: SessionDocument, due_on: date, source: str, by: Person, on: date) -> int:
    """Another slotting day for the languages that are not issued yet; how many that changes."""
    source = rules.check_said(source, "source", 300)
    lines = _lines(document)
    moved = {
        code: {"due_on": due_on, "source": source} for code, line in lines.items() if line.issued_on is None
    }
    changed = _rewrite(document, lines, moved)
    if changed:
        content = {"due_on": due_on, "language": changed, "source": source}
        trail.record(
            what="instruments.document_moved", about=document.as_party(), by=by.as_party(), content=content
        )
    _keep_due(document, by=by, on=on)
    return len(changed)


def _lines(document: SessionDocument) -> dict[str, Issue]:
    """Language → its line as it is known now, locked."""
    rows = Issue.objects.select_for_update().filter(document=document, superseded_at=None)
    return {line.language: line for line in rows}


def _rewrite(
    document: SessionDocument, lines: dict[str, Issue], moved: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Supersede the lines that change, and add what they say now; their languages."""
    changed = [
        code
        for code, said in moved.items()
        if any(getattr(lines[code], name) != value for name, value in said.items() if name != "source")
    ]
    at = moment()
    Issue.objects.filter(pk__in=[lines[code].pk for code in changed]).update(superseded_at=at)
    for code in changed:
        held = {name: getattr(lines[code], name) for name in ("due_on", "issued_on", "source")}
        Issue.objects.create(document=document, language=code, recorded_at=at, **{**held, **moved[code]})
    return changed


def _keep_due(document: SessionDocument, *, by: Person, on: date) -> None:
    """Open, move or settle the document's due row: one while a language is not issued."""
    waiting = Issue.objects.filter(document=document, superseded_at=None, issued_on=None).order_by("due_on")
    first = waiting.first()
    about = document.as_party()
    if first is None:
        notices.settle_due(kind=DOCUMENT, about=about, on=on, by=by)
        return
    session = document.session
    notices.open_due(
        kind=DOCUMENT,
        about=about,
        due_on=first.due_on,
        url=reverse("instruments:session", args=[session.body.code, session.slug]) + "#documents",
        on=on,
        by=by,
        entity=next(iter(world.addressed([SERVED_BY])), None),
        facts={"session": session.label},
    )
