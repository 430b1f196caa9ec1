"""`dispositif serve` and `dispositif worker`."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from dispositif.cli.children import Child, Lifeline, supervise
from dispositif.cli.ready import ready, settle_facts
from dispositif.cli.web import Port
from dispositif.cli.web import serve as serve_pages

SCHEDULE = "dispositif.jobs.schedule"
WEB_ATTEMPTS = 5  # a web server that cannot start says so; a worker may wait for its database for ever
Command = TypeVar("Command", bound=Callable[..., Any])


def where(command: Command) -> Command:
    """The options that say where to serve."""
    for option in (
        click.option("--no-worker", is_flag=True, help="Serve the pages only; jobs wait for a worker."),
        click.option(
            "--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="0: any."
        ),
        click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    ):
        command = option(command)
    return command


@click.command()
@where
def serve(host: str, port: int, no_worker: bool) -> None:
    """Serve the pages, with a worker for jobs, until Ctrl-C."""
    place = Port(host, port)
    ready(click.echo)
    settle_facts()
    keep_serving(place, worker=not no_worker)


@click.command()
def worker() -> None:
    """Work off jobs until told to stop; started again whenever the database was away."""
    ready(click.echo)
    _forget_connections()
    supervise([_worker()], until_up=lambda: True, up=lambda: click.echo("Working off jobs. Ctrl-C stops."))


def keep_serving(place: Port, *, worker: bool = True, said: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop. `said` prints what shall stand below the address, once a page answers."""

    def up() -> None:
        click.echo(f"Dispositif answers at {place.address} - Ctrl-C stops it.")
        said()

    _forget_connections()
    children = [Child("web", partial(serve_pages, place), attempts=WEB_ATTEMPTS)]
    supervise([*children, *([_worker()] if worker else [])], until_up=place.answers, up=up)


def _worker() -> Child:
    return Child("worker", _work)


def _work(_lifeline: Lifeline) -> None:
    """In the child: its own hold on the database, then the queue."""
    from dispositif.queue.worker import work
    from dispositif.server import embedded

    embedded.attach()
    work(SCHEDULE)


def _forget_connections() -> None:
    """A connection must not be shared with a forked child."""
    from django.db import connections

    connections.close_all()
