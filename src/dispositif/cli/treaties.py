"""Commands of `dispositif instruments`: who has joined what, on any day, by the registers held."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready, settle_facts
from dispositif.cli.writing import write_file

if TYPE_CHECKING:
    from dispositif.instruments.outlines import Wanted
    from dispositif.instruments.queries.rows import Narrowed
    from dispositif.world.models import Participant

Command = TypeVar("Command", bound=Callable[..., Any])
DAY = click.DateTime(["%Y-%m-%d"])
FAMILIES = click.Choice(["crime", "drugs", "terrorism", "named"])
SHAPES = click.Choice(["table", "json"])
FILES = click.Choice(["csv", "xlsx", "json"])
COUNTED = (
    "instrument", "signatories", "consents", "parties", "not_yet_parties", "not_eligible", "unknown",
    "participants", "latest_held", "words",
)  # fmt: skip
LISTED = ("instrument", "family", "adopted_on", "in_force_on", "latest_held", "words", "name")
STOOD = ("instrument", "words", "signed_on", "consented_on", "kind", "in_force_for_state_on", "latest_held")


def _at(command: Command) -> Command:
    return click.option("--at", type=DAY, help="The day asked for; without it, today.")(command)


def _instruments(command: Command) -> Command:
    """Which instruments: `--family`, `--instrument`."""
    one = click.option("--instrument", "codes", multiple=True, help="Code or number; may be repeated.")
    named = click.option("--family", type=FAMILIES, help="A family; named: both of paragraph 6.")
    return named(one(command))


def _places(command: Command) -> Command:
    """Whose: `--region`, `--group`."""
    region = click.option("--region", default="", help="M49 code of a region, such as 002.")
    return region(click.option("--group", default="", help="Code of a group, such as LDC.")(command))


def _shape(command: Command) -> Command:
    return click.option("--format", "shape", type=SHAPES, default="table", show_default=True)(command)


def _file(command: Command) -> Command:
    """`--format` of a file and `--output`."""
    kind = click.option("--format", "shape", type=FILES, default="csv", show_default=True)
    path = click.Path(dir_okay=False, path_type=Path)
    return kind(click.option("--output", type=path, help="Write to this file; else print.")(command))


@click.command()
@_at
@_instruments
@_places
@click.option("--known-at", type=DAY, help="As known at the end of this day (UTC); without it, now.")
@_shape
@as_option
def parties(
    at: datetime | None,
    family: str | None,
    codes: tuple[str, ...],
    region: str,
    group: str,
    known_at: datetime | None,
    shape: str,
    as_email: str | None,
) -> None:
    """Count signatories, consents, parties and not yet parties of each instrument on a day.

    Where no register is held, or names of it wait to be resolved, there are no counts, and the reason.
    """
    _ready()
    from dispositif.instruments.outlines import tallies
    from dispositif.instruments.queries.adherence import registers, registers_as_known

    known = datetime.combine(known_at.date(), time.max, UTC) if known_at else None
    with as_person(as_email):
        on, now = _day(at)
        held = registers_as_known(known) if known else registers()
        wanted = _wanted(family, codes, region, group)
        _print(tallies(held, wanted, language="en", on=on, today=now), COUNTED, shape)


@click.command("list")
@_at
@click.option("--family", type=FAMILIES, help="A family; named: both of paragraph 6.")
@_shape
@as_option
def list_(at: datetime | None, family: str | None, shape: str, as_email: str | None) -> None:
    """List the instruments adopted by a day, and what is held of their registers."""
    _ready()
    from dispositif.instruments.outlines import tallies
    from dispositif.instruments.queries.adherence import registers

    with as_person(as_email):
        on, now = _day(at)
        found = tallies(registers(), _wanted(family, ()), language="en", on=on, today=now)
        rows = [{name: one[name] for name in (*LISTED, "holding", "as_at")} for one in found]
        _print(rows, LISTED, shape)


@click.command()
@click.argument("code")
@_at
@as_option
def show(code: str, at: datetime | None, as_email: str | None) -> None:
    """Print the instrument CODE as JSON: its counts on a day, and every participant of the day."""
    _ready()
    from dispositif.instruments.outlines import standing, tally
    from dispositif.instruments.queries.adherence import registers
    from dispositif.instruments.queries.instrument import treaty
    from dispositif.instruments.queries.register import instrument

    with as_person(as_email):
        (on, now), held = _day(at), registers()
        found = treaty(held, instrument(code), language="en", on=on, today=now)
        everybody = [standing(one) for listed in found.standings.values() for one in listed]
        said = tally(held, found.column, on) | {"participants_of_the_day": everybody}
        click.echo(_json(said))


@click.command()
@click.option("--state", "who", required=True, help="Code, M49 number or name, also a former one.")
@_at
@_shape
@as_option
def status(who: str, at: datetime | None, shape: str, as_email: str | None) -> None:
    """Show how a State or organization stood to each instrument on a day."""
    _ready()
    from dispositif.instruments.outlines import stand
    from dispositif.instruments.queries.adherence import registers
    from dispositif.instruments.queries.rows import names
    from dispositif.instruments.queries.state import state

    with as_person(as_email):
        on, now = _day(at)
        one = _participant(who, on)
        found = state(registers(), one, called=names("en", on), language="en", on=on, today=now)
        rows = [{"state": one.code, **stand(each, on)} for each in found.stands]
        _print(rows, STOOD, shape)


@click.command()
@_at
@_instruments
@_places
@_file
@as_option
def grid(
    at: datetime | None,
    family: str | None,
    codes: tuple[str, ...],
    region: str,
    group: str,
    shape: str,
    output: Path | None,
    as_email: str | None,
) -> None:
    """Show participants × instruments on a day: how everybody stood to everything."""
    _ready()
    from dispositif.instruments import outlines
    from dispositif.instruments.queries.adherence import registers
    from dispositif.instruments.queries.grid import grid as found
    from dispositif.instruments.tables import grid_table

    with as_person(as_email):
        (on, now), wanted = _day(at), _wanted(family, codes, region, group)
        narrowed = _narrowed(wanted, on)
        shown = found(registers(), wants=wanted.wants, narrowed=narrowed, language="en", on=on, today=now)
        _write(grid_table(shown), lambda: outlines.grid(shown), shape, output)


@click.command("follow-up")
@_at
@_instruments
@_places
@_file
@as_option
def follow_up(
    at: datetime | None,
    family: str | None,
    codes: tuple[str, ...],
    region: str,
    group: str,
    shape: str,
    output: Path | None,
    as_email: str | None,
) -> None:
    """List who was not yet party to what on a day; without --family, what paragraph 6 names."""
    _ready()
    from dispositif.instruments import outlines
    from dispositif.instruments.queries.adherence import registers
    from dispositif.instruments.queries.follow_up import follow_up as query
    from dispositif.instruments.tables import follow_up_table

    with as_person(as_email):
        (on, now), wanted = _day(at), _wanted(family or ("" if codes else "named"), codes, region, group)
        narrowed = _narrowed(wanted, on)
        found = query(registers(), wants=wanted.wants, narrowed=narrowed, language="en", on=on, today=now)
        _write(follow_up_table(found), lambda: outlines.follow_up(found), shape, output)


def _ready() -> None:
    ready()
    settle_facts()


def _day(at: datetime | None) -> tuple[date, date]:
    """The day asked for, refused where nothing can be known of it; and today."""
    from dispositif.instruments.days import day_asked
    from dispositif.people.clock import today

    now = today()
    return day_asked(at.date().isoformat() if at else "", now), now


def _wanted(family: str | None, codes: Iterable[str], region: str = "", group: str = "") -> "Wanted":
    """What is asked for; refuses an instrument that nobody knows."""
    from dispositif.instruments.outlines import Wanted
    from dispositif.instruments.queries.register import instrument

    return Wanted(family or "", tuple(instrument(code).code for code in codes), region, group)


def _narrowed(wanted: "Wanted", on: date) -> "Narrowed":
    """The same for queries that match nobody in a place that nobody knows: here it is refused."""
    from dispositif.instruments.queries.rows import Narrowed

    wanted.within(on)
    return Narrowed(region=wanted.region, group=wanted.group)


def _participant(said: str, on: date) -> "Participant":
    """By code, by M49 number, or by any name that it bears or bore."""
    from dispositif.kernel.refusal import Refusal, phrase
    from dispositif.world import queries as world

    try:
        return world.participant(said.strip().upper()[:80])
    except Refusal:
        found = world.recognise(said, on)
    if found is None:
        reason = phrase("Nobody is known as “%(said)s”, or more than one: write a code, such as FRA or 250.")
        raise Refusal("instruments.state_unknown", reason, field="state", said=said[:80])
    return found.participant


def _print(rows: list[dict[str, Any]], names: Sequence[str], shape: str) -> None:
    """JSON, or one a line under the names of the columns; what is not known is “-”."""
    if shape == "json":
        click.echo(_json(rows))
        return
    click.echo("\t".join(names))
    for row in rows:
        click.echo("\t".join("-" if row[name] is None else str(row[name]) for name in names))


def _write(
    table: Iterable[Sequence[object]], told: Callable[[], Any], shape: str, output: Path | None
) -> None:
    """The table as a file of the format, or what is told as JSON; to a file or to the terminal."""
    from dispositif.files.writing import written

    content = f"{_json(told())}\n".encode() if shape == "json" else written(table, shape)
    if output is not None:
        write_file(output, content)
        click.echo(f"{output}: written")
    else:
        sys.stdout.buffer.write(content)


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, indent=2, default=str)


COMMANDS = (parties, list_, show, status, grid, follow_up)
