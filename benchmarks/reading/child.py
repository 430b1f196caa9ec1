"""One reader in a process of its own: `python -m benchmarks.reading.child NAME < texts.json`.

Writes one JSON line for each stage, so that what was measured before a reader gave up is kept.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.machine import peak_memory
from benchmarks.reading.readers import READERS
from benchmarks.reading.texts import SMALL


def main(name: str) -> None:
    """Load the reader, give it every text, tell of each."""
    asked = json.load(sys.stdin)
    begun = time.perf_counter()
    call, count = READERS[name]()
    _tell(stage="import", seconds=time.perf_counter() - begun)
    for place, (title, text) in enumerate(asked["texts"].items()):
        if title not in SMALL and asked["texts"].keys() & SMALL and place and _first_large(asked, title):
            _tell(stage="memory", megabytes=peak_memory())
        _tell(stage=title, **_measured(call, count, text, asked["seconds"]))
    _tell(stage="memory at the end", megabytes=peak_memory())


def _first_large(asked: dict[str, Any], title: str) -> bool:
    return title == next(one for one in asked["texts"] if one not in SMALL)


def _measured(
    call: Callable[[str], Any], count: Callable[[Any], dict[str, int]], text: str, patience: float
) -> dict[str, Any]:
    """The fastest of as many calls as fit into the patience, one at least; or the reader's own words."""
    fastest, end = float("inf"), time.perf_counter() + patience
    try:
        while True:
            begun = time.perf_counter()
            answer = call(text)
            done = time.perf_counter()
            fastest = min(fastest, done - begun)
            if done > end:
                return {"seconds": fastest, "found": count(answer)}
    except Exception as error:  # a peer may fail in any way: its message is its result
        return {"error": f"{type(error).__name__}: {error}".splitlines()[0][:120]}


def _tell(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
