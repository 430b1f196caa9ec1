"""The head of the chain, kept in a file outside the database: what was cut off is noticed."""

import fcntl
import os
from pathlib import Path

from dispositif.server.home import folder


def _place() -> Path:
    return folder("trail") / "anchor"


def read() -> tuple[int, str]:
    """The furthest entry known to be committed: (seq, digest); (0, "") before the first."""
    try:
        seq, digest = _place().read_text().split()
    except FileNotFoundError:
        return 0, ""
    return int(seq), digest


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
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
