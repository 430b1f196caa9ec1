"""`dispositif conferences`: list sessions, show one, record one, bring in a list of participants."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.kernel.refusal import Refusal, phrase

if TYPE_CHECKING:
    from dispositif.instruments.attending import Line
    from dispositif.instruments.models import Session, Sitting

REFUSED = 3
RIGHT = "instruments.record"
DAY = click.DateTime(["%Y-%m-%d"])
format_option = click.option(
    "--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True
)
NAMES = ("body", "session", "held", "since_on", "until_on", "place", "unverified", "source")


@click.group()
def conferences() -> None:
    """Sessions of the Conferences and the Commission."""


@conferences.command("list")
@click.option("--body", default="", help="COP_UNTOC, COSP_UNCAC or CCPCJ.")
@click.option("--year", default="", help="The year of the first day.")
@format_option
@as_option
def list_(body: str, year: str, shape: str, as_email: str | None) -> None:
    """List sessions, one a line: body, session, held or planned, days, place, what is unverified, source."""
    ready()
    from dispositif.instruments.queries.session import Asked, sittings

    with as_person(as_email):
        rows = [_outline(one) for one in sittings(Asked(body=body, year=year))]
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, default=str, indent=2))
        return
    for row in rows:
        click.echo("\t".join(_cell(row[name]) for name in NAMES))


@conferences.command()
@click.argument("body")
@click.argument("session")
@click.option("--at", type=DAY, help="The day on which its documents stand so; without it, today.")
@format_option
@as_option
def show(body: str, session: str, at: datetime | None, shape: str, as_email: str | None) -> None:
    """Show the SESSION of a BODY, such as COP_UNTOC 3 or CCPCJ 32-reconvened."""
    ready()
    from dispositif.people.clock import today

    with as_person(as_email):
        said = _whole(_find(body, session), at.date() if at else today())
    if shape == "json":
        click.echo(json.dumps(said, ensure_ascii=False, default=str, indent=2))
        return
    for name, value in said.items():
        click.echo(f"{name}: {_cell(value)}")


@conferences.command()
@click.argument("body")
@click.argument("number", type=int)
@click.option(
    "--part",
    type=click.Choice(["regular", "resumed", "reconvened"]),
    default="regular",
    show_default=True,
    help="Which meeting of the session.",
)
@click.option("--planned", is_flag=True, help="It is announced, and has not been held.")
@click.option("--place", default="", help="Where.")
@click.option("--since", type=DAY, help="The first day.")
@click.option("--until", type=DAY, help="The last day.")
@click.option("--source", required=True, help="Where that is printed.")
@as_option
def record(
    body: str,
    number: int,
    part: str,
    since: datetime | None,
    until: datetime | None,
    as_email: str | None,
    *,
    planned: bool,
    place: str,
    source: str,
) -> None:
    """Record the session NUMBER of a BODY."""
    ready()
    from dispositif.instruments.actions.session import record_session
    from dispositif.instruments.sessions import Held, Part, Span
    from dispositif.people.clock import today
    from dispositif.world.queries import entity

    span = Span(since.date() if since else None, until.date() if until else None)
    with as_person(as_email, RIGHT) as by:
        one = record_session(
            body=entity(body),
            number=number,
            part=Part(part),
            held=Held.PLANNED if planned else Held.HELD,
            place=place,
            span=span,
            source=source,
            by=by,
            on=today(),
        )
        click.echo(f"{one.label}: recorded")


@conferences.command()
@click.argument("body")
@click.argument("session")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Symbol of the list of participants.")
@click.option("--yes", is_flag=True, help="Write what the preview shows; without it nothing is written.")
@as_option
def attendance(body: str, session: str, file: Path, source: str, as_email: str | None, *, yes: bool) -> None:
    """Show what a list of participants (FILE: CSV or XLSX) would do; with --yes write it, all or nothing.

    Columns: participant, presence. Exit codes: 0 done, 3 refused.
    """
    ready()
    from dispositif.cli.previews import content_of
    from dispositif.files.actions import store
    from dispositif.instruments.actions.attendance import Present, record_attendance
    from dispositif.instruments.attending import lines
    from dispositif.instruments.queries.session import first_day
    from dispositif.people.clock import today

    with as_person(as_email, RIGHT) as by:
        one, content = _find(body, session), content_of(file)
        found = lines(content, file.name, one, first_day(one))
        _say(found)
        if any(line.finding for line in found):
            click.get_current_context().exit(REFUSED)
        if not yes:
            click.echo("Nothing was written. Repeat with --yes to write it.")
            return
        store(content=content, name=file.name, by=by, on=today())
        present = [Present(line.who, line.presence) for line in found if line.who and line.presence]
        record_attendance(session=one, present=present, source=source, by=by, on=today())
        click.echo(f"{one.label}: written")


def _say(found: "list[Line]") -> None:
    counts = {change: sum(line.change == change for line in found) for change in ("new", "changed", "same")}
    refused = [line for line in found if line.finding]
    said = ", ".join(f"{count} {change}" for change, count in counts.items())
    click.echo(f"{said}, {len(refused)} refused")
    for line in refused:
        click.echo(f"  row {line.number}: {line.printed!r}: {str(line.finding).partition(': ')[2]}", err=True)


def _find(body: str, session: str) -> "Session":
    from dispositif.instruments.queries.session import session_of
    from dispositif.instruments.sessions import unslugged

    known = unslugged(session)
    one = session_of(body, *known) if known else None
    if one is None:
        said = phrase("There is no session %(session)s of %(body)s here.")
        raise Refusal("sessions.unknown", said, field="session", session=session[:20], body=body[:20])
    return one


def _outline(one: "Sitting") -> dict[str, Any]:
    session = one.session
    said = {"body": session.body.code, "session": session.slug, "held": one.held}
    days = {"since_on": one.since_on, "until_on": one.until_on, "place": one.place}
    return said | days | {"unverified": one.doubtful, "source": one.source}


def _whole(one: "Session", at: date) -> dict[str, Any]:
    from dispositif.instruments.queries.session import by_language, came, sitting_of

    sitting = sitting_of(one)
    here = came(one, sitting)
    names = ("delegations", "represented", "entities", "universe", "without")
    listed = {name: getattr(here, name) if here and here.lines else None for name in names}
    counts = by_language(at, session=one)
    due = {code: {str(name): number for name, number in count.items()} for code, count in counts.items()}
    return _outline(sitting) | {"as_at": at} | listed | {"documents_due": due}


def _cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
