"""Refusals put into words: a page for browsers, a problem (RFC 9457) for programs.

Either way the sentence is in the reader's language.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dispositif.kernel.refusal import Refusal

STATUS: dict[str, int] = {
    "people.token_unknown": 401,
    "people.not_allowed": 403,
    "documents.stale": 409,
    "documents.class_changed": 409,
    "mandates.stale": 409,
    "mandates.stale_rows": 409,
    "instruments.stale": 409,
    "sessions.stale": 409,
    "files.scanner_away": 503,
    "assistance.stale": 409,
    "assistance.closed": 409,
    "assistance.taken_in_already": 409,
    "assistance.unknown": 404,
    "files.too_large": 413,
}
"""Every other refusal is a 400: what was sent does not fit."""
MEDIA = "application/problem+json"
API = "/api/"
"""Below this address answers are for programs."""


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
    """A page of its own for a refusal that no form can show; programs get the problem."""
    if for_programs(request):
        return as_problem(refusal)
    status = STATUS.get(refusal.code, 400)
    return render(request, "look/refused.html", {"refusal": worded(refusal), "status": status}, status=status)


def for_programs(request: HttpRequest) -> bool:
    """Whether the request is for the API."""
    return request.path.startswith(API)


def problem(status: int, *, code: str = "", detail: str = "", **more: Any) -> HttpResponse:
    """A problem of this status; `more` are its extension members, the empty ones left out.

    `code` is a refusal's; without one the status says all there is to say (type `about:blank`).
    """
    body: dict[str, Any] = {
        "type": f"urn:dispositif:{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
    }
    said = {name: value for name, value in {"detail": detail, **more}.items() if value not in ("", None, {})}
    return HttpResponse(json.dumps(body | said, default=str), status=status, content_type=MEDIA)


def as_problem(refusal: Refusal, status: int = 0, **more: Any) -> HttpResponse:
    """The refusal in the reader's language, with the facts that its sentence is made of."""
    said = worded(refusal)
    status = status or STATUS.get(refusal.code, 400)
    return problem(status, code=said.code, detail=said.sentence, field=said.field, facts=said.facts, **more)
