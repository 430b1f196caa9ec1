"""The pages of an invitation: accept it, or have it sent again oneself."""

import hashlib
from typing import cast
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from dispositif.people import actions
from dispositif.people.clock import today
from dispositif.people.models import Person
from dispositif.people.queries import VISITOR
from dispositif.people.sign_in.forms import Address, FirstPassphrase
from dispositif.people.sign_in.rules import MAIL_EVERY
from dispositif.secrecy.acting import Acting, acting_as

APP = "allauth.account"


@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the first passphrase by the link of an invitation; a link that does not work says why."""
    if not ratelimit.consume(request, app=APP, action="accept_invitation"):
        return cast("HttpResponse", ratelimit.respond_429(request))
    invitation = actions.opened(secret_shown=secret, on=today())
    person = _invited(invitation.person_id)
    form = FirstPassphrase(request.POST or None, person.account)
    if not form.is_valid():
        return render(request, "people/invitation.html", {"form": form, "person": person})
    actions.accept(secret_shown=secret, passphrase=form.cleaned_data["password1"], on=today())
    messages.success(request, _("Your passphrase is set: sign in with it."))
    return redirect("account_login")


def _invited(uuid: UUID) -> Person:
    """Whoever is invited, seen as herself: the link speaks for her."""
    with acting_as(Acting(VISITOR.roles, person=uuid)):
        return Person.objects.select_related("account").get(uuid=uuid)


@never_cache
def send_again(request: HttpRequest) -> HttpResponse:
    """Have an invitation sent again; the answer is the same for every address."""
    if not ratelimit.consume(request, app=APP, action="send_invitation"):
        return cast("HttpResponse", ratelimit.respond_429(request))
    form = Address(request.POST or None)
    sent = form.is_valid()
    if sent and _first_in_a_while(form.cleaned_data["email"]):
        actions.send_again(address=form.cleaned_data["email"], on=today())
    return render(request, "people/invitation_again.html", {"form": form, "sent": sent})


def _first_in_a_while(address: str) -> bool:
    digest = hashlib.sha256(address.encode()).hexdigest()
    return bool(cache.add(f"invitation-letter:{digest}", 1, MAIL_EVERY))
