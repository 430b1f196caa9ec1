"""Every request acts for somebody: one transaction, the policies' settings inside it.

A browser acts for whoever signed in, a program for the person whose token it shows (RFC 6750), and only
below the address of the API.
"""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import as_problem, for_programs, refused
from dispositif.people.actions import note_use
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.queries import acting_for, bearer_of
from dispositif.people.rules import RIGHTS, can_do, not_allowed, token_unknown
from dispositif.secrecy.acting import Acting, acting_as

FAILED = 400
BEARER = "bearer"
CHALLENGE = 'Bearer realm="dispositif", error="invalid_token"'


@cache
def _pages() -> dict[str, str]:
    pages: dict[str, str] = import_string(settings.PAGES)
    return pages


class ActingMiddleware:
    """Puts `request.acting`, `request.person` and `request.scopes` in place.

    `scopes` are those of the token shown; None for a visitor or somebody who signed in. An answer
    from 400 on undoes the transaction.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the transaction of whoever asks."""
        secret = _shown(request)
        if secret is None:
            account = request.user.pk if request.user.is_authenticated else None
            acting, person = acting_for(account, today())
            return self._answer(request, acting, person, None)
        bearer = bearer_of(secret, today())
        if bearer is None:
            return _unknown()
        with acting_as(bearer.acting):
            note_use(token=bearer.token, on=today())
        return self._answer(request, bearer.acting, bearer.person, frozenset(bearer.token.scopes))

    def _answer(
        self, request: HttpRequest, acting: Acting, person: Person | None, scopes: frozenset[str] | None
    ) -> HttpResponse:
        request.acting, request.person, request.scopes = acting, person, scopes  # type: ignore[attr-defined]
        with acting_as(acting):
            response = self.answer(request)
            if response.status_code >= FAILED:
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Serve only what the table of pages names, to whom it names."""
        match = request.resolver_match
        wanted = _pages().get(match.view_name if match else "")
        if wanted is None:
            raise Http404("this address is in no table of pages")
        if wanted == "signed in" and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if wanted in RIGHTS and not can_do(wanted, request.acting.roles):  # type: ignore[attr-defined]
            return refused(request, not_allowed(wanted))
        return None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A refusal that no page caught gets a page of its own; anything else is a bug."""
        return refused(request, fault) if isinstance(fault, Refusal) else None


def _shown(request: HttpRequest) -> str | None:
    """The secret that a request for the API shows; None where it shows none."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if for_programs(request) and kind.lower() == BEARER else None


def _unknown() -> HttpResponse:
    response = as_problem(token_unknown())
    response["WWW-Authenticate"] = CHALLENGE
    return response
