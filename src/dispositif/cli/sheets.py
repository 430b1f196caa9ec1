"""The register as a sheet on the command line: taken away, and brought in again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.cli.writing import write_file
from dispositif.kernel.finding import blocking

if TYPE_CHECKING:
    from dispositif.mandates.sheets.preview import Preview
    from dispositif.people.models import Person

NOTHING, REFUSED = 1, 3


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", default="en", show_default=True, help="Of the sentences quoted.")
@as_option
def export(file: Path, language: str, as_email: str | None) -> None:
    """Write the register to FILE, as CSV or (with the ending .xlsx) XLSX; it can be imported again."""
    ready()
    from dispositif.mandates.queries.register import Asked, register, with_context
    from dispositif.mandates.sheets.writing import written
    from dispositif.people.clock import today

    with as_person(as_email):
        rows = with_context(register(Asked(), on=today()))
        write_file(file, written(rows, "xlsx" if file.suffix.lower() == ".xlsx" else "csv", language))
        click.echo(f"{file}: {rows.count()} mandates")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Write what the preview shows; without it nothing is written.")
@as_option
def import_(file: Path, yes: bool, as_email: str | None) -> None:
    """Show what the sheet FILE (CSV or XLSX) would change in the register; with --yes do it, whole or not.

    Exit codes: 0 done, 1 nothing to write, 3 something refused.
    """
    ready()
    from dispositif.cli.previews import content_of
    from dispositif.mandates.sheets.preview import preview
    from dispositif.mandates.sheets.reading import read
    from dispositif.people.clock import today

    with as_person(as_email, "mandates.register") as by:
        content = content_of(file)
        found = preview(read(content, file.name), today())
        _show(found)
        if not found.writes:
            click.get_current_context().exit(REFUSED if blocking(found.findings) else NOTHING)
        if not yes:
            click.echo("Nothing was written. Repeat with --yes to write it.")
            return
        _write(content, file.name, by, len(found.plans))
        click.echo(f"{len(found.plans)} rows written")


def _write(content: bytes, name: str, by: "Person", total: int) -> None:
    """Hand the sheet in and write it, in the transaction of the command, with a progress bar."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from dispositif.mandates.actions.sheet import hand_in_sheet, write_sheet
    from dispositif.people.clock import today

    taken = hand_in_sheet(file=SimpleUploadedFile(name, content), by=by, on=today())
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("writing", total=total)
        write_sheet(
            intake=str(taken.uuid),
            by=by,
            on=today(),
            tell=lambda done, total, _words: bar.update(task, completed=done, total=total),
        )


def _show(found: "Preview") -> None:
    """The counts, then the findings, kind by kind with the first of each."""
    click.echo(", ".join(f"{count} {change}" for change, count in found.counts.items()))
    for kind in found.rolled():
        click.echo(f"{kind.count} × {kind.code}, column {kind.column}", err=True)
        for one in kind.first:
            click.echo(f"  row {one.where}: {one.value!r}: {str(one).partition(': ')[2]}", err=True)
