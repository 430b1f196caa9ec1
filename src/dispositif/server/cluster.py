"""The database's files and the `postgres` process that serves them."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.server.account import account, identity
from dispositif.server.binaries import MAJOR, programs
from dispositif.server.disk import disk_full, is_full, on_disk, says_full
from dispositif.server.home import SOCKET, hand_over
from dispositif.server.locks import Lock, held

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}  # none of the caller's PG… settings
INITDB = [
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
]
SETTINGS = {
    "listen_addresses": "",  # the socket only: its folder's permissions are the sign-in
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "io_method": "sync",  # three processes fewer; the pages of one installation fit the system's cache
    "log_checkpoints": "off",
}
BEGINNING = (
    64_000_000  # bytes that a new database and its log of changes take (measured: 55 MB), and some room
)
SEGMENT = 16 * 2**20  # bytes of one file of the log of changes, which the server reserves as a whole
LOG_LIMIT = 5_000_000  # bytes after which a log is set aside once, at a start


def prepare(home: Path) -> None:
    """Make the database's folders and files if absent; refuse those of another release."""
    with on_disk(home):
        _give(home / "run", home)
        if not (home / "database").exists():
            _initialise(home)
    found = (home / "database" / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise Refusal(
            "server.database_release",
            phrase(
                "The database in %(path)s was made by PostgreSQL %(found)s; this release runs %(needed)s."
                " Export it with the release of dispositif that made it and import it here, or move the"
                " folder away to begin anew."
            ),
            path=home / "database",
            found=found,
            needed=MAJOR,
        )


def _initialise(home: Path) -> None:
    """Under another name first: a start that was interrupted leaves nothing half made."""
    if is_full(home, BEGINNING):
        raise disk_full(home)
    draft = home / "database.new"
    shutil.rmtree(draft, ignore_errors=True)
    _give(draft, home)
    made = subprocess.run(
        [programs(home) / "initdb", "-D", draft, *INITDB],
        capture_output=True,
        text=True,
        errors="replace",
        cwd="/",
        env=ENVIRONMENT,
        check=False,
        **identity(home),
    )
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise _failed(home, made.stderr)
    draft.rename(home / "database")


def _give(folder: Path, home: Path) -> None:
    """A private folder of the account that runs the database."""
    other = account(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    if other is not None and folder.stat().st_uid != other.uid:
        os.chown(folder, other.uid, other.gid)


def log(home: Path, name: str) -> Path:
    """The log file of that name, set aside first when it has grown long."""
    folder = home / "logs"
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        hand_over(folder)
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    if not path.exists():
        path.touch(mode=0o600)
        hand_over(path)
    return path


def logged(home: Path) -> int:
    """How many bytes the server's log has: `failure` reads what comes after them."""
    return log(home, "postgres").stat().st_size


def failure(home: Path, since: int) -> Refusal:
    """Why the server does not run, from what its log says after the byte `since`."""
    return _failed(home, log(home, "postgres").read_bytes()[since:].decode(errors="replace"))


def _failed(home: Path, text: str) -> Refusal:
    if says_full(text) or is_full(home, SEGMENT):
        return disk_full(home)
    telling = [
        line for line in text.splitlines() if any(word in line for word in ("FATAL", "PANIC", "error"))
    ]
    return Refusal(
        "server.not_started",
        phrase("The embedded database does not start: %(cause)s (see %(log)s)."),
        cause=telling[-1].strip() if telling else "its log says nothing",
        log=home / "logs" / "postgres.log",
    )


class Postmaster:
    """The running server: started by this process, or found running without its supervisor."""

    def __init__(self, home: Path, process: "subprocess.Popen[bytes] | None", pid: int) -> None:
        self.home, self.process, self.pid = home, process, pid
        self.since = time.monotonic()

    def alive(self) -> bool:
        """Whether the server still runs."""
        if self.process is not None:
            return self.process.poll() is None
        return _exists(self.pid) and held(self.home, "server")

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back; after 30 s the immediate one."""
        for sign, patience in ((signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
            if self.alive():
                os.kill(self.pid, sign)
            end = time.monotonic() + patience
            while self.alive() or held(self.home, "server"):
                if time.monotonic() > end:
                    break
                time.sleep(0.01)
            else:
                return


def start(home: Path) -> Postmaster | None:
    """Start `postgres`, or adopt the one that a dead supervisor left behind.

    None while the last processes of a killed server have not ended yet: two servers never share files.

    Every process of the server inherits the lock `server`. While it is held, `postmaster.pid` tells
    the truth; once it is free, the file is stale whatever process may bear its number since.
    """
    lock = Lock(home, "server")
    try:
        if lock.try_take():
            _clear(home)
            process = _launch(home, lock)
            return Postmaster(home, process, process.pid)
    finally:
        lock.close()
    pid = _written_pid(home)
    if pid and _exists(pid):
        return Postmaster(home, None, pid)
    return None


def _launch(home: Path, lock: Lock) -> "subprocess.Popen[bytes]":
    quoted = str(home / "run").replace('"', '""')
    settings = SETTINGS | {"unix_socket_directories": f'"{quoted}"', "port": "5432"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log(home, "postgres").open("ab") as output:
        return subprocess.Popen(
            [programs(home) / "postgres", "-D", home / "database", *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=ENVIRONMENT,
            pass_fds=[lock.descriptor],
            **identity(home),
        )


def _clear(home: Path) -> None:
    """Remove what a killed server left: no process of ours lives. One started by hand keeps its files."""
    pid = _written_pid(home)
    if pid and _serves(pid, home):
        return
    for stale in (home / "database" / "postmaster.pid", home / SOCKET, home / f"{SOCKET}.lock"):
        stale.unlink(missing_ok=True)


def _written_pid(home: Path) -> int:
    try:
        return int((home / "database" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return 0


def _serves(pid: int, home: Path) -> bool:
    """Whether that process is a server of this database: it works inside the database's folder."""
    process = Path("/proc") / str(pid)
    if process.parent.joinpath("self").exists():
        try:
            return process.joinpath("cwd").resolve(strict=True) == (home / "database").resolve()
        except OSError:
            return False
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
    return os.fsencode(home / "database") in shown.stdout


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
