"""What the gallery shows: specimens of every component's parameters, none of them a fact."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from dispositif.kernel.figure import Figure, Origin, State
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look import specimens

DAY = date(2006, 12, 20)


class Specimen(forms.Form):
    """One field of each kind, so that each kind is seen."""

    symbol = forms.CharField(label="Symbol", help_text="As printed on the first page: A/RES/61/181")
    act = forms.ChoiceField(
        label="Act", choices=[("request", "request"), ("urge", "urge"), ("invite", "invite")]
    )
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    standing = forms.ChoiceField(
        label="Standing", choices=[("kept", "kept"), ("changed", "changed")], widget=forms.RadioSelect
    )
    read = forms.BooleanField(label="I have read the sentence")


def samples() -> dict[str, Any]:
    """Everything that the gallery's template needs, by name."""
    return {
        "form": Specimen(),
        "wrong": Specimen({"symbol": "", "act": "request", "standing": "kept", "read": "on"}),
        "figures": figures(),
        "stale": Refusal("documents.stale", phrase("Somebody wrote here after you opened the page.")),
        "versions": {"theirs": "all States; relevant organizations", "yours": "all Member States"},
        "page": Paginator(range(1, 9103), 25).page(3),
        "columns": [
            {"name": "symbol", "label": _("Symbol")},
            {"name": "title", "label": _("Title")},
            {"name": "paragraphs", "label": _("Paragraphs"), "numeric": True},
        ],
        "changes": ["new", "changed", "same", "refused", "warning", "gone"],
        "empties": ["none", "not_applicable", "zero", "withheld", "suppressed"],
        "wide": [[f"{row}.{cell}" for cell in range(1, 25)] for row in range(1, 4)],
        **LISTS,
        **specimens.drawings(),
    }


_MARK = {"number": "1", "id": "note-1", "text": "See resolution 55/25, annexes I to III.", "back": "mark-1"}
_CONFIRMED = {
    "at": datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
    "what": "confirmed",
    "who": "the drafter",
    "note": "act of paragraph 1: to take note",
}
LISTS: dict[str, Any] = {
    "facts": [("Act", "request"), ("To whom", "Secretary-General"), ("Deadline", "")],
    "notes": [_MARK, {"number": "6", "id": "note-6", "text": "A/61/179.", "back": ""}],
    "trail": [_CONFIRMED, _CONFIRMED | {"what": "imported", "note": ""}],
    "due": [
        {"label": "Input to the report, paragraph 7", "url": "#", "note": "2 days late", "late": True},
        {"label": "Confirm the reading of paragraph 6", "url": "#", "note": "24 Nov."},
        {"label": "Answer request 7F3K", "url": "#", "note": "27 Nov."},
    ],
    "crumbs": [("Documents", "#"), ("General Assembly", ""), ("61st session", "")],
    "meta": ["7 preambular paragraphs", "9 operative paragraphs", "26 references"],
    "links": [{"title": "My account", "url": "#", "here": True}, {"title": "Sign out", "url": "#"}],
    "choices": [("", "any"), ("en", "English"), ("fr", "Français")],
}
"""Samples that are plain lists."""


def figures() -> list[Figure]:
    """One figure in each state and origin."""
    shared: dict[str, Any] = {"unit": "consents", "basis": "depositary count", "as_of": DAY, "source": "UNTC"}
    return [
        Figure("consents", State.VALUE, value=Decimal(129), **shared),
        Figure("consents", State.VALUE, value=80, verified=False, **shared),
        Figure("consents", State.VALUE, value=12345678, origin=Origin.ILLUSTRATIVE, **shared),
        Figure("consents", State.NONE, reason="No register was imported.", remedy="Import one.", **shared),
        Figure("consents", State.WITHHELD, **shared),
    ]
