"""`dispositif due`: what is due, for whom, by when."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.cli.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from dispositif.notices.models import Due
    from dispositif.people.models import Person


def _asked(command: "Callable[..., None]") -> "Callable[..., None]":
    """The options that say which rows are meant."""
    whose = click.option("--for", "whose", default="all", show_default=True, help="me, entity or all.")
    until = click.option("--until", default="", metavar="DATE", help="Due up to this day (2026-03-31).")
    return whose(until(as_option(command)))


@click.group()
def due() -> None:
    """What is due: for me, for the entities I am posted to, for all."""


@due.command("list")
@_asked
def list_(whose: str, until: str, as_email: str | None) -> None:
    """List what is due, one a line: day, how far it is, what, due from, address."""
    ready()
    from dispositif.notices.words import shown
    from dispositif.people.clock import today

    with as_person(as_email) as person:
        for one in shown(list(_rows(whose, until, person)), today()):
            line = (one.row.due_on.isoformat(), one.when, one.sentence, one.owner or "-", one.row.url)
            click.echo("\t".join(line))


@due.command("calendar")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@_asked
def calendar(file: Path, whose: str, until: str, as_email: str | None) -> None:
    """Write what is due into FILE as a calendar (iCalendar)."""
    ready()
    from django.conf import settings

    from dispositif.notices.calendar import LARGEST
    from dispositif.notices.calendar import calendar as as_calendar
    from dispositif.notices.words import shown
    from dispositif.people.clock import today

    with as_person(as_email) as person:
        rows = shown(list(_rows(whose, until, person)[: LARGEST + 1]), today())
        write_file(file, as_calendar(rows, address=settings.PUBLIC_ADDRESS))
    click.echo(f"{len(rows)} written to {file}")


def _rows(whose: str, until: str, person: "Person") -> "QuerySet[Due]":
    from dispositif.notices import queries
    from dispositif.people.clock import today

    asked = queries.Asked.of({"for": whose, "until": until})
    return queries.due(asked, person=person, on=today())
