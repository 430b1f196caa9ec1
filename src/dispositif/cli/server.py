"""`dispositif migrate` and `dispositif status`."""

import sys

import click

from dispositif import __version__
from dispositif.cli.ready import ready, settle_facts

NOT_IN_STEP = 1


@click.command()
def migrate() -> None:
    """Bring tables, policies, the local administrator and the facts of the world in step with the program."""
    ready(click.echo)
    settle_facts()
    click.echo("The database is in step with the program.")


@click.command()
def status() -> None:
    """Say where the home and the database are; starts nothing. Exit code 1 when `migrate` is due."""
    from dispositif.server import embedded
    from dispositif.server.home import home

    now = embedded.status()
    _line("program", f"dispositif {__version__}")
    _line("home", str(home()))
    _line("database", "embedded" if now.home else "outside (DATABASE_URL)")
    if not now.running:
        _line("server", "not running; the next command starts it" if now.home else "does not answer")
        return
    _line("server", f"PostgreSQL {now.release}")
    _line("place", _place())
    embedded.attach()  # it runs already: held, so that it does not end while it is asked
    _line("roles", ", ".join(_roles()))
    due = _due()
    _line("tables", f"{len(due)} migrations are due: run dispositif migrate" if due else "in step")
    if due:
        sys.exit(NOT_IN_STEP)


def _line(name: str, said: str) -> None:
    click.echo(f"{name:10}{said}")


def _place() -> str:
    from dispositif.server import connect

    owner = connect.databases()["owner"]
    return f"{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"


def _roles() -> list[str]:
    """Each role of the database that can sign in, with what it may see."""
    import psycopg

    from dispositif.server import connect

    query = "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    said = []
    for settings in connect.databases().values():
        with psycopg.connect(**connect.parameters(settings)) as connection:  # type: ignore[arg-type]
            name, above = connection.execute(query).fetchone() or ("?", False)
        said.append(f"{name} (above row security)" if above else name)
    return said


def _due() -> list[str]:
    """Names of the migrations that the database lacks."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispositif.config.settings")
    django.setup()
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]
