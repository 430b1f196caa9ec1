"""A real clamd of the test's own, which knows one signature; and scanners that misbehave."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.environment import bare_environment
from tests.files.samples import EICAR_LIKE

REMEDY = "NOT RUN: no clamd here. Install it with: apt-get install clamav-daemon"
PATIENCE = 60
_CONF = """
LocalSocket {place}/clamd.sock
Foreground yes
DatabaseDirectory {place}/signatures
PidFile {place}/clamd.pid
StreamMaxLength 2M
"""


def program() -> str:
    """The scanner; with DISPOSITIF_REQUIRED=clamd its absence is a failure."""
    found = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if found is None:
        absent = pytest.fail if "clamd" in os.environ.get("DISPOSITIF_REQUIRED", "") else pytest.skip
        absent(REMEDY)
    return str(found)


@contextmanager
def running() -> Iterator[str]:
    """The address of a clamd that knows only EICAR_LIKE."""
    found = program()
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder:
        place = Path(folder)
        (place / "signatures").mkdir()
        (place / "signatures" / "test.ndb").write_text(f"Dispositif.Test:0:*:{EICAR_LIKE[:25].hex()}\n")
        user = "User root\n" if os.geteuid() == 0 else ""
        (place / "clamd.conf").write_text(_CONF.format(place=place) + user)
        with (place / "log").open("wb") as log:
            child = subprocess.Popen(
                [found, "-c", str(place / "clamd.conf")], stdout=log, stderr=log, env=bare_environment()
            )
        try:
            _wait(place, child)
            yield f"unix:{place}/clamd.sock"
        finally:
            child.terminate()
            child.wait(PATIENCE)


def _wait(place: Path, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while not (place / "clamd.sock").exists():
        if child.poll() is not None or time.monotonic() > until:
            pytest.fail(f"clamd did not start: {(place / 'log').read_text()}")
        time.sleep(0.05)


@contextmanager
def answering(answer: bytes | None) -> Iterator[str]:
    """A scanner that says this to everything; None: it takes the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def serve() -> None:
            server.settimeout(0.1)
            while not ended.is_set():
                try:
                    line, _from = server.accept()
                except TimeoutError:
                    continue
                with line:
                    line.settimeout(5)
                    line.recv(100)
                    if answer is None:
                        ended.wait(10)
                    else:
                        line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"tcp://127.0.0.1:{server.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()
