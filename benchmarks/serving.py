"""A command that serves pages, up to its address and down again."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
PATIENCE = 30.0  # seconds to end after Ctrl-C
_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")


@contextmanager
def serving(*arguments: str) -> Iterator[str]:
    """`dispositif ARGUMENTS --port 0`: host and port, as soon as it says that a page answers there."""
    command = [str(PROGRAMS / "dispositif"), *arguments, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        said = []
        try:
            for line in server.stdout:
                said.append(line)
                if found := _ADDRESS.search(line):
                    yield found[1]
                    return
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=PATIENCE)
    raise RuntimeError("no page came: " + "".join(said)[-500:])
