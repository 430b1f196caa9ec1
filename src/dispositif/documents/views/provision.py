"""One paragraph: how each field was read, and the hand that confirms or corrects it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from dispositif.documents import actions, forms, queries, rules, words
from dispositif.documents.models import Document, Provision, Version
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES
from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today
from dispositif.people.rules import can_do, check_may


def provision(request: HttpRequest, slug: str, part: str, path: str) -> HttpResponse:
    """Show the paragraph's fields; on POST confirm or correct one of them."""
    document = get_object_or_404(Document, slug=slug)
    version, language = _version(request, document)
    if request.method == "POST":
        try:
            done = _write(request, document, part, path, version)
        except Refusal as refusal:
            return _page(request, document, part, path, language, refusal)
        return redirect(f"{request.path}?language={language}#{done}")
    return _page(request, document, part, path, language)


def _version(request: HttpRequest, document: Document) -> tuple[Version | None, str]:
    versions = queries.versions(document)
    asked = request.GET.get("language") or request.POST.get("language") or get_language() or "en"
    language = asked if asked in versions else next(iter(versions), get_language() or "en")
    return versions.get(language), language


def _write(request: HttpRequest, document: Document, part: str, path: str, version: Version | None) -> str:
    """Do what was asked of one act; the answer is where on the page it stands."""
    check_may("documents.correct", request.acting.roles)  # type: ignore[attr-defined]
    sent = request.POST
    act = int(sent["act"]) if sent.get("act", "").isdecimal() else 0
    one = get_object_or_404(Provision, document=document, part=part, path=path, act=act)
    author: dict[str, Any] = {
        "seen": int(sent["seen"]) if sent.get("seen", "").isdecimal() else -1,
        "by": request.person,  # type: ignore[attr-defined]
        "on": today(),
        "version": version,
    }
    if sent.get("how") == "confirm_all":
        actions.confirm_all(provision=one, **author)
        return f"act-{act}"
    field = sent.get("field", "")
    confirmed = sent.get("how") == "confirm"
    value = queries.standing_value(one, field) if confirmed else forms.value_from(field, sent)
    actions.read_as(provision=one, field=field, value=value, why=sent.get("why", "")[:500], **author)
    return f"act-{act}-{field}"


def _page(
    request: HttpRequest,
    document: Document,
    part: str,
    path: str,
    language: str,
    refusal: Refusal | None = None,
) -> HttpResponse:
    rows = list(Provision.objects.filter(document=document, part=part, path=path).order_by("act"))
    if not rows:
        raise Http404
    version = queries.versions(document).get(language)
    rendering = rows[0].renderings.filter(version=version).first() if version else None
    context = {
        "document": document,
        "part": part,
        "path": path,
        "language": language,
        "rendering": rendering,
        "provisions": [_fields(one, language) for one in rows],
        "acts": ACTS,
        "addressees": ADDRESSEES,
        "strengths": rules.STRENGTHS,
        "deadlines": rules.DEADLINES,
        "recurrences": rules.RECURRENCES,
        "sent_field": request.POST.get("field", ""),
        "sent_act": int(request.POST["act"]) if request.POST.get("act", "").isdecimal() else None,
        "may_correct": can_do("documents.correct", request.acting.roles),  # type: ignore[attr-defined]
        "refusal": worded(refusal) if refusal else None,
        "back": reverse("documents:reader", args=[document.slug]) + f"?language={language}#{part}-{path}",
    }
    status = STATUS.get(refusal.code, 400) if refusal else 200
    return render(request, "documents/provision.html", context, status=status)


def _fields(one: Provision, language: str) -> dict[str, Any]:
    shown = queries.paragraph(one, language)
    return {
        "provision": one,
        "proposed": sum(field.person is None for field in shown.values()),
        "fields": [
            {
                "shown": field,
                "label": rules.FIELDS[name].label,
                "widget": forms.SHAPES[name][0],
                "why": words.why(shown, field),
            }
            for name, field in shown.items()
        ],
    }
