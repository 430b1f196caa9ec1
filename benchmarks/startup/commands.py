"""Commands from the shell's point of view, and the demo up to its first page."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")


def milliseconds(command: Sequence[str | Path], times: int, codes: tuple[int, ...] = (0,)) -> float:
    """The fastest of several runs, from its start to its end."""
    fastest = float("inf")
    for _ in range(times):
        begun = time.perf_counter()
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        fastest = min(fastest, time.perf_counter() - begun)
        if ended.returncode not in codes:
            raise RuntimeError(f"{command[0]} ended with {ended.returncode}: {ended.stderr[-500:]}")
    return fastest * 1000


def demo_seconds() -> float:
    """From `dispositif demo` to its first page; then Ctrl-C."""
    begun = time.perf_counter()
    command = [PROGRAMS / "dispositif", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as demo:
        assert demo.stdout is not None
        said = []
        try:
            for line in demo.stdout:
                said.append(line)
                if found := _ADDRESS.search(line):
                    _check_page(found[1])
                    return time.perf_counter() - begun
        finally:
            demo.send_signal(signal.SIGINT)
            demo.communicate(timeout=30)
    raise RuntimeError("the demo ended without a page: " + "".join(said)[-500:])


def _check_page(place: str) -> None:
    asked = HTTPConnection(place, timeout=10)
    asked.request("GET", "/")
    answer = asked.getresponse()
    assert answer.status == 200, answer.status
    assert b"<html" in answer.read()
    asked.close()
