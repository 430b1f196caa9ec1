"""Every request acts for somebody: one transaction, the policies' settings inside it."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from dispositif.kernel.refusal import Refusal
from dispositif.look.refusals import refused
from dispositif.people.clock import today
from dispositif.people.queries import acting_for
from dispositif.people.rules import RIGHTS, can_do, not_allowed
from dispositif.secrecy.acting import acting_as

FAILED = 400


@cache
def _pages() -> dict[str, str]:
    pages: dict[str, str] = import_string(settings.PAGES)
    return pages


class ActingMiddleware:
    """Puts `request.acting` and `request.person` in place; an answer from 400 on undoes the transaction."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the transaction of whoever asks."""
        account = request.user.pk if request.user.is_authenticated else None
        acting, person = acting_for(account, today())
        request.acting, request.person = acting, person  # type: ignore[attr-defined]
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
