"""`dispositif documents`: bring texts in, list them, show a reading."""

import json
from pathlib import Path

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready

_PARTLY = 1
_REFUSED = 3


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

    One file that is refused leaves the others unwritten. A folder of many files may be continued:
    what is already held is passed over. Exit codes: 0 done, 1 nothing to write, 3 refused.
    """
    if symbol and len(files) > 1:
        raise click.UsageError("--symbol goes with one file")
    ready()
    from rich.progress import track

    from dispositif.cli.previews import show
    from dispositif.documents.preview import preview, severe

    with as_person(as_email, "documents.import") as by:
        read = track(files, "reading", disable=len(files) < 2)
        found = [(path, preview(content=_bytes(path), name=path.name, symbol=symbol)) for path in read]
        show([one for _, one in found])
        if any(one.refusal is not None or severe(one) for _, one in found):
            click.get_current_context().exit(_REFUSED)
        if not any(one.writes for _, one in found):
            click.get_current_context().exit(_PARTLY)
        if not yes:
            click.echo("Nothing was written. Repeat with --yes to write it.")
            return
        _write(found, by)


def _bytes(path: Path) -> bytes:
    """One byte more than is taken at most, so that a huge file is refused without being read whole."""
    from dispositif.engines.reading.sources.extract import LARGEST

    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _write(found, by) -> None:  # type: ignore[no-untyped-def]
    """All of them, in one transaction."""
    from dispositif.documents.actions import write
    from dispositif.files.actions import store
    from dispositif.people.clock import today

    for path, one in found:
        if one.writes:
            attachment = store(content=path.read_bytes(), name=path.name, by=by, on=today())
            version = write(found=one, attachment=attachment, by=by, on=today())
            click.echo(f"{one.symbol}: version {version.ordinal} ({version.language}) written")


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
    from dispositif.documents import queries
    from dispositif.documents.outlines import outline
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.kernel.symbol import Symbol

    with as_person(as_email):
        document = queries.find(Symbol.parse(symbol).slug)
        if document is None:
            raise Refusal(
                "documents.unknown", phrase("%(symbol)s is not held."), field="symbol", symbol=symbol
            )
        click.echo(json.dumps(outline(document, language), ensure_ascii=False, indent=2, default=str))
