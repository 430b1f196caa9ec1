"""Attach this process to the database: the embedded server is started if none runs."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server import cluster, connect, keys
from dispositif.server.home import home
from dispositif.server.locks import Lock, held
from dispositif.server.roles import check_release, ensure_roles

PATIENCE = 60.0  # seconds for a start, which after a crash repeats what was not yet written back
_clients: dict[Path, Lock] = {}  # one lock per home, held until this process ends


@dataclass(frozen=True, slots=True)
class Status:
    """Where the database is and whether it answers; `home` is None for an outside server."""

    place: str
    running: bool
    release: str
    home: Path | None


def attach() -> None:
    """Make the database answer, and keep it for as long as this process lives. Idempotent.

    An outside server (DATABASE_URL) is only checked: its release and its roles.
    """
    if connect.outside():
        _check_outside(connect.outside())
        return
    place = home()
    _hold(place)
    with _starting(place):
        keys.master()  # before the database: a key made after it could hide that one was lost
        try:
            _bring_up(place)
        except Refusal as refusal:
            if refusal.code != "server.not_started":
                raise
            _bring_up(place)  # the supervisor found may have been about to leave: once more, from the start


def _bring_up(place: Path) -> None:
    log_size = cluster.logged(place)
    if not held(place, "supervisor"):
        cluster.prepare(place)
        _start(place)
    with _answer(place, log_size) as connection:
        ensure_roles(connection)


def detach(patience: float = 0.0) -> None:
    """Let go of the embedded server; it stops a second after its last client.

    Waits up to `patience` seconds for that, as who removes the home afterwards should.
    """
    end = time.monotonic() + patience
    for place in list(_clients):
        _clients.pop(place).close()
        while time.monotonic() < end and held(place, "supervisor"):
            time.sleep(0.02)


def status() -> Status:
    """The state of the database, without starting anything."""
    try:
        with _outside() if connect.outside() else _connected(home()) as connection:
            release = connection.info.parameter_status("server_version") or ""
            place = f"{connection.info.host}:{connection.info.port}/{connection.info.dbname}"
    except (psycopg.OperationalError, Refusal):
        return Status("", False, "", None if connect.outside() else home())
    return Status(place, True, release, None if connect.outside() else home())


@cache
def _check_outside(_url: str) -> None:
    with _outside() as connection:
        check_release(connection)
        ensure_roles(connection)


def _hold(place: Path) -> None:
    if place not in _clients:
        lock = Lock(place, "clients")
        lock.share()
        _clients[place] = lock


@contextlib.contextmanager
def _starting(place: Path) -> Iterator[None]:
    """One process at a time looks for a server and starts it; the others find it running."""
    lock = Lock(place, "start")
    lock.take()
    try:
        yield
    finally:
        lock.close()


def _start(place: Path) -> None:
    """Start the supervisor; when the child returns, it has detached itself and holds its lock."""
    subprocess.run(
        [sys.executable, "-P", "-m", "dispositif.server.supervisor", str(place)],
        stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=True,
    )


def _answer(place: Path, log_size: int) -> psycopg.Connection:
    """A connection to the server as soon as it answers; refuses when it has given up."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return _connected(place)
        except psycopg.OperationalError as error:
            if not held(place, "supervisor"):
                raise cluster.failure(place, log_size) from error
            if time.monotonic() > end:
                raise _slow(place) from error
        time.sleep(0.01)


def _connected(place: Path) -> psycopg.Connection:
    run = str(place / "run")
    return psycopg.connect(host=run, port=5432, user="postgres", dbname="postgres", autocommit=True)


def _outside() -> psycopg.Connection:
    owner = connect.parameters(connect.databases()["owner"])
    try:
        return psycopg.connect(**owner, autocommit=True)  # type: ignore[arg-type]
    except psycopg.OperationalError as error:
        raise Refusal(
            "server.unreachable",
            phrase("The server that DATABASE_URL names does not answer: %(cause)s"),
            field="DATABASE_URL",
            cause=str(error).strip(),
        ) from error


def _slow(place: Path) -> Refusal:
    return Refusal(
        "server.slow_start",
        phrase("The embedded database has not answered for %(seconds)s seconds; its log is %(log)s."),
        seconds=int(PATIENCE),
        log=place / "logs" / "postgres.log",
    )
