"""One reader in a process of its own: `python -m benchmarks.reading.child NAME < asked.json`.

Asked: {"seconds": patience, "groups": [{title: text}, …]}. Writes one JSON line for each stage, so that
what was measured before a reader gave up is kept.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.memory import peak_memory
from benchmarks.reading.readers import READERS


def main(name: str) -> None:
    """Load the reader, give it every text, tell of each; after each group, of the memory held so far."""
    asked = json.load(sys.stdin)
    begun = time.process_time()
    call, count = READERS[name]()
    _tell(stage="import", seconds=time.process_time() - begun)
    for place, group in enumerate(asked["groups"]):
        for title, text in group.items():
            _tell(stage=title, **measured(call, count, text, asked["seconds"]))
        _tell(stage=f"memory {place}", megabytes=peak_memory())


def measured(
    call: Callable[[str], Any], count: Callable[[Any], dict[str, int]], text: str, patience: float
) -> dict[str, Any]:
    """The fastest of as many calls as fit into the patience, one at least; or the reader's own words.

    Seconds of this process's own work (one thread), so that what else the machine does counts little.
    """
    fastest, end = float("inf"), time.perf_counter() + patience
    try:
        while True:
            begun = time.process_time()
            answer = call(text)
            fastest = min(fastest, time.process_time() - begun)
            if time.perf_counter() > end:
                return {"seconds": fastest, "found": count(answer)}
    except Exception as error:  # a peer may fail in any way: its message is its result
        return {"error": f"{type(error).__name__}: {error}".splitlines()[0][:120]}


def _tell(**told: Any) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
