"""`python -m benchmarks [--quick] [PART…]`: measure, print the table, write it into the reference.

Only a whole run at full size writes: a part or a quick run is for looking.
"""

import argparse
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.machine import machine, versions
from benchmarks.tables import Row, table

PARTS = ("reading", "startup", "library", "register", "instruments", "trail")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "benchmarks.md"
COMMAND = "make bench"
READING_GUIDE = """\
*ours* and *theirs* are measured in one run, one after the other; *ahead* says how many times better ours is
(below 1×: worse). *target* is what is aimed at; nothing fails when it is missed. What each part measures,
and how, stands in the README of its folder under `benchmarks/`."""


def main() -> None:
    """Run the parts asked for, all of them when none is named."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="tiny sizes: whether it runs, not how fast")
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}")
    given = asked.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        asked.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    begun, before = time.monotonic(), machine()
    rows = [row for part in given.parts or PARTS for row in measured(part, given.quick)]
    page = written(rows, before, time.monotonic() - begun)
    print(page)
    if not given.quick and not given.parts:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page, encoding="utf-8")


def measured(part: str, quick: bool) -> list[Row]:
    """All rows of one part."""
    return list(import_module(f"benchmarks.{part}.measure").rows(quick))


def written(rows: list[Row], before: str, seconds: float) -> str:
    """The page: when, with what, on what, the table."""
    on = datetime.now(UTC).date().isoformat()
    head = f"# Benchmarks\n\nMeasured on {on} by `{COMMAND}` in {seconds:.0f} s on {before} at the beginning."
    return f"{head}\n{versions()}.\n\n{READING_GUIDE}\n\n{table(rows)}\n"


if __name__ == "__main__":
    main()
