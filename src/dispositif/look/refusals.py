"""Refusals put into words for a browser: the status, and the sentence in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dispositif.kernel.refusal import Refusal

STATUS: dict[str, int] = {"people.not_allowed": 403, "documents.stale": 409, "files.too_large": 413}
"""Every other refusal is a 400: what was sent does not fit."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A refusal as a page shows it."""

    code: str
    sentence: str
    field: str
    facts: dict[str, Any]


def worded(refusal: Refusal) -> Worded:
    """The refusal in the reader's language."""
    return Worded(refusal.code, refusal.said(_(refusal.reason), _), refusal.field, refusal.facts)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A page of its own for a refusal that no form can show."""
    status = STATUS.get(refusal.code, 400)
    return render(request, "look/refused.html", {"refusal": worded(refusal), "status": status}, status=status)
