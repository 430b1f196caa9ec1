"""`dispositif people`: who can sign in, and as what; `token`: what their programs show instead."""

import base64
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.kernel.language import LANGUAGES
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.rules import SCOPES, TOKEN_LONGEST, TOKEN_USUAL, Role

if TYPE_CHECKING:
    from dispositif.people.models import Person, Posting

ROLES = click.Choice([role.value for role in Role])
CODES = click.Choice([language.code for language in LANGUAGES])
DAY = click.DateTime(["%Y-%m-%d"])
_IN = click.option("--entity", "code", metavar="CODE", help="Only in this entity, such as UNODC.")
_FOR = click.option(
    "--state", metavar="CODE", help="The participant that a delegation speaks for, such as KEN."
)
_NOTE = click.option("--note", default="", help="The note verbale that names a delegation: its reference.")
_NOTE_ON = click.option("--note-date", "note_on", type=DAY, help="Its date: YYYY-MM-DD.")


@click.group()
def people() -> None:
    """Enrol persons and give them roles."""


@people.command()
@click.argument("name")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=ROLES, help="May be repeated.")
@click.option("--language", type=CODES, default="en", show_default=True, help="Of pages and messages.")
@_IN
@_FOR
@_NOTE
@_NOTE_ON
@click.option("--invite", "invited", is_flag=True, help="Send a link that sets the passphrase, and print it.")
@as_option
def enrol(
    name: str,
    email: str,
    roles: tuple[str, ...],
    language: str,
    code: str | None,
    state: str | None,
    note: str,
    note_on: datetime | None,
    invited: bool,
    as_email: str | None,
) -> None:
    """Enrol NAME, who signs in as EMAIL. The passphrase, or the link to set one, is shown once."""
    ready(click.echo)
    from dispositif.people import actions
    from dispositif.people.clock import today

    passphrase = None if invited else _passphrase()
    with as_person(as_email, "people.appoint") as by:
        person = actions.enrol(name=name, email=email, passphrase=passphrase, language=language, by=by)
        for role in dict.fromkeys(roles):
            where = _where(code, state, note, note_on)
            actions.appoint(person=person, role=Role(role), by=by, on=today(), **where)
        link = actions.invite(person=person, by=by, on=today()).link if invited else ""
    how = f"after setting a passphrase at {link}" if invited else f"with the passphrase {passphrase}"
    click.echo(f"{name} signs in as {email} {how}")


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLES)
@click.option("--until", type=DAY, help="The last day: YYYY-MM-DD; without it, no end.")
@_IN
@_FOR
@_NOTE
@_NOTE_ON
@as_option
def appoint(
    email: str,
    role: str,
    until: datetime | None,
    code: str | None,
    state: str | None,
    note: str,
    note_on: datetime | None,
    as_email: str | None,
) -> None:
    """Give the person who signs in as EMAIL another role, from today on."""
    ready(click.echo)
    from dispositif.people import actions
    from dispositif.people.clock import today

    last = until.date() if until else None
    with as_person(as_email, "people.appoint") as by:
        person, where = _known(email), _where(code, state, note, note_on)
        actions.appoint(person=person, role=Role(role), by=by, on=today(), until=last, **where)
    place = f" in {code}" if code else f" for {state}" if state else ""
    click.echo(f"{person.name} is {role}{place}" + (f" until {last}" if last else ""))


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLES)
@click.option("--why", required=True, help="The reason, for the trail.")
@as_option
def suspend(email: str, role: str, why: str, as_email: str | None) -> None:
    """Let a role of the person who signs in as EMAIL rest, until it is resumed."""
    ready(click.echo)
    from dispositif.people import actions

    with as_person(as_email, "people.appoint") as by:
        for posting in _held(email, role):
            actions.suspend(posting=posting, why=why, by=by)
    click.echo(f"{email} is not {role} for the time being")


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLES)
@as_option
def resume(email: str, role: str, as_email: str | None) -> None:
    """Let the person who signs in as EMAIL hold a suspended role again, within its days."""
    ready(click.echo)
    from dispositif.people import actions

    with as_person(as_email, "people.appoint") as by:
        for posting in _held(email, role):
            actions.resume(posting=posting, by=by)
    click.echo(f"{email} is {role} again")


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=ROLES)
@click.option("--on", "last", required=True, type=DAY, help="The last day: YYYY-MM-DD.")
@as_option
def end(email: str, role: str, last: datetime, as_email: str | None) -> None:
    """Enter the last day of a role of the person who signs in as EMAIL."""
    ready(click.echo)
    from dispositif.people import actions

    with as_person(as_email, "people.appoint") as by:
        for posting in _held(email, role):
            actions.end(posting=posting, until=last.date(), by=by)
    click.echo(f"{email} is {role} until {last.date()}")


