"""The tables of facts, read. Their sources stand in `facts/SOURCES.md`."""

import csv
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase
from dispositif.world.sheets import SHEETS, Sheet

FACTS: Traversable = files("dispositif.world") / "facts"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where it stands, and its values by column."""

    where: str
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def doubtful(self, language: str) -> bool:
        """Whether the sources disagree on the name in that language."""
        return language in self["doubtful"].split()


Tables = dict[str, list[Row]]
"""Sheet name → its rows, in the order of the file."""


def read(folder: Traversable = FACTS) -> tuple[Tables, list[Finding]]:
    """The tables in the folder, and the places where they cannot be read as tables."""
    tables: Tables = {}
    findings: list[Finding] = []
    for sheet in SHEETS:
        tables[sheet.name], found = _read(sheet, folder / f"{sheet.name}.csv")
        findings += found
    return tables, findings


def remark(where: str, column: str, value: str, code: str, reason: str, **facts: object) -> Finding:
    """One finding of this room; `reason` may speak of %(value)s."""
    said = {"value": value, **facts}
    return Finding(where, value, Severity.ERROR, f"world.{code}", reason, column, said)


def at(row: Row, column: str, code: str, reason: str, **facts: object) -> Finding:
    """One finding on a value of a row."""
    return remark(row.where, column, row[column], code, reason, **facts)


def _read(sheet: Sheet, file: Traversable) -> tuple[list[Row], list[Finding]]:
    if not file.is_file():
        return [], [remark(file.name, "", "", "absent", phrase("The table is absent."))]
    lines = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    header = lines[0] if lines else []
    crooked = [] if header == sheet.header else [(1, header)]
    crooked += [(at, line) for at, line in enumerate(lines[1:], 2) if len(line) != len(sheet.header)]
    if crooked:
        return [], [_columns(sheet, f"{file.name}:{at}", line) for at, line in crooked]
    named = [dict(zip(sheet.header, line, strict=True)) for line in lines[1:]]
    return [Row(f"{file.name}:{at}", values) for at, values in enumerate(named, 2)], []


def _columns(sheet: Sheet, where: str, line: list[str]) -> Finding:
    wanted = phrase("The line has other columns than expected: %(columns)s.")
    return remark(where, "", ",".join(line), "columns", wanted, columns=", ".join(sheet.header))
