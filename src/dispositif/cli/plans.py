"""`dispositif plans`: bring in lists of legislative mandates, list the plans."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready

if TYPE_CHECKING:
    from dispositif.mandates.plans.preview import Preview

NOTHING = 1
REFUSED = 3
RIGHT = "mandates.register"


@click.group()
def plans() -> None:
    """Programme plans: which legislative mandates each lists."""


@plans.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=int, required=True, help="The year of the plan.")
@click.option("--source", required=True, help="Where the list is printed, for instance A/80/6 (Sect. 16).")
@click.option("--yes", is_flag=True, help="Write what the preview shows; without it nothing is written.")
@as_option
def import_(file: Path, year: int, source: str, yes: bool, as_email: str | None) -> None:
    """Show what importing the list in FILE (CSV or XLSX) would do; with --yes do it, whole or not at all.

    Columns: subprogramme, body, symbol, title, url. Exit codes: 0 done, 1 nothing to write, 3 refused.
    """
    ready()
    from dispositif.cli.previews import content_of
    from dispositif.files.actions import store
    from dispositif.mandates.actions import import_plan
    from dispositif.mandates.plans.preview import preview
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as person:
        content = content_of(file)
        found = preview(content=content, name=file.name, year=year, source=source, on=today())
        _show(found)
        if found.refuses or not found.changes:
            click.get_current_context().exit(REFUSED if found.refuses else NOTHING)
        if not yes:
            click.echo("Nothing was written. Repeat with --yes to write it.")
            return
        store(content=content, name=file.name, by=person, on=today())
        plan = import_plan(found=found, seen=found.seen, by=person, on=today())
        click.echo(f"plan {plan.year}: written")


def _show(found: "Preview") -> None:
    """The counts, then what was found, kind by kind with the first of each."""
    counts = ", ".join(f"{count} {change}" for change, count in found.counts.items())
    click.echo(f"plan {found.year}: {counts}, {found.refused} refused")
    for kind in found.rolled:
        click.echo(f"{kind.severity}: {kind.count} × {kind.code}", err=True)
        for one in kind.first:
            click.echo(f"  row {one.where}, column {one.column}: {one.value!r}", err=True)
            click.echo(f"    {str(one).partition(': ')[2]}", err=True)


@plans.command("list")
@as_option
def list_(as_email: str | None) -> None:
    """List the plans, one a line: year, references, source, day of the import."""
    ready()
    from dispositif.mandates.queries.plan import plans as imported

    with as_person(as_email):
        for one in imported():
            listed = one.references.filter(superseded_at=None).count()
            click.echo(f"{one.year}\t{listed}\t{one.source}\t{one.imported_on.isoformat()}")
