"""`dispositif world`: who takes part on a day, groups, names once borne, regions, entities, themes."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready, settle_facts
from dispositif.kernel.language import LANGUAGES

CODES = click.Choice([language.code for language in LANGUAGES])
NOUNS = {
    "participants": "participant",
    "regions": "region",
    "entities": "entity",
    "owners": "entity",
    "themes": "theme",
    "groupings": "grouping",
}
"""Lists of things under their names, each with its noun."""
LISTS = (*NOUNS, "former-names", "successions")


@click.command()
@click.argument("what", type=click.Choice(LISTS))
@click.option("--language", type=CODES, default="en", show_default=True, help="Of the names.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the facts hold; today.")
@click.option("--grouping", default="", help="Of participants: only members of this group or office region.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
@as_option
def world(what: str, language: str, at: Any, grouping: str, shape: str, as_email: str | None) -> None:
    """List facts of the world, one a line; what is not verified says so at the end of its line."""
    ready()
    settle_facts()
    from dispositif.people.clock import today

    with as_person(as_email):
        rows = list(_rows(what, language, at.date() if at else today(), grouping))
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    for row in rows:
        click.echo("\t".join(_cells(row)).rstrip())


def _rows(what: str, language: str, at: date, grouping: str) -> Iterable[dict[str, Any]]:
    if what == "former-names":
        return _former(language)
    if what == "successions":
        return _successions()
    return _participants(language, at, grouping) if what == "participants" else _named(what, language, at)


def _named(what: str, language: str, at: date) -> Iterable[dict[str, Any]]:
    from dispositif.world import queries

    for row in getattr(queries, what)(language, at):
        yield {"code": str(getattr(row, NOUNS[what])), "name": row.name, "verified": row.verified}


def _participants(language: str, at: date, grouping: str) -> Iterable[dict[str, Any]]:
    from dispositif.world import queries
    from dispositif.world.rules import GroupingKind

    kinds, groups = queries.universe(at), queries.belonging(at)
    only = queries.members(queries.grouping(grouping), at) if grouping else kinds.keys()
    for row in queries.participants(language, at):
        code = row.participant.code
        if code in only:
            mine = groups.get(code, {})
            yield {
                "code": code,
                "name": row.name,
                "kind": kinds[code],
                "groups": mine.get(GroupingKind.GROUP, []),
                "office_regions": mine.get(GroupingKind.OFFICE_REGION, []),
                "verified": row.verified,
            }


def _former(language: str) -> Iterable[dict[str, Any]]:
    from dispositif.world import queries

    for row in queries.former_names(language):
        days = {"since_on": row.valid_from, "until_on": row.valid_to}
        yield {"code": row.participant.code, "name": row.name} | days | {"verified": row.verified}


def _successions() -> Iterable[dict[str, Any]]:
    from dispositif.world import queries

    for row in queries.successions():
        between = {"predecessor": row.predecessor.code, "kind": row.kind, "successor": row.successor.code}
        yield between | {"on": row.valid_from, "verified": row.verified}


def _cells(row: dict[str, Any]) -> Iterable[str]:
    for column, value in row.items():
        if column == "verified":
            yield "" if value else "unverified"
        elif isinstance(value, list):
            yield ",".join(value)
        else:
            yield "" if value is None else str(value)
