"""How a provision reads, confirmed or corrected on the command line; and what was done to a document."""

import json
from typing import TYPE_CHECKING, Any

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.kernel.sensitivity import Sensitivity

if TYPE_CHECKING:
    from dispositif.documents.models import Document, Provision

RIGHT = "documents.correct"


@click.command()
@click.argument("symbol")
@click.argument("path", metavar="PARAGRAPH")
@click.argument("act", type=int)
@click.option("--field", default="", help="Only this field; without it, all that nobody has looked at.")
@click.option("--part", default="operative", show_default=True, help="Where the paragraph stands.")
@as_option
def confirm(symbol: str, path: str, act: int, field: str, part: str, as_email: str | None) -> None:
    """Confirm how an ACT (0: the paragraph itself) of a PARAGRAPH of SYMBOL was read."""
    ready()
    from dispositif.documents import actions, queries
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as by:
        one = provision_of(symbol, part, path, act)
        author: dict[str, Any] = {"provision": one, "seen": one.revision, "by": by, "on": today()}
        if field:
            actions.read_as(field=field, value=queries.standing_value(one, field), **author)
        else:
            actions.confirm_all(**author)
        click.echo(f"{symbol}, {path} ({act}): confirmed")


@click.command()
@click.argument("symbol")
@click.argument("path", metavar="PARAGRAPH")
@click.argument("act", type=int)
@click.argument("field")
@click.argument("value")
@click.option("--why", default="", help="Why it reads so.")
@click.option("--part", default="operative", show_default=True, help="Where the paragraph stands.")
@as_option
def correct(
    symbol: str, path: str, act: int, field: str, value: str, why: str, part: str, as_email: str | None
) -> None:
    """Read one FIELD otherwise: VALUE is JSON, such as 3, '["UNODC"]' or '{"kind": "asap"}'."""
    ready()
    from dispositif.documents import actions
    from dispositif.people.clock import today

    try:
        wanted = json.loads(value)
    except ValueError:
        wanted = value
    with as_person(as_email, RIGHT) as by:
        one = provision_of(symbol, part, path, act)
        actions.read_as(
            provision=one, seen=one.revision, field=field, value=wanted, by=by, on=today(), why=why
        )
        click.echo(f"{symbol}, {path} ({act}), {field}: corrected")


@click.command()
@click.argument("symbol")
@click.argument("sensitivity", metavar="CLASS", type=click.Choice([one.value for one in Sensitivity]))
@click.option("--why", required=True, help="Why the class changes.")
@as_option
def classify(symbol: str, sensitivity: str, why: str, as_email: str | None) -> None:
    """Give SYMBOL another CLASS; what is registered from it follows."""
    ready()
    from dispositif.documents import actions
    from dispositif.people.clock import today

    with as_person(as_email, "documents.classify") as by:
        one = document_of(symbol)
        actions.classify(
            document=one,
            sensitivity=Sensitivity(sensitivity),
            why=why,
            seen=Sensitivity(one.sensitivity),
            by=by,
            on=today(),
        )
        click.echo(f"{symbol}: {sensitivity}")


@click.command()
@click.argument("symbol")
@as_option
def history(symbol: str, as_email: str | None) -> None:
    """Print what was done to SYMBOL, the latest first."""
    ready()
    from dispositif.trail.queries import history as entries_about

    with as_person(as_email):
        for one in entries_about(document_of(symbol)):
            click.echo(f"{one.at:%Y-%m-%d %H:%M:%S}\t{one.what}\t{one.actor_label}\t{one.why}".rstrip())


def document_of(symbol: str) -> "Document":
    """The document; refused where it is not held, or whoever acts may not see it."""
    from dispositif.documents import queries
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.kernel.symbol import Symbol

    found = queries.find(Symbol.parse(symbol).slug)
    if found is None:
        raise Refusal("documents.unknown", phrase("%(symbol)s is not held."), field="symbol", symbol=symbol)
    return found


def provision_of(symbol: str, part: str, path: str, act: int) -> "Provision":
    """One act of a paragraph; refused where the document has none such."""
    from dispositif.kernel.refusal import Refusal, phrase

    rows = document_of(symbol).provisions.select_related("document")
    found = rows.filter(part=part, path=path, act=act).first()
    if found is None:
        said = phrase("%(symbol)s has no act %(act)s in paragraph %(path)s.")
        raise Refusal("documents.no_act", said, field="paragraph", symbol=symbol, act=act, path=path)
    return found
