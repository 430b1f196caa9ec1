"""Secrets of this installation: all derived from one master key outside the database."""

import base64
import binascii
import os
import secrets
from functools import cache
from pathlib import Path

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.home import hand_over, home

LENGTH = 32


def secret(purpose: str) -> bytes:
    """32 bytes for one purpose, by HKDF (RFC 5869) with SHA-256 from the master key."""
    return _derived(master(), purpose)


@cache
def _derived(key: bytes, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=b"dispositif:" + purpose.encode())
    return derive.derive(key)


def master() -> bytes:
    """The master key: `DISPOSITIF_KEY` (base64 or hexadecimal), else the file `key` of the home."""
    given = os.environ.get("DISPOSITIF_KEY")
    return _given(given) if given else _kept(home() / "key")


def _given(text: str) -> bytes:
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    for decode, padding in ((binascii.unhexlify, ""), (base64.urlsafe_b64decode, "=" * (-len(plain) % 4))):
        try:
            key = decode(plain + padding)
        except ValueError:
            continue
        if len(key) == LENGTH:
            return key
    raise Refusal(
        "server.key_malformed",
        phrase("DISPOSITIF_KEY is not %(length)s bytes in base64 or hexadecimal."),
        field="DISPOSITIF_KEY",
        length=LENGTH,
    )


@cache
def _kept(path: Path) -> bytes:
    if not path.exists():
        _check_first(path)
        _create(path)
    try:
        key = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    if len(key) != LENGTH:
        raise _unusable(path, f"it holds {len(key)} bytes instead of {LENGTH}")
    if path.stat().st_mode & 0o077:
        raise _unusable(path, "others may read it; chmod 600 closes it")
    return key


def _check_first(path: Path) -> None:
    """A new key beside an old database would make its attachments unreadable without a word."""
    if (path.parent / "database").exists():
        raise Refusal(
            "server.key_missing",
            phrase(
                "The key %(path)s is gone, but the database beside it exists. Restore the key from a"
                " backup, or set DISPOSITIF_KEY: a new key could not open what the old one closed."
            ),
            path=path,
        )


def _create(path: Path) -> None:
    """Write the key in full under another name, then link it: of several creators, the first wins."""
    draft = path.with_name(f"key.{secrets.token_hex(8)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        hand_over(draft)
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)


def _unusable(path: Path, cause: str) -> Refusal:
    return Refusal(
        "server.key_unusable",
        phrase("The key %(path)s cannot be used: %(cause)s."),
        path=path,
        cause=cause,
    )
