"""A full disk, said as a refusal: from the system's error or from a line of PostgreSQL's log."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dispositif.kernel.refusal import Refusal, phrase

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FULL_LINES = ("No space left on device", "Disk quota exceeded", "File too large")


@contextmanager
def on_disk(place: Path) -> Iterator[None]:
    """Turn a full disk met inside the block into a refusal that names the place."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise disk_full(place) from error
        raise


def says_full(log: str) -> bool:
    """Whether a log of PostgreSQL tells of a full disk."""
    return any(line in log for line in FULL_LINES)


def is_full(place: Path, need: int) -> bool:
    """Whether less than so many bytes fit: a server that met a full disk often cannot log that it did."""
    return shutil.disk_usage(place).free < need


def disk_full(place: Path) -> Refusal:
    """The refusal for a disk without room."""
    return Refusal(
        "server.disk_full",
        phrase(
            "There is no room left on the disk of %(path)s. Free some (a new database takes 64 MB),"
            " then start again: what was acknowledged is safe."
        ),
        path=place,
    )
