"""`dispositif mandates`: propose, register, follow; the register as a table."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.mandates.rules import KINDS, PROPOSALS, STATUSES, Kind, Status

if TYPE_CHECKING:
    from dispositif.documents.models import Document
    from dispositif.mandates.models import Mandate

DAY = click.DateTime(["%Y-%m-%d"])


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
        for one in proposals(_document(symbol)):
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
        found = [one for one in proposals(_document(symbol)) if one.open]
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
@click.option("--due", default="", type=click.Choice(["", "overdue", "soon", "dated", "undated"]))
@as_option
def list_(words: str, status: str, owner: str, due: str, as_email: str | None) -> None:
    """List mandates, one a line: where, status, owner, due day, uuid."""
    ready()
    from dispositif.mandates.queries.register import Asked, register, with_context
    from dispositif.people.clock import today

    asked = Asked(words=words, status=status, owner=owner, due=due)
    with as_person(as_email):
        for one in with_context(register(asked, on=today())).iterator(chunk_size=500):
            held = one.owner.code if one.owner else "-"
            where = one.as_party().label
            click.echo(f"{where}\t{STATUSES[Status(one.status)]}\t{held}\t{one.due_on or '-'}\t{one.uuid}")


@mandates.command()
@click.argument("uuid", type=click.UUID)
@click.argument("owner")
@click.option("--supporting", multiple=True, help="An entity that supports the owner; may be repeated.")
@as_option
def assign(uuid: UUID, owner: str, supporting: tuple[str, ...], as_email: str | None) -> None:
    """Give the mandate UUID its OWNER, by the code of the entity."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today
    from dispositif.world.queries import entity

    with as_person(as_email, "mandates.follow") as by:
        one = _mandate(uuid)
        actions.assign(
            mandate=one,
            owner=entity(owner),
            supporting=[entity(code) for code in supporting],
            seen=one.revision,
            by=by,
            on=today(),
        )
        click.echo(f"{one.as_party().label}: {owner}")


@mandates.command()
@click.argument("uuid", type=click.UUID)
@click.argument("status", type=click.Choice([one.value for one in Status]))
@click.option("--since", type=DAY, help="From which day on; without it, today.")
@click.option("--evidence", default="", help="What shows it.")
@as_option
def state(uuid: UUID, status: str, since: datetime | None, evidence: str, as_email: str | None) -> None:
    """Say that the mandate UUID stands as STATUS."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today

    with as_person(as_email, "mandates.follow") as by:
        one = _mandate(uuid)
        actions.state(
            mandate=one,
            status=Status(status),
            since=since.date() if since else today(),
            evidence=evidence,
            seen=one.revision,
            by=by,
            on=today(),
        )
        click.echo(f"{one.as_party().label}: {STATUSES[Status(status)]}")


@mandates.command()
@click.argument("symbol")
@as_option
def reports(symbol: str, as_email: str | None) -> None:
    """Print the chain of reports around SYMBOL: asked in, report, standing, noted by."""
    ready()
    from dispositif.mandates.queries.chain import chain

    with as_person(as_email):
        for link in chain(_document(symbol)):
            asked = link.request.as_party().label if link.request else link.asked_in
            noted = ", ".join(f"{one.document.symbol}, {one.path}" for one in link.noted_by)
            click.echo(f"{asked or '-'}\t{link.symbol or '-'}\t{link.standing}\t{noted or '-'}")


def _document(symbol: str) -> "Document":
    from dispositif.documents import queries
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.kernel.symbol import Symbol

    found = queries.find(Symbol.parse(symbol).slug)
    if found is None:
        raise Refusal("documents.unknown", phrase("%(symbol)s is not held."), field="symbol", symbol=symbol)
    return found


def _mandate(uuid: UUID) -> "Mandate":
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.mandates.models import Mandate

    found = Mandate.objects.filter(uuid=uuid).select_related("provision__document", "owner").first()
    if found is None:
        said = phrase("There is no mandate %(uuid)s.")
        raise Refusal("mandates.unknown", said, field="uuid", uuid=str(uuid))
    return found
