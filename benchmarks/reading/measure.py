"""Ours, bluebell-akn and eyecite on the same texts, each in its own process, one after the other."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.reading.readers import READERS
from benchmarks.reading.texts import HOSTILE, REPEATED, large, small
from benchmarks.tables import Row

Told = dict[str, dict[str, Any]]
PEERS = ("bluebell-akn", "eyecite")
LIMIT = 60.0  # seconds that one reader has for everything
SIZE = {False: 1_000_000, True: 30_000}  # bytes of the large texts, by `quick`
DOCUMENTS, MEGABYTES = 400, 4  # aimed at, a second
IMPORT, MEMORY, LINE = 150, 80, 1_000  # aimed at: milliseconds, megabytes, milliseconds for 1 MB in one line


def rows(quick: bool) -> Iterator[Row]:
    """Documents and megabytes a second, time to import, memory: ours beside each peer."""
    groups = [small(), large(SIZE[quick])]
    told = {name: told_by(name, groups, 0.05 if quick else 0.7) for name in READERS}
    for peer in PEERS:
        yield from _beside(peer, told["ours"], told[peer], groups, quick)


def told_by(name: str, groups: list[dict[str, str]], patience: float) -> Told:
    """What the reader's process told, stage by stage; `why` holds the reason of what is missing."""
    command = [sys.executable, "-m", "benchmarks.reading.child", name]
    asked = json.dumps({"seconds": patience, "groups": groups})
    try:
        ended = subprocess.run(
            command, input=asked, capture_output=True, text=True, timeout=LIMIT, check=False
        )
        output, why = ended.stdout, ended.stderr.strip().rpartition("\n")[2]
    except subprocess.TimeoutExpired as late:
        output, why = (late.stdout or b"").decode(), f"no answer after {LIMIT:.0f} s"
    stages = [json.loads(line) for line in output.splitlines()]
    return {stage.pop("stage"): stage for stage in stages} | {"why": {"error": why}}


def _beside(peer: str, ours: Told, theirs: Told, groups: list[dict[str, str]], quick: bool) -> Iterator[Row]:
    size = {title: len(text.encode()) for group in groups for title, text in group.items()}

    def row(what: str, unit: str, stage: str, factor: float = 0.0, **more: Any) -> Row:
        """`factor` divided by the seconds, or the milliseconds or megabytes themselves."""
        values = [_value(told.get(stage, {}), factor) for told in (ours, theirs)]
        return Row(what, unit, values[0], peer, values[1], note=_note(stage, ours, theirs), **more)

    yield row("load the reader", "ms", "import", less=True, target=IMPORT)
    for title in groups[0]:
        what = f"read {title}, {size[title] / 1000:.1f} kB"
        yield row(what, "documents/s", title, 1.0, target=DOCUMENTS)
    yield row("memory after those", "MB", "memory 0", less=True, target=MEMORY)
    megabytes = size[REPEATED] / 1e6
    yield row(f"read {REPEATED}, {megabytes:.2g} MB", "MB/s", REPEATED, megabytes, target=MEGABYTES)
    line = None if quick else LINE
    yield row(f"read {HOSTILE}, {megabytes:.2g} MB", "ms", HOSTILE, less=True, target=line)
    yield row("memory after those", "MB", "memory 1", less=True)


def _value(stage: dict[str, Any], factor: float) -> float | None:
    seconds: float | None = stage.get("seconds")
    if seconds is None:
        return stage.get("megabytes")
    return factor / seconds if factor else seconds * 1000


def _note(stage: str, ours: Told, theirs: Told) -> str:
    """What each found in the same text, or why there is no result."""
    for who, told in (("ours", ours), ("the peer", theirs)):
        if (said := told.get(stage, told["why"])).get("error"):
            return f"{who}: {said['error']}"
    found, own = theirs.get(stage, {}).get("found", {}), ours.get(stage, {}).get("found", {})
    return "; ".join(f"{kind}: {own[kind]} beside {number}" for kind, number in found.items())