@people.command()
@click.argument("email")
@as_option
def invite(email: str, as_email: str | None) -> None:
    """Send the person enrolled as EMAIL, who has no passphrase yet, another link that sets one; shown too."""
    ready(click.echo)
    from dispositif.people import actions
    from dispositif.people.clock import today

    with as_person(as_email, "people.appoint") as by:
        invited = actions.invite(person=_known(email), by=by, on=today())
    click.echo(invited.link)


@people.command("list")
@as_option
def list_(as_email: str | None) -> None:
    """Everybody whom the person who asks may see, with the roles that they hold today."""
    ready(click.echo)
    from rich.console import Console
    from rich.table import Table

    from dispositif.people.clock import today
    from dispositif.people.models import Person

    table = Table("Name", "Signs in as", "Roles today")
    with as_person(as_email):
        for person in Person.objects.order_by("pk").select_related("account").prefetch_related("postings"):
            held = [posting.role for posting in person.postings.all() if posting.runs(today())]
            table.add_row(person.name, str(person.account or "-"), ", ".join(sorted(set(held))))
    Console().print(table)


def _passphrase() -> str:
    """Four groups of four letters and digits: 80 bits, and no character that looks like another's."""
    drawn = base64.b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(drawn[start : start + 4] for start in range(0, len(drawn), 4))


def _known(email: str) -> "Person":
    from dispositif.people.queries import by_address

    found = by_address(email)
    if found is None:
        said = phrase("Nobody signs in as %(email)s. `dispositif people list` shows who does.")
        raise Refusal("people.unknown", said, field="email", email=email)
    return found


def _where(code: str | None, state: str | None, note: str, note_on: datetime | None) -> dict[str, Any]:
    """Where a role is held, and what names a delegation."""
    from dispositif.world.queries import entity, participant

    return {
        "entity": entity(code) if code else None,
        "participant": participant(state) if state else None,
        "note_reference": note,
        "note_on": note_on.date() if note_on else None,
    }


def _held(email: str, role: str) -> "list[Posting]":
    """The postings of a person in a role that have not ended."""
    from dispositif.people.clock import today

    rows = _known(email).postings.filter(role=role).select_related("person").order_by("pk")
    found = [one for one in rows if one.ends_on is None or one.ends_on >= today()]
    if not found:
        said = phrase("%(email)s does not hold this role: %(role)s.")
        raise Refusal("people.role_not_held", said, field="role", email=email, role=role)
    return found


@people.group()
def token() -> None:
    """Tokens: what a program shows so that the API takes it for a person."""


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(list(SCOPES)),
    help="May be repeated.",
)
@click.option(
    "--days",
    type=click.IntRange(0, TOKEN_LONGEST.days),
    default=TOKEN_USUAL.days,
    show_default=True,
    help="How long it works.",
)
@as_option
def issue(name: str, scopes: tuple[str, ...], days: int, as_email: str | None) -> None:
    """Issue a token called NAME for the person that `--as` names. It is shown once and kept nowhere."""
    ready(click.echo)
    from dispositif.people import actions
    from dispositif.people.clock import today

    with as_person(as_email) as by:
        last = today() + timedelta(days=days)
        issued = actions.issue(name=name, scopes=scopes, expires_on=last, by=by, on=today())
    click.echo(f"{issued.token.name} works until {last}: {issued.secret}")


@token.command("list")
@as_option
def list_tokens(as_email: str | None) -> None:
    """Tokens whom the person who asks may see, the latest first."""
    ready(click.echo)
    from rich.console import Console
    from rich.table import Table

    from dispositif.people import queries

    table = Table("Token", "Name", "Of", "Scopes", "Until", "Used", "Revoked")
    with as_person(as_email):
        for one in queries.tokens():
            days = (one.expires_on, one.used_on, one.revoked_on)
            said = [str(day) if day else "-" for day in days]
            table.add_row(str(one.uuid), one.name, one.person.name, ", ".join(one.scopes), *said)
    Console().print(table)


@token.command()
@click.argument("uuid", type=click.UUID)
@as_option
def revoke(uuid: UUID, as_email: str | None) -> None:
    """End the token UUID, as `list` shows it."""
    ready(click.echo)
    from dispositif.people import actions, queries
    from dispositif.people.clock import today

    with as_person(as_email) as by:
        found = queries.tokens().filter(uuid=uuid).first()
        if found is None:
            said = phrase("There is no token %(uuid)s that you may end.")
            raise Refusal("people.token_absent", said, field="uuid", uuid=uuid)
        actions.revoke(token=found, by=by, on=today())
    click.echo(f"{found.name} does not work any more")
