"""Commands from the shell's point of view, and the demo up to its first page."""

import subprocess
import time
from collections.abc import Sequence
from http.client import HTTPConnection

from benchmarks.serving import serving


def milliseconds(command: Sequence[str], times: int, codes: tuple[int, ...] = (0,)) -> float:
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
    with serving("demo") as place:
        _check_page(place)
        return time.perf_counter() - begun


def _check_page(place: str) -> None:
    asked = HTTPConnection(place, timeout=10)
    asked.request("GET", "/")
    answer = asked.getresponse()
    assert answer.status == 200, answer.status
    assert b"<html" in answer.read()
    asked.close()
