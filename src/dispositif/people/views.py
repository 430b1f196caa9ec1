"""The page of one's own tokens."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import STATUS, worded
from dispositif.people import actions, queries
from dispositif.people.clock import today
from dispositif.people.forms import TokenForm
from dispositif.people.models import Person, Token

COLUMNS = (
    phrase("Name"),
    phrase("Scopes"),
    phrase("Issued"),
    phrase("Last day"),
    phrase("Last used"),
    phrase("State"),
)


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens; on POST issue one, whose secret this answer shows and no other ever will."""
    person = _person(request)
    if request.method != "POST":
        return _page(request, person, TokenForm(None, today()))
    form = TokenForm(request.POST, today())
    if not form.is_valid():
        return _page(request, person, form, status=400)
    try:
        issued = actions.issue(**form.cleaned_data, by=person, on=today())
    except Refusal as refusal:
        return _page(request, person, form, status=STATUS.get(refusal.code, 400), refusal=worded(refusal))
    return _page(request, person, TokenForm(None, today()), issued=issued)


@require_POST
def revoke_token(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End one of one's own tokens."""
    person = _person(request)
    token = get_object_or_404(queries.tokens().filter(person=person), uuid=uuid)
    actions.revoke(token=token, by=person, on=today())
    return redirect("people:tokens")


def _person(request: HttpRequest) -> Person:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        said = phrase("This account belongs to no person: ask an administrator to enrol you.")
        raise Refusal("people.without_person", said)
    return person


def _page(
    request: HttpRequest, person: Person, form: TokenForm, *, status: int = 200, **more: object
) -> HttpResponse:
    held = list(queries.tokens().filter(person=person))
    context = {
        "form": form,
        "rows": [{"token": token, "state": _state(token)} for token in held],
        "columns": [{"name": "", "label": _(word)} for word in COLUMNS],
    }
    return render(request, "people/tokens.html", context | more, status=status)


def _state(token: Token) -> str:
    if token.revoked_on:
        return "revoked"
    return "running" if token.works(today()) else "expired"
