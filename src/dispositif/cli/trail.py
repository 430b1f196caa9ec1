"""`dispositif trail`: does it still say what was written?"""

import sys

import click

from dispositif.cli.ready import ready
from dispositif.cli.terminal import bar

FAULTY = 1


@click.group()
def trail() -> None:
    """Verify the trail."""


@trail.command()
def verify() -> None:
    """Check every row: its digest, the row before it, its content, the anchor. Exit code 1 on faults."""
    ready(click.echo)
    from dispositif.trail.models import Entry
    from dispositif.trail.verify import verify as check

    total = Entry.objects.using("auditor").count()
    with bar("Verifying the trail") as tell:
        verdict = check(seen=lambda rows: tell(rows, total, ""))
    for fault in verdict.faults:
        click.echo(str(fault))
    click.echo(f"{verdict.rows} rows checked, up to row {verdict.last}; faults: {len(verdict.faults)}")
    if verdict.faults:
        sys.exit(FAULTY)
