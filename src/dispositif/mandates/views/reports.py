"""Request → report → noted by, for one document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from dispositif.documents.models import Document
from dispositif.kernel.refusal import phrase
from dispositif.mandates.queries.chain import chain, holdings

COLUMNS = (phrase("Asked in"), phrase("Report"), phrase("Standing"), phrase("Noted by"))


def columns() -> list[dict[str, str]]:
    """The columns of a table of links."""
    return [{"name": "", "label": _(column)} for column in COLUMNS]


def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """Which reports a document notes, and which it asks for."""
    document = get_object_or_404(Document, slug=slug)
    links = chain(document)
    context = {"document": document, "links": links, "held": holdings(links), "chain_columns": columns()}
    return render(request, "mandates/reports.html", context)
