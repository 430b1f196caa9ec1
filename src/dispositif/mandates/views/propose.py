"""From provisions to mandates: the rule proposes, a person decides."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from dispositif.documents.models import Document
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates import actions, forms, rules
from dispositif.mandates.queries.proposals import Proposed, proposals
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.views.choices import owner_choices
from dispositif.mandates.views.plan import cited_words
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may

RIGHT = "mandates.register"


def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Every act of a document, what the rule makes of it, what was decided; on POST register or set aside."""
    document = get_object_or_404(Document, slug=slug)
    if request.method != "POST":
        return _page(request, document)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        _decide(request, document)
    except Refusal as refusal:
        return _page(request, document, refusal)
    return redirect("mandates:propose", document.slug)


def of_document(request: HttpRequest, slug: str) -> HttpResponse:
    """What the register holds of a document, and whether programme plans still cite it; for its page."""
    document = get_object_or_404(Document, slug=slug)
    found = proposals(document)
    context = {
        "document": document,
        "registered": sum(one.mandate is not None for one in found),
        "open": sum(one.open for one in found),
        "cited": cited_words(document),
    }
    return render(request, "mandates/of_document.html", context)


def _decide(request: HttpRequest, document: Document) -> None:
    sent, author = request.POST, {"by": request.person, "on": today()}  # type: ignore[attr-defined]
    if aside := sent.get("aside", ""):
        provision = get_object_or_404(
            document.provisions.select_related("document"), uuid=forms.identifier(aside)
        )
        actions.set_aside(provision=provision, reason=sent.get(f"reason-{aside}", ""), **author)
        return
    actions.register_all(chosen=forms.chosen(sent, document), owner=forms.owner(sent), **author)


def _page(request: HttpRequest, document: Document, refusal: Refusal | None = None) -> HttpResponse:
    language, found = get_language() or "en", proposals(document)
    words = words_of([one.provision for one in found])
    rows = [_row(one, words.get(one.provision.pk, {}), language) for one in found]
    context = {
        "document": document,
        "operative": [row for row in rows if row["proposed"].provision.part == "operative"],
        "recitals": sum(one.proposal is rules.Proposal.CITATION for one in found),
        "open": sum(one.open for one in found),
        "registered": sum(one.mandate is not None for one in found),
        "kinds": list(rules.KINDS.items()),
        "owners": owner_choices(language, today()),
        "may_register": can_do(RIGHT, request.acting.roles),  # type: ignore[attr-defined]
        "refusal": worded(refusal) if refusal else None,
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "mandates/propose.html", context, status=status)


def _row(one: Proposed, words: dict[str, str], language: str) -> dict[str, Any]:
    spoken = language if language in words else next(iter(words), language)
    kind = rules.Kind.MANDATE if one.proposal is rules.Proposal.NONE else one.proposal
    return {"proposed": one, "words": words.get(spoken, ""), "spoken": spoken, "kind": str(kind)}
