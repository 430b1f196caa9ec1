"""`dispositif read`: read resolutions without a database, for people and for programs."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispositif.kernel.refusal import Refusal, phrase

if TYPE_CHECKING:
    from dispositif.engines.reading import Reading

REMARKS = 1
REFUSED = 3
FORMATS = ("table", "json", "gold")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help="table for people; json is the whole reading; gold the un-gold/1 record.",
)  # fmt: skip
@click.option("--language", metavar="CODE", help="Language of the texts (en, fr); found out when not given.")
@click.pass_context
def read(context: click.Context, files: tuple[str, ...], form: str, language: str | None) -> None:
    """Read resolutions: paragraphs, acts, addressees, deadlines, notes, citations.

    FILE is plain text, PDF with a text layer, Word (DOCX) or HTML; - is standard input. With
    several files json and gold write one line for each, with its name under "file". A file that
    cannot be read is named on standard error and does not stop the others.

    Exit codes: 0 read; 1 read, with remarks (on standard error, or in the record); 2 the command
    was not understood; 3 at least one file was refused.
    """
    code = 0
    show = _shown_as(form, many=len(files) > 1)
    for name in _told(files):
        try:
            found = _reading(name, language)
        except Refusal as refusal:
            click.echo(f"{_called(name)}: {refusal} [{refusal.code}]", err=True)
            code = REFUSED
            continue
        show(name, found)
        code = max(code, REMARKS if found.findings else 0)
    context.exit(code)


def _reading(name: str, language: str | None) -> "Reading":
    from dispositif.engines.reading import read as read_text
    from dispositif.engines.reading.sources import text_of

    return read_text(text_of(_bytes(name), _called(name)).text, language=language)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refusal(
            "source.not_found",
            phrase("This file cannot be opened: %(why)s."),
            field="file",
            why=error.strerror or "unknown",
        ) from error


def _called(name: str) -> str:
    return "standard input" if name == "-" else name


def _told(files: tuple[str, ...]) -> Iterator[str]:
    """The files, with a bar on standard error when there are many and somebody is looking."""
    if len(files) < 2 or not sys.stderr.isatty():
        yield from files
        return
    from dispositif.cli.terminal import bar

    with bar("Reading") as tell:
        for done, name in enumerate(files):
            tell(done, len(files), name)
            yield name


def _shown_as(form: str, many: bool) -> Callable[[str, "Reading"], None]:
    if form == "table":
        return _table

    def record(name: str, reading: "Reading") -> None:
        made = {"file": _called(name), **_record(form, reading)}
        click.echo(json.dumps(made, ensure_ascii=False, indent=None if many else 1, default=str))

    return record


def _record(form: str, reading: "Reading") -> dict[str, Any]:
    from dispositif.engines.reading import as_gold

    made = as_gold(reading)
    if form == "gold":
        return made
    nodes = [
        {"kind": str(one.kind), "start": one.start, "end": one.end, "owner": one.owner}
        for one in reading.nodes
    ]
    spans = {one.id: [list(span) for span in one.spans] for one in reading.paragraphs}
    return {**made, "spans": spans, "nodes": nodes}


def _table(name: str, reading: "Reading") -> None:
    from rich.console import Console

    from dispositif.cli.tables import drawn

    width = None if sys.stdout.isatty() else 120
    drawn(Console(width=width, highlight=False), reading)
    for finding in reading.findings:
        click.echo(f"{_called(name)}: {finding}", err=True)
