"""`dispositif people`: who can sign in, and as what."""

import base64
import secrets

import click

from dispositif.cli.acting import as_option, as_person
from dispositif.cli.ready import ready
from dispositif.kernel.language import LANGUAGES
from dispositif.people.rules import Role

ROLES = click.Choice([role.value for role in Role])
CODES = click.Choice([language.code for language in LANGUAGES])


@click.group()
def people() -> None:
    """Enrol persons and give them roles."""


@people.command()
@click.argument("name")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=ROLES, help="May be repeated.")
@click.option("--language", type=CODES, default="en", show_default=True, help="Of pages and messages.")
@as_option
def enrol(name: str, email: str, roles: tuple[str, ...], language: str, as_email: str | None) -> None:
    """Enrol NAME, who signs in as EMAIL. The passphrase is shown once and kept nowhere."""
    ready(click.echo)
    from dispositif.people import actions
    from dispositif.people.clock import today

    passphrase = _passphrase()
    with as_person(as_email, "people.appoint") as by:
        person = actions.enrol(name=name, email=email, passphrase=passphrase, language=language, by=by)
        for role in dict.fromkeys(roles):
            actions.appoint(person=person, role=Role(role), by=by, on=today())
    click.echo(f"{name} signs in as {email} with the passphrase {passphrase}")


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
