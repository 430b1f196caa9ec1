"""What follows a mandate on the command line: owner, themes, day, status, the report that answers it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.mandates.rules import STATUSES, Status

if TYPE_CHECKING:
    from dispositif.mandates.models import Mandate

DAY = click.DateTime(["%Y-%m-%d"])
RIGHT = "mandates.follow"


@click.command()
@click.argument("uuid", type=click.UUID)
@click.argument("owner")
@click.option(
    "--supporting", multiple=True, help="An entity that supports the owner; may be repeated. None: as before."
)
@as_option
def assign(uuid: UUID, owner: str, supporting: tuple[str, ...], as_email: str | None) -> None:
    """Give the mandate UUID its OWNER, by the code of the entity."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today
    from dispositif.world.queries import entity

    with as_person(as_email, RIGHT) as by:
        one, helping = mandate_of(uuid), [entity(code) for code in supporting] or None
        actions.assign(
            mandate=one, owner=entity(owner), supporting=helping, seen=one.revision, by=by, on=today()
        )
        click.echo(f"{one.as_party().label}: {owner}")


@click.command()
@click.argument("uuid", type=click.UUID)
@click.argument("codes", nargs=-1)
@as_option
def tag(uuid: UUID, codes: tuple[str, ...], as_email: str | None) -> None:
    """Say that the mandate UUID is about the themes CODES, and no others."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today
    from dispositif.world.queries import theme

    with as_person(as_email, RIGHT) as by:
        one, themes = mandate_of(uuid), [theme(code) for code in dict.fromkeys(codes)]
        actions.tag(mandate=one, themes=themes, seen=one.revision, by=by, on=today())
        click.echo(f"{one.as_party().label}: {', '.join(codes) or 'no theme'}")


@click.command()
@click.argument("uuid", type=click.UUID)
@click.argument("day", type=DAY, required=False)
@click.option("--why", default="", help="Where the day is from.")
@as_option
def due(uuid: UUID, day: datetime | None, why: str, as_email: str | None) -> None:
    """Enter the DAY on which the mandate UUID is due; without one, it has none."""
    ready()
    from dispositif.mandates import actions
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as by:
        one, due_on = mandate_of(uuid), day.date() if day else None
        actions.set_due(mandate=one, due_on=due_on, seen=one.revision, by=by, on=today(), why=why)
        click.echo(f"{one.as_party().label}: {due_on or 'no day'}")


@click.command()
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

    with as_person(as_email, RIGHT) as by:
        one, on = mandate_of(uuid), today()
        actions.state(
            mandate=one,
            status=Status(status),
            since=since.date() if since else on,
            evidence=evidence,
            seen=one.revision,
            by=by,
            on=on,
        )
        click.echo(f"{one.as_party().label}: {STATUSES[Status(status)]}")


@click.command()
@click.argument("uuid", type=click.UUID)
@click.argument("symbol")
@click.option(
    "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The report itself."
)
@click.option("--issued", type=DAY, help="When it was issued: attaches the report.")
@click.option("--source", default="", help="Where that day is from.")
@as_option
def report(
    uuid: UUID, symbol: str, file: Path | None, issued: datetime | None, source: str, as_email: str | None
) -> None:
    """Name the report SYMBOL as the answer to the mandate UUID; with --issued, attach it too.

    What is attached is the FILE, or the text that the library holds.
    """
    ready()
    from dispositif.kernel.symbol import Symbol
    from dispositif.mandates import actions
    from dispositif.mandates.models import Report
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as by:
        one, wanted = mandate_of(uuid), Symbol.parse(symbol)
        named = Report.objects.filter(request=one, document__symbol=str(wanted)).first()
        answer = named or actions.name_report(symbol=wanted, request=one, by=by, on=today())
        if issued:
            from dispositif.cli.previews import content_of
            from dispositif.files.actions import store

            kept = store(content=content_of(file), name=file.name, by=by, on=today()) if file else None
            actions.attach_report(
                report=answer,
                issued_on=issued.date(),
                source=source,
                seen=answer.revision,
                by=by,
                on=today(),
                attachment=kept,
            )
        click.echo(f"{one.as_party().label}: {wanted}, {'attached' if issued else 'probable'}")


def mandate_of(uuid: UUID) -> "Mandate":
    """The mandate; refused where there is none that whoever acts may see."""
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.mandates.models import Mandate

    found = Mandate.objects.filter(uuid=uuid).select_related("provision__document", "owner").first()
    if found is None:
        said = phrase("There is no mandate %(uuid)s.")
        raise Refusal("mandates.unknown", said, field="uuid", uuid=str(uuid))
    return found
