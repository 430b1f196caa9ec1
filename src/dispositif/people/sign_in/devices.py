"""Browsers that an account has signed in from: their tries are counted apart from everybody else's.

A cookie per account holds a random number, signed; so whoever guesses elsewhere, or behind the same
address, keeps nobody out of a browser of their own (OWASP, "Slow down online guessing with device cookies").
"""

import hashlib
import secrets

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dispositif.people.sign_in.rules import KNOWN_FOR

_SALT = "dispositif.people.devices"
PLACE = "/accounts/"


def counted(request: HttpRequest, address: str) -> tuple[str, str]:
    """(limit, key) by which a try with a passphrase counts: the browser's, or address and place."""
    known = _shown(request, address)
    if known:
        return "passphrase_known", known
    return "passphrase", f"{address} {get_ip(request)}"


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Know this browser the next time, if it is not known yet."""
    if not _shown(request, address):
        response.set_signed_cookie(
            _name(address),
            secrets.token_hex(16),
            salt=_SALT,
            max_age=KNOWN_FOR,
            path=PLACE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _shown(request: HttpRequest, address: str) -> str:
    said = request.get_signed_cookie(_name(address), default="", salt=_SALT, max_age=KNOWN_FOR)
    return str(said)


def _name(address: str) -> str:
    """The signature covers the name, and the name the address."""
    return f"known_{hashlib.sha256(address.encode()).hexdigest()[:16]}"
