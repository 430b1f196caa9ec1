"""The tables of facts, copied so that a test can spoil them."""

import csv
from pathlib import Path

from dispositif.world.check import check
from dispositif.world.facts import FACTS, read
from dispositif.world.sheets import SHEETS


def copy_to(folder: Path) -> Path:
    """Every table that is shipped, in another folder."""
    for sheet in SHEETS:
        text = (FACTS / f"{sheet.name}.csv").read_text(encoding="utf-8")
        (folder / f"{sheet.name}.csv").write_text(text, encoding="utf-8")
    return folder


def alter(folder: Path, sheet: str, key: str, **values: str) -> None:
    """Write other values into the first row whose first column is the key."""
    _write(folder, sheet, key, values, again=False)


def add(folder: Path, sheet: str, key: str, **values: str) -> None:
    """Add a row to the end: the first one whose first column is the key, with other values."""
    _write(folder, sheet, key, values, again=True)


def faults(folder: Path) -> set[tuple[str, str]]:
    """Code and column of every finding."""
    tables, findings = read(folder)
    return {(finding.code, finding.column) for finding in findings or check(tables)}


def _write(folder: Path, sheet: str, key: str, values: dict[str, str], *, again: bool) -> None:
    place = folder / f"{sheet}.csv"
    lines = list(csv.DictReader(place.read_text(encoding="utf-8").splitlines()))
    first = next(iter(lines[0]))
    line = next(line for line in lines if line[first] == key)
    if again:
        lines.append(line | values)
    line.update({} if again else values)
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
