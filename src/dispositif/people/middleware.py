"""Every request acts for somebody: one transaction, the policies' settings inside it."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from dispositif.people.clock import today
from dispositif.people.queries import acting_for
from dispositif.secrecy.acting import acting_as

SERVER_ERROR = 500


def acting_middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.acting` and `request.person` in place; a server error undoes the transaction."""

    def acted(request: HttpRequest) -> HttpResponse:
        account = request.user.pk if request.user.is_authenticated else None
        acting, person = acting_for(account, today())
        request.acting, request.person = acting, person  # type: ignore[attr-defined]
        with acting_as(acting):
            response = answer(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
            return response

    return acted
