"""Entries a second by one and by four processes, beside plain rows and a trigger's log; rows verified."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.homes import installed, superuser
from benchmarks.tables import Row

PEERS = {"plain": "the same rows, no chain", "triggered": "a log written by a trigger"}
PROCESSES = (1, 4)


def rows(quick: bool) -> Iterator[Row]:
    """Writing, then verifying what was written."""
    seconds = 0.3 if quick else 2.0
    with installed() as home:
        with superuser(home) as connection:
            connection.execute((Path(__file__).parent / "ground.sql").read_bytes())
        for processes in PROCESSES:
            taken = {name: rate(name, processes, seconds) for name in ("chained", *PEERS)}
            what = f"trail entries written by {processes} process{'es' if processes > 1 else ''}"
            for name, peer in PEERS.items():
                yield Row(what, "entries/s", taken["chained"], peer, taken[name])
        (found,) = _told("verify", 1, 0)
        note = f"{found['rows']:,.0f} rows"
        yield Row(
            "trail verified", "rows/s", found["checked"], "the rows fetched only", found["fetched"], note=note
        )


def rate(name: str, processes: int, seconds: float) -> float:
    """Entries a second of so many processes together, from the first one's begin to the last one's end."""
    told = _told(name, processes, seconds)
    taken = max(one["ended"] for one in told) - min(one["begun"] for one in told)
    return float(sum(one["entries"] for one in told) / taken)


def _told(name: str, processes: int, seconds: float) -> list[dict[str, Any]]:
    """Start the processes, give the word when all are ready, gather what they tell."""
    command = [sys.executable, "-m", "benchmarks.trail.child", name, str(seconds)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers: list[subprocess.Popen[str]] = [subprocess.Popen(command, **pipes) for _ in range(processes)]  # type: ignore[call-overload]
    for writer in writers:
        assert writer.stdout is not None
        if writer.stdout.readline() != "ready\n":
            raise RuntimeError(f"the writer {name} ended with {writer.wait()} before it was ready")
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    return [json.loads(writer.communicate()[0]) for writer in writers]
