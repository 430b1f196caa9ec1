"""Pages as a browser gets them: the web server on this machine, one request after the other."""

import re
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from benchmarks.startup.commands import PROGRAMS

_ADDRESS = re.compile(r"http://(127\.0\.0\.1:\d+)/")


@contextmanager
def served() -> Iterator[HTTPConnection]:
    """A connection to `dispositif serve`, which ends with the block."""
    command = [PROGRAMS / "dispositif", "serve", "--no-worker", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        try:
            place = next(found[1] for line in server.stdout if (found := _ADDRESS.search(line)))
            connection = HTTPConnection(place, timeout=60)
            yield connection
            connection.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=30)


def milliseconds(connection: HTTPConnection, path: str, times: int) -> tuple[float, int]:
    """The median answer to a visitor, after one that warms up, and how many rows the page shows."""
    _page(connection, path)
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        page = _page(connection, path)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000, page.count(b'<th scope="row">')


def _page(connection: HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Language": "en"})
    answer = connection.getresponse()
    page = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}: {page[:300]!r}")
    return page
