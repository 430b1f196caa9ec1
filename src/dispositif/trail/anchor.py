"""The head of the chain, kept in a file outside the database: what was cut off is noticed."""

import fcntl
import os
import time
from pathlib import Path
from typing import TextIO

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.home import folder

_settled_at = 0.0


def _place() -> Path:
    return folder("trail") / "anchor"


def read() -> tuple[int, str]:
    """The furthest entry known to be committed: (seq, digest); (0, "") before the first."""
    try:
        seq, digest = _place().read_text().split()
        return int(seq), digest
    except FileNotFoundError:
        return 0, ""
    except ValueError as damaged:
        raise Refusal(
            "trail.anchor_damaged",
            phrase("The anchor of the trail cannot be read: restore %(path)s from a backup."),
            path=_place(),
        ) from damaged


def advance(seq: int, digest: str) -> None:
    """Move the anchor forward, never back, whichever process comes last."""
    place = _place()
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if read()[0] >= seq:
            return
        fresh = place.with_suffix(".new")
        with fresh.open("w") as file:
            file.write(f"{seq} {digest}\n")
            _settle(file)
        fresh.replace(place)


def _settle(file: TextIO) -> None:
    """Wait for the disk at most once a second: what a power failure takes back, `verify` allows for.

    Rows beyond the anchor are valid, so that an anchor one second old accuses nobody; waiting each
    time cost more than half of the entries a second (benchmarks/trail).
    """
    global _settled_at  # noqa: PLW0603 - one clock per process
    if time.monotonic() - _settled_at > 1:
        file.flush()
        os.fsync(file.fileno())
        _settled_at = time.monotonic()
