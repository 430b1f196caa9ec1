"""The class of a document, and the form that changes it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dispositif.documents import actions, queries
from dispositif.documents.actions.classify import LONGEST
from dispositif.documents.models import Document
from dispositif.documents.views.reader import not_held
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.sensitivity import SENSITIVITIES, Sensitivity
from dispositif.look.refusals import STATUS, worded
from dispositif.people.clock import today

CLASSES = [(one.value, gettext_lazy(said)) for one, said in SENSITIVITIES.items()]


class ClassForm(forms.Form):
    """The class wanted, why, and the class that its author saw."""

    sensitivity = forms.ChoiceField(label=gettext_lazy("Class"), choices=CLASSES)
    why = forms.CharField(
        label=gettext_lazy("Why the class changes"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.ChoiceField(choices=CLASSES, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
def classify(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; on POST the class given, and back to what was done."""
    document = queries.find(slug)
    if document is None:
        return not_held(request, slug)
    if request.method != "POST":
        return _page(request, document, ClassForm(initial=_stands(document)))
    form = ClassForm(request.POST)
    if not form.is_valid():
        return _page(request, document, form, status=400)
    try:
        _classify(request, document, form.cleaned_data)
    except Refusal as refusal:
        return _page(request, document, form, worded(refusal), STATUS.get(refusal.code, 400))
    return redirect("documents:history", slug=slug)


def _stands(document: Document) -> dict[str, str]:
    return {"sensitivity": document.sensitivity, "seen": document.sensitivity}


def _classify(request: HttpRequest, document: Document, said: dict[str, str]) -> None:
    actions.classify(
        document=document,
        sensitivity=Sensitivity(said["sensitivity"]),
        why=said["why"],
        seen=Sensitivity(said["seen"]),
        by=request.person,  # type: ignore[attr-defined]
        on=today(),
    )


def _page(
    request: HttpRequest, document: Document, form: ClassForm, refusal: Any = None, status: int = 200
) -> HttpResponse:
    stands = _(SENSITIVITIES[Sensitivity(document.sensitivity)])
    context = {"document": document, "form": form, "refusal": refusal, "stands": stands}
    return render(request, "documents/classify.html", context, status=status)
