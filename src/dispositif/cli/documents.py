"""`dispositif documents`: bring texts in, list them, show a reading."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import track as tracked

from dispositif.cli.acting import acting_of, as_option, as_person
from dispositif.cli.readings import classify, confirm, correct, document_of, history
from dispositif.cli.ready import ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispositif.people.models import Person
    from dispositif.secrecy.acting import Acting

TOGETHER = 5
"""Up to so many files are written in one transaction; more are a corpus."""
NOTHING = 1
REFUSED = 3


def track(paths: "Sequence[Path]", doing: str) -> "Iterable[Path]":
    """A progress bar on standard error, where there is something to wait for."""
    return tracked(paths, doing, console=Console(stderr=True), disable=len(paths) < TOGETHER, transient=True)


@click.group()
def documents() -> None:
    """Import, list and show documents."""


@documents.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--symbol", default="", help="The symbol, for one file whose text does not say it.")
@click.option("--yes", is_flag=True, help="Write what the preview shows; without it nothing is written.")
@as_option
def import_(files: tuple[Path, ...], symbol: str, yes: bool, as_email: str | None) -> None:
    """Show what importing the FILES would do; with --yes do it.

    Up to five files are written together or not at all: one that is refused leaves the others unwritten.
    More are a corpus: each is written by itself, refused ones are named and passed over, and the same
    command again continues where it was stopped. Exit codes: 0 done, 1 nothing to write, 3 something refused.
    """
    if symbol and len(files) > 1:
        raise click.UsageError("--symbol goes with one file")
    ready()
    from dispositif.cli.previews import looked_at, show
    from dispositif.people.rules import check_may
    from dispositif.secrecy.acting import acting_as

    acting, by = acting_of(as_email)
    check_may("documents.import", acting.roles)
    with acting_as(acting):
        found = [looked_at(path, symbol) for path in track(files, "reading")]
    show(found)
    refused = any(one.refuses for one in found)
    if refused and len(files) <= TOGETHER:
        click.get_current_context().exit(REFUSED)
    if not any(one.writes for one in found):
        click.get_current_context().exit(REFUSED if refused else NOTHING)
    if not yes:
        click.echo("Nothing was written. Repeat with --yes to write it.")
        return
    _write([one.path for one in found if one.writes], symbol, acting, by)
    click.get_current_context().exit(REFUSED if refused else 0)


def _write(paths: list[Path], symbol: str, acting: "Acting", by: "Person") -> None:
    """A few files in one transaction, a corpus in one each."""
    from dispositif.secrecy.acting import acting_as

    with acting_as(acting) if len(paths) <= TOGETHER else nullcontext():
        for path in track(paths, "writing"):
            with acting_as(acting):
                click.echo(_write_one(path, symbol, by))


def _write_one(path: Path, symbol: str, by: "Person") -> str:
    from dispositif.cli.previews import content_of
    from dispositif.documents.actions import write
    from dispositif.documents.preview import preview
    from dispositif.files.actions import store
    from dispositif.people.clock import today

    content = content_of(path)
    found = preview(content=content, name=path.name, symbol=symbol)
    attachment = store(content=content, name=path.name, by=by, on=today())
    version = write(found=found, attachment=attachment, by=by, on=today())
    return f"{found.symbol}: version {version.ordinal} ({version.language}) written"


@documents.command("list")
@click.option("--words", default="", help="Words of the text, a title or a symbol.")
@as_option
def list_(words: str, as_email: str | None) -> None:
    """List documents, one a line: symbol, languages held, title."""
    ready()
    from dispositif.documents import queries

    with as_person(as_email):
        found = list(queries.library(words=words).order_by("symbol_key"))
        titles, held = queries.titles(found, "en"), queries.languages_held(found)
        for one in found:
            title = titles[one.pk].title if one.pk in titles else ""
            click.echo(f"{one.symbol}\t{','.join(held.get(one.pk, [])) or '-'}\t{title}")


@documents.command("show")
@click.argument("symbol")
@click.option("--language", default="", help="Which language, where several are held.")
@as_option
def show_(symbol: str, language: str, as_email: str | None) -> None:
    """Print the reading of a document as JSON."""
    ready()
    from dispositif.documents.outlines import outline

    with as_person(as_email):
        document = document_of(symbol)
        click.echo(json.dumps(outline(document, language), ensure_ascii=False, indent=2, default=str))


for _command in (confirm, correct, classify, history):
    documents.add_command(_command)
