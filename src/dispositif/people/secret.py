"""The secret of a token: drawn once, shown once; only its digest is kept."""

import base64
import hashlib
import secrets

PREFIX = "dsp_"
"""So that a token that was left lying about is recognized for what it is."""


def drawn() -> str:
    """A fresh secret: 256 bits in letters and digits."""
    return PREFIX + base64.b32encode(secrets.token_bytes(32)).decode().rstrip("=").lower()


def digest_of(secret: str) -> str:
    """SHA-256 in hexadecimal. No salt: nobody guesses 256 bits, and the index must find it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
