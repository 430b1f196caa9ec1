"""Programme plans: the lists imported, one list by subprogramme, and the way in through a preview."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.documents.models import Document
from dispositif.documents.queries import held, titles
from dispositif.files import vault
from dispositif.files.models import Attachment
from dispositif.files.writing import FORMATS, download
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import FORMAL
from dispositif.look.refusals import STATUS, worded
from dispositif.mandates import actions
from dispositif.mandates.models import Plan, Reference
from dispositif.mandates.plans.check import COLUMNS
from dispositif.mandates.plans.preview import CHANGES, Change, Preview, preview
from dispositif.mandates.queries import plan as queries
from dispositif.mandates.views.findings import table
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may, not_allowed

RIGHT = "mandates.register"
PAGE = 50
SHOWN = 20
"""References of one kind that a preview shows; the others are counted."""
HELD: dict[str, str] = {
    "": phrase("held or not"),
    "held": phrase("text held"),
    "not_held": phrase("text not held"),
    "no_symbol": phrase("without a symbol"),
}
LONGEST = 400


def cited_words(document: Document) -> queries.Standing | None:
    """How a document stands in the plans imported, for `mandates/cited.html`; None for what no plan lists."""
    return queries.standing(document) if document.kind in FORMAL else None


def plans(request: HttpRequest) -> HttpResponse:
    """The plans whose lists are imported, and the form that takes another."""
    if request.method != "POST":
        return _plans(request)
    try:
        check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
        kept = actions.keep_list(
            sent=request.FILES.get("file"),
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        return _plans(request, refusal)
    asked = {name: _said(request.POST, name) for name in ("year", "source")}
    return redirect(f"{reverse('mandates:plan_import', args=[kept.uuid])}?{urlencode(asked)}")


def _plans(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "plans": queries.plans(),
        "columns": _heads(_("Year"), _("References"), _("Source"), _("Imported")),
        "read": ", ".join(COLUMNS),
        "fresh": queries.freshness(),
        "year": _said(request.POST, "year") or today().year,
        "source": _said(request.POST, "source"),
        **_rights(request),
    }
    return _shown(request, "mandates/plans.html", context, refusal)


def plan_import(request: HttpRequest, uuid: object) -> HttpResponse:
    """What importing the list would do, row by row; on POST do it. All findings can be taken away."""
    check_may(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    kept = get_object_or_404(Attachment, uuid=uuid)
    sent = request.POST if request.method == "POST" else request.GET
    try:
        found = _preview(kept, sent)
    except Refusal as refusal:
        return _shown(request, "mandates/plan_import.html", {"kept": kept}, refusal)
    if request.GET.get("format") == "csv":
        return download(table(found.findings), "csv", f"plan-{found.year}-findings")
    if request.method != "POST":
        return _shown(request, "mandates/plan_import.html", _preview_context(kept, found))
    try:
        seen = sent.get("seen", "")
        plan = actions.import_plan(
            found=found,
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
            by=request.person,  # type: ignore[attr-defined]
            on=today(),
        )
    except Refusal as refusal:
        return _shown(request, "mandates/plan_import.html", _preview_context(kept, found), refusal)
    return redirect("mandates:plan", plan.year)


def _preview(kept: Attachment, sent: QueryDict) -> Preview:
    year = _said(sent, "year")
    return preview(
        content=vault.get(kept.sha256),
        name=kept.name,
        year=int(year) if year.isdecimal() and len(year) < 5 else None,
        source=_said(sent, "source"),
        on=today(),
    )


def _preview_context(kept: Attachment, found: Preview) -> dict[str, Any]:
    shown = [(change, [one for one in found.lines if one.change is change]) for change in Change]
    return {
        "kept": kept,
        "found": found,
        "groups": [
            {
                "change": change,
                "title": _(CHANGES[change]),
                "lines": lines[:SHOWN],
                "more": len(lines) - SHOWN,
            }
            for change, lines in shown
            if lines and change is not Change.SAME
        ],
        "columns": _heads(_("Number"), _("Symbol"), _("Title"), _("Body"), _("Subprogramme")),
        "asked": urlencode({"year": str(found.year), "source": found.source, "format": "csv"}),
    }


def plan(request: HttpRequest, year: int) -> HttpResponse:
    """One plan by subprogramme, as far as asked for; or the texts held that it does not cite."""
    one = get_object_or_404(Plan, year=year)
    if request.GET.get("list") == "not_cited":
        return _not_cited(request, one)
    asked = queries.Asked(**{name: _said(request.GET, name) for name in ASKED})
    found = queries.references(one, asked)
    if request.GET.get("format") in FORMATS:
        return download(_exported(found), request.GET["format"], f"plan-{one.year}")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = _about(one) | {
        "page": page,
        "rows": _rows(rows),
        "asked": asked,
        "query": urlencode({name: getattr(asked, name) for name in ASKED if getattr(asked, name)}),
        "columns": _heads(_("Number"), _("Title"), _("Text here")),
        "under_columns": [*_heads(_("Subprogramme")), *_numbers(_("References"), _("Text held"))],
        "subprogrammes": [("", _("any subprogramme")), *((row, row) for row in _named(one))],
        "bodies": [("", _("any body")), *((body, body) for body in queries.bodies(one))],
        "held_choices": [(code, _(words)) for code, words in HELD.items()],
    }
    return render(request, "mandates/plan.html", context)


ASKED = ("subprogramme", "body", "held", "words")


def _named(one: Plan) -> list[str]:
    return [row.subprogramme for row in queries.under(one)]


def _rows(references: list[Reference]) -> list[dict[str, Any]]:
    """Each reference with the symbols that it cites and where they lead: nowhere, for one not seen."""
    symbols = {cited.symbol for one in references for cited in one.cites.all()}
    slugs = held(symbols)
    return [
        {
            "reference": one,
            "cites": [(cited.symbol, slugs.get(cited.symbol, "")) for cited in one.cites.all()],
            "subprogramme": one.subprogramme,
        }
        for one in references
    ]


def _exported(found: Any) -> Iterator[list[object]]:
    """The list as it is imported, with what is held beside it."""
    yield [*COLUMNS, "symbols", "text_held"]
    for one in found:
        symbols = "; ".join(cited.symbol for cited in one.cites.all())
        cells = [one.subprogramme, one.body, one.printed, one.title, one.url]
        yield [*cells, symbols, "yes" if one.is_held else "no"]


def _not_cited(request: HttpRequest, one: Plan) -> HttpResponse:
    found = queries.not_cited(one)
    language = get_language() or "en"
    if request.GET.get("format") in FORMATS:
        return download(_left(found, language), request.GET["format"], f"plan-{one.year}-not-cited")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    documents = list(page.object_list)
    last, named = queries.last_cited_of(row.symbol for row in documents), titles(documents, language)
    context = _about(one) | {
        "page": page,
        "rows": [(row, named.get(row.pk), last.get(row.symbol)) for row in documents],
        "columns": _heads(_("Symbol"), _("Title"), _("In the plans")),
        "years": ", ".join(str(row.year) for row in queries.plans().order_by("year")),
    }
    return render(request, "mandates/not_cited.html", context)


def _left(found: Any, language: str) -> Iterator[list[object]]:
    yield ["symbol", "title", "adopted_on", "last_cited"]
    documents = list(found)
    last, named = queries.last_cited_of(row.symbol for row in documents), titles(documents, language)
    for row in documents:
        title = named[row.pk].title if row.pk in named else ""
        yield [row.symbol, title, row.adopted_on, last.get(row.symbol)]


def _about(one: Plan) -> dict[str, Any]:
    texts = queries.held_decisions().count()
    return {
        "plan": one,
        "under": queries.under(one),
        "symbols": queries.symbols(one),
        "left": texts - queries.cited(one).count(),  # quicker than to count what is left among many texts
        "texts": texts,
    }


def _heads(*labels: str) -> list[dict[str, Any]]:
    return [{"name": "", "label": label} for label in labels]


def _numbers(*labels: str) -> list[dict[str, Any]]:
    return [{"name": "", "label": label, "numeric": True} for label in labels]


def _said(sent: QueryDict, name: str) -> str:
    return sent.get(name, "").strip()[:LONGEST]


def _rights(request: HttpRequest) -> dict[str, Any]:
    may = can_do(RIGHT, request.acting.roles)  # type: ignore[attr-defined]
    return {"may_register": may, "who_may": not_allowed(RIGHT)}


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    said = {"refusal": worded(refusal) if refusal else None}
    return render(request, template, context | said, status=STATUS.get(refusal.code, 400) if refusal else 200)
