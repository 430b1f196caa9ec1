"""Somebody with a passphrase, browsers of hers, and codes as her app would show them."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from dispositif.people import actions
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail.models import Entry

ADDRESS = "nadia@example.org"
PASSPHRASE = "tulip gravel seventeen orbit"
ANOTHER = "harbour violet nineteen crumbs"


def enrolled(address: str = ADDRESS, passphrase: str | None = PASSPHRASE, name: str = "Nadia") -> Person:
    """A person whose account has the passphrase, or none yet."""
    by = local_administrator()
    return actions.enrol(name=name, email=address, passphrase=passphrase, language="en", by=by)


def try_in(client: Client, passphrase: str = PASSPHRASE, address: str = ADDRESS) -> Any:
    """The form of sign-in, sent."""
    return client.post("/accounts/login/", {"login": address, "password": passphrase})


def signed_in(place: str = "192.0.2.1", **meta: str) -> Client:
    """A browser, somewhere, in which she has signed in by the form."""
    client = Client(REMOTE_ADDR=place, **meta)  # type: ignore[arg-type]
    assert try_in(client).status_code == 302
    return client


def proved(client: Client, path: str) -> Any:
    """The page at the path, after she showed again who she is."""
    answer: Any = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")
    return client.post(answer.url, {"password": PASSPHRASE, "next": path}, follow=True)


def code_for(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some steps of 30 seconds away."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def app_set_up(client: Client) -> tuple[str, list[str]]:
    """The key of an authenticator app that she set up, and her recovery codes."""
    page = proved(client, "/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'id="totp-key">([A-Z2-7]+)<', page)
    assert found
    shown = client.post("/accounts/2fa/totp/activate/", {"code": code_for(found[1])}, follow=True)
    return found[1], re.findall(r"<li><code>(\d+)</code>", shown.content.decode())


def page_of(client: Client, path: str) -> str:
    """What stands at the path."""
    return str(client.get(path).content.decode())


def known(client: Client) -> bool:
    """Whether somebody is signed in there."""
    return client.get("/account/security/").status_code == 200


def told() -> list[str]:
    """What the trail tells of her account, in order."""
    with acting_as(Acting(frozenset({Role.AUDITOR}))):
        rows = Entry.objects.filter(what__startswith="people.").order_by("seq")
        return list(rows.values_list("what", flat=True))


def without_tokens(page: str) -> str:
    """The page without what differs each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page)
