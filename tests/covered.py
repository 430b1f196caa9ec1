"""How much the tests have run: branches of Python, lines of templates. `python tests/covered.py`

Both must reach 95 %; what falls short is named, the least covered first.
"""

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

GOAL = 95.0
WORST = 15


def _report() -> dict[str, dict[str, dict[str, float]]]:
    coverage = Coverage()
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "covered.json"
        coverage.json_report(outfile=str(place))
        files: dict[str, dict[str, dict[str, float]]] = json.loads(place.read_text())["files"]
        return files


def _share(files: dict[str, dict[str, dict[str, float]]], ending: str, covered: str, whole: str) -> float:
    counted = [file["summary"] for name, file in files.items() if name.endswith(ending)]
    total = sum(one[whole] for one in counted)
    return 100 * sum(one[covered] for one in counted) / total if total else 0.0


def main() -> int:
    """Print both shares and the worst files; 1 when a goal is missed."""
    files = _report()
    branches = _share(files, ".py", "covered_branches", "num_branches")
    lines = _share(files, ".html", "covered_lines", "num_statements")
    worst = sorted(files, key=lambda name: -files[name]["summary"]["missing_lines"])[:WORST]
    for name in worst:
        missing = files[name]["missing_lines"]
        if missing:
            share = files[name]["summary"]["percent_covered"]
            sys.stdout.write(f"{share:6.1f} %  {name}  {str(missing)[:120]}\n")
    sys.stdout.write(f"branches of Python {branches:.1f} %, lines of templates {lines:.1f} %\n")
    return int(branches < GOAL or lines < GOAL)


if __name__ == "__main__":
    sys.exit(main())
