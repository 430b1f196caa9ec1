"""`dispositif demo`: the examples, loaded and served."""

import click

from dispositif.cli.acting import as_person
from dispositif.cli.ready import ready
from dispositif.cli.serve import keep_serving, where
from dispositif.cli.web import Port


@click.group(invoke_without_command=True)
@where
@click.pass_context
def demo(context: click.Context, host: str, port: int, no_worker: bool) -> None:
    """Load the examples and serve them; `demo load` only loads."""
    if context.invoked_subcommand is None:
        place = Port(host, port)
        _load()
        keep_serving(place, worker=not no_worker, said=_accounts)


@demo.command("load")
def load_only() -> None:
    """Load the examples; what is there already is left as it is."""
    _load()


def _load() -> None:
    ready(click.echo)
    from dispositif.demo.load import load
    from dispositif.people.clock import today

    with as_person() as person:
        load(by=person, on=today(), say=click.echo)


def _accounts() -> None:
    """Who can sign in, as what, and with which passphrase."""
    from rich.console import Console
    from rich.table import Table

    from dispositif.demo.accounts import accounts

    table = Table("Role", "Sign in as", "Passphrase", title="Demo accounts")
    for row in accounts():
        table.add_row(*row)
    Console().print(table)
