"""`dispositif mandates`: propose, register, follow; the register as a table."""

import json
from uuid import UUID

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.following import assign, due, mandate_of, report, state, tag
from dispositif.cli.readings import document_of, provision_of
from dispositif.cli.ready import ready
from dispositif.cli.sheets import export, import_
from dispositif.mandates.rules import KINDS, PROPOSALS, STATUSES, Kind, Status


@click.group()
def mandates() -> None:
    """Register acts as mandates and follow them."""


@mandates.command()
@click.argument("symbol")
@as_option
def propose(symbol: str, as_email: str | None) -> None:
    """Print each operative act of SYMBOL and what the rule proposes to register it as."""
    ready()
    from dispositif.mandates.queries.proposals import proposals

    with as_person(as_email):
        for one in proposals(document_of(symbol)):
            if one.provision.part == "operative":
                decided = KINDS[Kind(one.mandate.kind)] if one.mandate else "-"
                place = f"{one.provision.path} ({one.provision.act})"
                click.echo(f"{place}\t{one.read['act']}\t{decided}\t{PROPOSALS[one.proposal]}")


@mandates.command()
@click.argument("symbol")
@click.option("--paragraph", "paths", multiple=True, help="Only these paragraphs; may be repeated.")
@click.option("--owner", default="", help="The entity that owns them, by its code.")
@click.option("--yes", is_flag=True, help="Register what is shown; without it nothing is written.")
@as_option
def register(symbol: str, paths: tuple[str, ...], owner: str, yes: bool, as_email: str | None) -> None:
    """Register the acts of SYMBOL that the rule proposes and nobody has decided on."""
    ready()
    from dispositif.mandates import actions
    from dispositif.mandates.queries.proposals import proposals
    from dispositif.people.clock import today
    from dispositif.world.queries import entity

    with as_person(as_email, "mandates.register") as by:
        found = [one for one in proposals(document_of(symbol)) if one.open]
        chosen = [one for one in found if not paths or one.provision.path in paths]
        for one in chosen:
            kind = KINDS[Kind(one.proposal)]
            click.echo(f"{symbol}, paragraph {one.provision.path} ({one.provision.act}): {kind}")
        if yes:
            owned = entity(owner) if owner else None
            pairs = [(one.provision, Kind(one.proposal)) for one in chosen]
            actions.register_all(chosen=pairs, owner=owned, by=by, on=today())
    if not yes:
        click.echo("Nothing was written. Repeat with --yes to register them.")


@mandates.command("list")
@click.option("--words", default="", help="Words of the paragraph.")
@click.option("--status", default="", type=click.Choice(["", *(one.value for one in Status)]))
@click.option("--owner", default="", help="The owner's code, or none.")
@click.option("--due", "due_", default="", type=click.Choice(["", "overdue", "soon", "dated", "undated"]))
@as_option
def list_(words: str, status: str, owner: str, due_: str, as_email: str | None) -> None:
    """List mandates, one a line: where, status, owner, due day, uuid."""
    ready()
    from dispositif.mandates.queries.register import Asked, register, with_context
    from dispositif.people.clock import today

    asked = Asked(words=words, status=status, owner=owner, due=due_)
    with as_person(as_email):
        for one in with_context(register(asked, on=today())).iterator(chunk_size=500):
            held = one.owner.code if one.owner else "-"
            where = one.as_party().label
            click.echo(f"{where}\t{STATUSES[Status(one.status)]}\t{held}\t{one.due_on or '-'}\t{one.uuid}")


@mandates.command()
@click.argument("uuid", type=click.UUID)
@as_option
def show(uuid: UUID, as_email: str | None) -> None:
    """Print the mandate UUID as JSON: how it stands, its course, what was done."""
    ready()
    from dispositif.mandates.outlines import outline

    with as_person(as_email):
        click.echo(json.dumps(outline(mandate_of(uuid)), ensure_ascii=False, indent=2, default=str))


@mandates.command("set-aside")
@click.argument("symbol")
@click.argument("paragraph")
@click.argument("act", type=int)
@click.option("--reason", default="", help="Why it is no mandate.")
@as_option
def set_aside(symbol: str, paragraph: str, act: int, reason: str, as_email: str | None) -> None:
    """Say that an ACT of a PARAGRAPH of SYMBOL is not registered."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today

    with as_person(as_email, "mandates.register") as by:
        one = provision_of(symbol, "operative", paragraph, act)
        actions.set_aside(provision=one, reason=reason, by=by, on=today())
        click.echo(f"{symbol}, {paragraph} ({act}): set aside")


@mandates.command()
@click.argument("symbol")
@as_option
def reports(symbol: str, as_email: str | None) -> None:
    """Print the chain of reports around SYMBOL: asked in, report, standing, noted by."""
    ready()
    from dispositif.mandates.queries.chain import chain

    with as_person(as_email):
        for link in chain(document_of(symbol)):
            asked = link.request.as_party().label if link.request else link.asked_in
            noted = ", ".join(f"{one.document.symbol}, {one.path}" for one in link.noted_by)
            click.echo(f"{asked or '-'}\t{link.symbol or '-'}\t{link.standing}\t{noted or '-'}")


for _command in (assign, tag, due, state, report, export, import_):
    mandates.add_command(_command)
