"""The grid of treaties over sixty years of days beside pandas, and its page on one day."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection

from benchmarks.homes import installed
from benchmarks.serving import serving
from benchmarks.tables import Row

YEARS = {False: 60, True: 2}
PAGE = 100  # milliseconds for the grid of any day
DAYS = ("2006-12-20", "1975-01-01", "2014-06-30")
PAGES = {
    "one instrument": "UNTOC/?at=2006-12-20",
    "one State": "states/FRA/?at=2006-12-20",
    "dot map": "map/?instrument=UNTOC&at=2006-12-20",
    "adherence follow-up": "follow-up/?at=2006-12-20",
}


def rows(quick: bool) -> Iterator[Row]:
    """The derivation, then the pages."""
    times = 1 if quick else 5
    with installed():
        found = _child(str(YEARS[quick]), str(times))
        said = f"grid of {found['pairs']:,} pairs on {found['days']:,} days"
        note = "equal byte by byte" if not found["differs"] else f"{found['differs']} pairs DIFFER"
        beside = f"pandas {found['pandas']}"
        yield Row(said, "s", found["ours"], beside, found["theirs"], less=True, note=note)
        with serving("serve", "--no-worker") as place:
            for day in DAYS:
                taken = _milliseconds(place, f"?at={day}", times)
                yield Row(f"page of the grid at {day}", "ms", taken, less=True, target=PAGE)
            for what, path in PAGES.items():
                yield Row(f"page of {what}", "ms", _milliseconds(place, path, times), less=True, target=200)


def _milliseconds(place: str, path: str, times: int) -> float:
    """The median answer, after one that warms up."""
    server, taken = HTTPConnection(place, timeout=60), []
    for _ in range(times + 1):
        begun = time.perf_counter()
        server.request("GET", f"/instruments/{path}", headers={"Accept-Language": "en"})
        answer = server.getresponse()
        page = answer.read()
        taken.append(time.perf_counter() - begun)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {page[:300]!r}")
    server.close()
    return statistics.median(taken[1:]) * 1000


def _child(*asked: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.instruments.child", *asked]
    settings = {"DJANGO_SETTINGS_MODULE": "dispositif.config.settings"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | settings)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
