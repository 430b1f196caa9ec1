"""OpenID Connect providers: whom else sign-in believes, as the environment names them."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dispositif.kernel.refusal import Refusal, phrase

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
TRUSTED = "addresses"
PARTS = 4  # that a provider has at least: issuer, client, secret, name


@dataclass(frozen=True, slots=True)
class Issuer:
    """An OpenID Connect provider; `trusted`: a verified address of its opens the account of that address."""

    slug: str
    address: str
    client: str
    secret: str
    name: str
    trusted: bool

    @property
    def origin(self) -> str:
        """Scheme and host, as a Content-Security-Policy names them."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def as_app(self) -> dict[str, Any]:
        """The provider as django-allauth reads it: code flow with PKCE (RFC 7636)."""
        return {
            "provider_id": self.slug,
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {
                "server_url": self.address,
                "oauth_pkce_enabled": True,
                "email_authentication": self.trusted,
            },
        }


def issuers(place: str) -> list[Issuer]:
    """From `https://issuer|client|secret|Name`, one a line, or parted by semicolons.

    A fifth part `addresses` trusts the provider for the addresses that it calls verified.
    """
    lines = [line.strip() for line in re.split(r"[\n;]", place) if line.strip()]
    found = [_issuer(line) for line in lines]
    if len({one.slug for one in found}) < len(found):
        raise _not_understood(phrase("two providers have one name"))
    return found


def _issuer(line: str) -> Issuer:
    parts = [part.strip() for part in line.split("|")]
    address, client, secret, name, *more = parts + [""] * (PARTS - len(parts))
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not (client and secret and slug) or more not in ([], [TRUSTED]):
        raise _not_understood(phrase("https://issuer|client|secret|Name is expected"))
    _check_issuer(address)
    return Issuer(slug, address.rstrip("/"), client, secret, name, trusted=more == [TRUSTED])


def _check_issuer(address: str) -> None:
    parts = urlsplit(address)
    if not parts.hostname or not (parts.scheme == "https" or parts.hostname in LOOPBACK):
        raise _not_understood(phrase("an issuer begins with https://"))


def _not_understood(cause: str) -> Refusal:
    said = phrase("DISPOSITIF_OIDC is not understood: %(cause)s.")
    return Refusal("people.oidc_place", said, field="DISPOSITIF_OIDC", cause=cause)
