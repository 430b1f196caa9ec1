"""An import's preview in the terminal."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dispositif.documents.preview import OUTCOMES, preview
from dispositif.engines.reading.sources.extract import LARGEST
from dispositif.kernel.finding import blocking


@dataclass(frozen=True, slots=True)
class Looked:
    """What is kept of a file's preview: a corpus of thousands is not held in memory."""

    path: Path
    symbol: str
    outcome: str
    counts: str
    remarks: tuple[str, ...]
    writes: bool
    refuses: bool


def content_of(path: Path) -> bytes:
    """One byte more than is taken at most, so that a huge file is refused without being read whole."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def looked_at(path: Path, symbol: str) -> Looked:
    """Preview one file."""
    found = preview(content=content_of(path), name=path.name, symbol=symbol)
    remarks = [f"{finding.severity}: {finding}" for finding in found.findings]
    if found.refusal is not None:
        remarks.append(f"{found.refusal} [{found.refusal.code}]")
    return Looked(
        path=path,
        symbol=str(found.symbol or "—"),
        outcome=OUTCOMES[found.outcome],
        counts=", ".join(f"{count} {kind}" for kind, count in sorted(found.counts.items())),
        remarks=tuple(remarks),
        writes=found.writes and not blocking(found.findings),
        refuses=found.refusal is not None or bool(blocking(found.findings)),
    )


def show(found: list[Looked]) -> None:
    """One row a file, then every remark with its place."""
    console = Console()
    table = Table("file", "document", "what", "paragraphs", title="Preview: nothing is written yet")
    for one in found:
        table.add_row(one.path.name, one.symbol, one.outcome, one.counts)
    console.print(table)
    for one in found:
        for remark in one.remarks:
            console.print(f"{one.path.name}: {remark}", style="red" if one.refuses else "", markup=False)
