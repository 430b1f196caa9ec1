"""`dispositif figures`: every figure of the program, and one of them at any day."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import click

from dispositif.cli.acting import acting_of, as_option
from dispositif.cli.ready import ready

if TYPE_CHECKING:
    from dispositif.kernel.figure import Figure

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def figures() -> None:
    """List the figures of the program, or show one."""


@figures.command("list")
@as_option
def list_(as_email: str | None) -> None:
    """List every figure, one a line: name, what it says today, what it means."""
    ready()
    from dispositif.look.figures import definitions

    for one in definitions():
        said = _figure(one.name, None, None, "", as_email) if "" in one.scopes else None
        click.echo(f"{one.name}\t{_line(said)}\t{one.meaning}")


@figures.command("show")
@click.argument("name")
@click.option("--at", type=DAY, help="The day on which it stood; without it, today.")
@click.option("--known-at", type=DAY, help="As known at the end of this day (UTC); without it, now.")
@click.option("--scope", default="", help="KIND:CODE, as entity:UNODC or region:002; else everything.")
@as_option
def show_(
    name: str, at: datetime | None, known_at: datetime | None, scope: str, as_email: str | None
) -> None:
    """Show the figure NAME as JSON: value, basis, day, source, evidence."""
    ready()
    said = _figure(name, at, known_at, scope, as_email)
    click.echo(json.dumps(asdict(said), ensure_ascii=False, indent=2, default=str))


def _figure(
    name: str, at: datetime | None, known_at: datetime | None, scope: str, as_email: str | None
) -> "Figure":
    from dispositif.look.figures import figure
    from dispositif.look.scopes import scope_of
    from dispositif.people.clock import today
    from dispositif.secrecy.acting import acting_as
    from dispositif.secrecy.audiences import Audience

    acting, _ = acting_of(as_email)
    known = datetime.combine(known_at.date(), time.max, UTC) if known_at else datetime.now(UTC)
    with acting_as(acting):
        about = scope_of(scope)
    return figure(
        name, at=at.date() if at else today(), known_at=known, audience=Audience(acting), scope=about
    )


def _line(said: Any) -> str:
    if said is None:
        return "-"
    return str(said.value) if said.value is not None else f"{said.state}: {said.reason}"
