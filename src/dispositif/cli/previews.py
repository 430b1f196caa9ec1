"""An import's preview in the terminal."""

from rich.console import Console
from rich.table import Table

from dispositif.documents.preview import OUTCOMES, Preview


def show(found: list[Preview]) -> None:
    """One row a file, then every finding and refusal with its place."""
    console = Console()
    table = Table("file", "document", "what", "paragraphs", title="Preview: nothing is written yet")
    for one in found:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(one.counts.items()))
        table.add_row(one.name, str(one.symbol or "—"), OUTCOMES[one.outcome], counts)
    console.print(table)
    for one in found:
        if one.refusal is not None:
            console.print(f"{one.name}: {one.refusal} [{one.refusal.code}]", style="red", markup=False)
        for finding in one.findings:
            console.print(f"{one.name}: {finding.severity}: {finding}", markup=False)
