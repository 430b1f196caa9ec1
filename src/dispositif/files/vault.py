"""The bytes of attachments on disk: content-addressed, encrypted, checked when read."""

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server import keys
from dispositif.server.home import folder

_NONCE = 12


def address(content: bytes) -> str:
    """The content's SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep the content and return its address; keeping it twice keeps one copy."""
    sha256 = address(content)
    place = _place(sha256)
    if not place.exists():
        _write(place, _seal(content, sha256))
    return sha256


def get(sha256: str) -> bytes:
    """The content at an address; a refusal when it is missing or was changed on disk."""
    try:
        sealed = _place(sha256).read_bytes()
        content = _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], sha256.encode())
    except FileNotFoundError as missing:
        raise Refusal(
            "files.missing", phrase("The file %(sha256)s is not in the home's store."), sha256=sha256
        ) from missing
    except (InvalidTag, ValueError) as changed:
        raise Refusal(
            "files.changed",
            phrase("The file %(sha256)s was changed on disk, or the key is another one."),
            sha256=sha256,
        ) from changed
    return content


def _seal(content: bytes, sha256: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + _cipher().encrypt(nonce, content, sha256.encode())


def _cipher() -> AESGCM:
    return AESGCM(keys.secret("files"))


def _place(sha256: str) -> Path:
    return folder("files") / sha256[:2] / sha256[2:]


def _write(place: Path, sealed: bytes) -> None:
    """Whole or not at all: a new name first, then renamed."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = place.with_name(f"{uuid4()}.new")
    with fresh.open("xb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)
