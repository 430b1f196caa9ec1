"""Pages as a browser gets them: the web server on this machine, one request after the other."""

import statistics
import time
from http.client import HTTPConnection


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
