"""What treaties, Conferences and strategies say of a paragraph: its page, its place in the third column."""

from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from dispositif.documents.models import Document, Provision
from dispositif.instruments.answers import Answer, answer
from dispositif.instruments.queries.provision import answered
from dispositif.look.figures import definition, figure
from dispositif.look.panels import panels
from dispositif.look.scopes import scope_of
from dispositif.people.clock import today
from dispositif.secrecy.audiences import Audience

WHOLE = "instruments:provisions"


def provision(request: HttpRequest, uuid: object) -> HttpResponse:
    """One paragraph, and what is held of the treaties or strategies that it names."""
    rows = Provision.objects.select_related("document").filter(act=0)
    one = get_object_or_404(rows, uuid=uuid)
    return render(request, "instruments/provision.html", {"row": _row(request, one, one.document)})


def provisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The places of all paragraphs of a document, in one answer that fills them."""
    document = get_object_or_404(Document, slug=slug)
    panel = next(one for one in panels("provision") if one.whole == WHOLE)
    rows = document.provisions.filter(act=0).order_by("place")
    places = [_row(request, one, document) | {"place": panel.place(one.uuid)} for one in rows]
    return render(request, "instruments/provisions.html", {"rows": places})


def _row(request: HttpRequest, one: Provision, document: Document) -> dict[str, Any]:
    """The evidence of one paragraph on the day on which its document was adopted."""
    row: dict[str, Any] = {"provision": one, "document": document}
    asked = answer(document.symbol, one.part, one.path)
    if asked is None:
        return row
    on, language = document.adopted_on or today(), get_language() or "en"
    if asked.families:
        row["adherence"] = answered(asked.families, on, language)
    if asked.figures:
        row |= {"figures": _figures(request, asked, on), "page": asked.page}
    return row


def _figures(request: HttpRequest, asked: Answer, on: date) -> list[dict[str, Any]]:
    """The figures on the day of the paragraph, and today."""
    audience, known_at = Audience(request.acting), datetime.now(UTC)  # type: ignore[attr-defined]
    scopes = [f"entity:{code}" for code in asked.entities] or [""]
    return [
        {
            "on": day,
            "scope": said,
            "about": about.label,
            "defined": definition(name),
            "figure": figure(name, at=day, known_at=known_at, audience=audience, scope=about),
        }
        for day in (on, today())
        for said, about in ((said, scope_of(said)) for said in scopes)
        for name in asked.figures
    ]
