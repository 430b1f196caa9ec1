"""`dispositif strategies`: list, show, coverage of States by theme, bring in tables."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.kernel.refusal import Refusal, phrase

if TYPE_CHECKING:
    from dispositif.instruments.models import StrategyEdition
    from dispositif.instruments.strategies.preview import Preview

NOTHING = 1
REFUSED = 3
RIGHT = "instruments.record"
DAY = click.DateTime(["%Y-%m-%d"])
at_option = click.option("--at", type=DAY, help="The day on which they stand so; without it, today.")
format_option = click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True
)


@click.group()
def strategies() -> None:
    """National and regional strategies of States and institutions."""


@strategies.command("list")
@click.option("--words", default="", help="Words of the title, the institution, the source, the measures.")
@click.option("--kind", default="", type=click.Choice(["", "national", "regional"]))
@click.option("--theme", default="", help="One of the six: organized_crime, trafficking, …")
@click.option("--state", default="", help="A State that they cover, by its code.")
@click.option("--status", default="", help="in_preparation, in_force, expired, withdrawn or not_begun.")
@at_option
@format_option
@as_option
def list_(at: datetime | None, shape: str, as_email: str | None, **asked: str) -> None:
    """List strategies, one a line: status, kind, owner, period, title, uuid."""
    ready()
    from dispositif.instruments.queries.strategy import Asked
    from dispositif.instruments.queries.strategy import strategies as matching

    day = _day(at)
    with as_person(as_email):
        found = [_outline(one, day) for one in matching(Asked(**asked), day, "title")]
    names = ("status", "kind", "owner", "since_on", "until_on", "title", "uuid")
    _print(found, names, shape)


@strategies.command()
@click.argument("uuid", type=click.UUID)
@at_option
@as_option
def show(uuid: UUID, at: datetime | None, as_email: str | None) -> None:
    """Print the strategy UUID as JSON: what it says, and how it stands on the day."""
    ready()
    from dispositif.instruments.queries.strategy import find
    from dispositif.instruments.strategies.cells import cells_of
    from dispositif.instruments.strategies.held import said_of

    with as_person(as_email):
        one = find(uuid)
        if one is None:
            reason = phrase("There is no strategy %(uuid)s.")
            raise Refusal("instruments.no_strategy", reason, field="uuid", uuid=str(uuid))
        said = cells_of(said_of(one), uuid) | _outline(one, _day(at))
    click.echo(json.dumps(said, ensure_ascii=False, indent=2, default=str))


@strategies.command()
@click.option("--region", default="", help="An M49 code: only States that lie there.")
@click.option("--group", "grouping", default="", help="The code of a group: only its members of the day.")
@at_option
@format_option
@as_option
def coverage(region: str, grouping: str, at: datetime | None, shape: str, as_email: str | None) -> None:
    """Print the States of the day × the six themes; where nothing is held, “no information”."""
    ready()
    from dispositif.instruments.queries.strategy import coverage as covered
    from dispositif.instruments.strategies.rules import Theme
    from dispositif.instruments.strategies.words import cell_said

    day = _day(at)
    with as_person(as_email):
        rows = covered(at=day, language="en", region=region, grouping=grouping)
    found = [
        {"code": row.participant.code, "state": row.name}
        | {theme.value: cell_said(cell) for theme, cell in zip(Theme, row.cells, strict=True)}
        for row in rows
    ]
    _print(found, ("code", "state", *Theme), shape)


@strategies.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--yes", is_flag=True, help="Write what the preview shows; without it nothing is written.")
@as_option
def import_(files: tuple[Path, ...], yes: bool, as_email: str | None) -> None:
    """Show what importing each of FILES (CSV or XLSX) would do; with --yes do it, all files or none.

    Exit codes: 0 done, 1 nothing to write, 3 refused.
    """
    ready()
    from dispositif.cli.previews import content_of
    from dispositif.files.actions import store
    from dispositif.instruments.actions.strategy import import_strategies
    from dispositif.instruments.strategies.preview import preview
    from dispositif.people.clock import today

    written = 0
    with as_person(as_email, RIGHT) as by:
        for file in files:
            content = content_of(file)
            found = preview(content=content, name=file.name, on=today())
            _show(found)
            if found.refuses:
                reason = phrase("%(name)s has refused rows: no file was written.")
                raise Refusal("instruments.file_refused", reason, field="file", name=file.name)
            written += found.writes
            if yes and found.writes:
                store(content=content, name=file.name, by=by, on=today())
                import_strategies(found=found, seen=found.seen, by=by, on=today())
    if not written:
        click.get_current_context().exit(NOTHING)
    click.echo("written" if yes else "Nothing was written. Repeat with --yes to write it.")


def _show(found: "Preview") -> None:
    """The counts, then every remark with its row and column."""
    counts = ", ".join(f"{count} {change}" for change, count in found.counts.items())
    click.echo(f"{found.name}: {counts}, {found.refused} refused")
    for one in found.findings:
        said = str(one).partition(": ")[2]
        click.echo(f"  {one.severity}: row {one.where}, {one.column or 'row'}: {said}", err=True)


def _day(at: datetime | None) -> date:
    from dispositif.people.clock import today

    return at.date() if at else today()


def _outline(one: "StrategyEdition", at: date) -> dict[str, Any]:
    from dispositif.instruments.strategies.rules import status_on

    owner = one.state.code if one.state else one.entity.code if one.entity else one.institution
    said = {"uuid": one.strategy.uuid, "title": one.title, "kind": one.kind, "owner": owner}
    said |= {"since_on": one.since_on, "until_on": one.until_on, "verified": one.verified}
    return said | {"status": status_on(one, at).value, "as_at": at}


def _print(rows: list[dict[str, Any]], names: Iterable[str], shape: str) -> None:
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    for row in rows:
        click.echo("\t".join(str(row[name]) if row[name] is not None else "-" for name in names))
