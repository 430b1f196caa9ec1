"""One process that writes: `python -m benchmarks.trail.child NAME SECONDS`.

Says "ready", waits for a line, writes for that long, each entry in a transaction of its own, and prints
{"entries", "begun", "ended"}; the clock is the system's monotonic one, which all processes share.
NAME is one of the writers, or `verify`.
"""

import json
import sys

from dispositif.cli.ready import ready


def main(name: str, seconds: float) -> None:
    """Get ready, wait for the word, write or verify, tell."""
    ready()
    from benchmarks.trail.writers import verified, write

    write("nothing", 0.0)  # the connection is open before the clock runs
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(verified() if name == "verify" else write(name, seconds)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
