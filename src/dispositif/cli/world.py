"""`dispositif world`: States and other participants, regions, entities, themes, each under its name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready, settle_world
from dispositif.kernel.language import LANGUAGES

CODES = click.Choice([language.code for language in LANGUAGES])
LISTS = ("participants", "regions", "entities", "owners", "themes")


@click.command()
@click.argument("what", type=click.Choice(LISTS))
@click.option("--language", type=CODES, default="en", show_default=True, help="Of the names.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the names hold; today.")
@as_option
def world(what: str, language: str, at: Any, as_email: str | None) -> None:
    """List facts of the world, one a line: code, name, and whether the name is verified."""
    ready()
    settle_world()
    from dispositif.people.clock import today

    with as_person(as_email):
        for code, name, verified in _named(what, language, at.date() if at else today()):
            click.echo(f"{code}\t{name}\t{'' if verified else 'unverified'}".rstrip())


def _named(what: str, language: str, at: date) -> Iterable[tuple[str, str, bool]]:
    from dispositif.world import queries

    found: Any = getattr(queries, what)(language, at)
    noun = {"participants": "participant", "regions": "region", "themes": "theme"}.get(what, "entity")
    return ((str(getattr(row, noun)), row.name, row.verified) for row in found)
