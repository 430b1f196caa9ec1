"""The page of one's own sign-in, and its sessions."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people import actions
from dispositif.people.models import Person
from dispositif.people.sign_in.queries import security_of, sessions_of

COLUMNS = (phrase("Device"), phrase("Place"), phrase("Signed in"), phrase("End"))


@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """Passphrase, second factors, sessions, linked accounts: all of it on one page."""
    shown = security_of(request.user, request.session.session_key)  # type: ignore[arg-type]
    columns = [{"name": "", "label": _(word)} for word in COLUMNS]
    context = {"security": shown, "columns": columns, "issuers": settings.ISSUERS}
    return render(request, "people/security.html", context)


@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one session; one's own as well, which signs out."""
    row = get_object_or_404(UserSession.objects.filter(user=request.user), pk=number)
    actions.end_sessions(sessions=[row], by=_person(request))
    if row.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("The session has ended."))
    return redirect("people:security")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    others = [
        row
        for row in sessions_of(request.user)  # type: ignore[arg-type]
        if row.session_key != request.session.session_key
    ]
    actions.end_sessions(sessions=others, by=_person(request))
    messages.success(request, _("Every other session has ended."))
    return redirect("people:security")


def _person(request: HttpRequest) -> Person:
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is None:
        said = phrase("This account belongs to no person: ask an administrator to enrol you.")
        raise Refusal("people.without_person", said)
    return person
