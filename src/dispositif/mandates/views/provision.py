"""What became of a paragraph: its page, and its place in the reader's third column."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from dispositif.documents.models import Document, Provision
from dispositif.kernel.figure import Scope
from dispositif.look.figures import definition, figure, known
from dispositif.look.panels import panels
from dispositif.mandates.provision_figures import figures_of
from dispositif.mandates.queries.chain import Link, chain, holdings
from dispositif.mandates.queries.proposals import Proposed, of_provisions
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.rules import Proposal
from dispositif.people.clock import today
from dispositif.secrecy.audiences import Audience


def provision(request: HttpRequest, uuid: object) -> HttpResponse:
    """One paragraph: its words, and what became of it."""
    rows = Provision.objects.select_related("document").filter(act=0)
    one = get_object_or_404(rows, uuid=uuid)
    words, language = words_of([one])[one.pk], get_language() or "en"
    spoken = language if language in words else next(iter(words), language)
    context = {
        "row": _rows(request, one.document, [one])[0],
        "words": words.get(spoken, ""),
        "spoken": spoken,
    }
    return render(request, "mandates/provision.html", context)


def provisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The places of all paragraphs of a document, in one answer that fills them."""
    document = get_object_or_404(Document, slug=slug)
    rows = document.provisions.filter(act=0).select_related("document").order_by("place")
    paragraphs = rows.prefetch_related("priorities__theme")
    panel = next(one for one in panels("provision") if one.whole == "mandates:provisions")
    places = [
        row | {"place": panel.place(row["provision"].uuid)} for row in _rows(request, document, paragraphs)
    ]
    return render(request, "mandates/provisions.html", {"rows": places})


def _rows(request: HttpRequest, document: Document, paragraphs: Iterable[Provision]) -> list[dict[str, Any]]:
    """What is known of each paragraph: its acts, the reports that it notes or asks for, its figures."""
    listed = list(paragraphs)
    acts = document.provisions.filter(act__gt=0).order_by("place", "act").select_related("document")
    by_place: dict[tuple[str, str], list[Proposed]] = {}
    for act in of_provisions(list(acts)):
        by_place.setdefault((act.provision.part, act.provision.path), []).append(act)
    links = chain(document)
    audience, on = Audience(request.acting), today()  # type: ignore[attr-defined]
    rows = []
    for one in listed:
        proposed = by_place.get((one.part, one.path), [])
        rows.append(
            {
                "provision": one,
                "document": document,
                "acts": [act for act in proposed if act.mandate or act.open],
                "recital": bool(proposed) and all(act.proposal is Proposal.CITATION for act in proposed),
                "links": [link for link in links if one in link.noted_by or _asks(link, one)],
                "priorities": list(one.priorities.all()),
            }
            | _figures(document, one, proposed, audience, on)
        )
    held = holdings(links)
    return [row | {"held": held} for row in rows]


def _asks(link: Link, one: Provision) -> bool:
    asking = link.request.provision if link.request else None
    return asking is not None and (asking.document_id, asking.path) == (one.document_id, one.path)


def _figures(
    document: Document, one: Provision, proposed: list[Proposed], audience: Audience, on: date
) -> dict[str, Any]:
    """The figures that answer for the paragraph, about its own request; and those that nobody gives yet."""
    mandates = [act.mandate for act in proposed if act.mandate is not None]
    asking = next((mandate for mandate in mandates if mandate.asks_report), None)
    named = figures_of(document.symbol, one.part, one.path, asks_report=asking is not None)
    awaited = [words for name, words in named if not known(name)]
    if asking is None:
        return {"figures": [], "awaited": awaited}
    scope, known_at = Scope("mandate", asking.uuid, asking.as_party().label), datetime.now(UTC)
    given = [
        (definition(name), figure(name, at=on, known_at=known_at, audience=audience, scope=scope))
        for name, _ in named
        if known(name) and "mandate" in definition(name).scopes
    ]
    return {"figures": given, "awaited": awaited, "scope": f"mandate:{asking.uuid}"}
