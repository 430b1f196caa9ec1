"""Homes of their own for the measurements: made, used, stopped, removed."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from dispositif.server import embedded

PATIENCE = 30.0  # seconds for a server to stop


@contextmanager
def throwaway() -> Iterator[Path]:
    """A home that this process and its children use; afterwards nothing of it is left."""
    place = Path(tempfile.mkdtemp(prefix="dispositif-bench-"))
    place.chmod(0o711)  # as root the database runs under another account, which must be able to enter
    before = {name: os.environ.get(name) for name in ("DISPOSITIF_HOME", "DATABASE_URL")}
    os.environ["DISPOSITIF_HOME"] = str(place)
    os.environ.pop("DATABASE_URL", None)
    try:
        yield place
    finally:
        embedded.detach(PATIENCE)
        shutil.rmtree(place, ignore_errors=True)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def installed() -> Iterator[Path]:
    """A fresh installation whose server stays up for the block."""
    with throwaway() as place:
        subprocess.run([sys.executable, "-m", "dispositif", "migrate"], check=True, capture_output=True)
        embedded.attach()
        yield place


@contextmanager
def superuser(home: Path) -> Iterator[psycopg.Connection]:
    """A connection that no policy binds."""
    place = str(home / "run")
    with psycopg.connect(
        host=place, port=5432, user="postgres", dbname="dispositif", autocommit=True
    ) as connection:
        yield connection
