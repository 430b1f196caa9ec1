"""Real homes and real processes: every client of a test is a process of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
PREAMBLE = """
import sys
import psycopg
from dispositif.kernel.refusal import Refusal
from dispositif.server import connect, embedded
try:
    embedded.attach()
except Refusal as refusal:
    sys.exit(f"{refusal.code}: {refusal}")
def role(alias):
    return psycopg.connect(**connect.parameters(connect.databases()[alias]), autocommit=True)
def ask(alias, query):
    with role(alias) as connection:
        return connection.execute(query).fetchone()[0]
print("attached", flush=True)
"""


class Site:
    """One home folder and the clients that tests start on it."""

    def __init__(self, home: Path, python: str = sys.executable, **identity: object) -> None:
        self.home, self.python, self.identity = home, python, identity
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("DATABASE_", "DISPOSITIF_", "PG"))
        }
        self.environment |= {
            "DISPOSITIF_HOME": str(home),
            "PYTHONPATH": os.pathsep.join([str(SOURCE), *sys.path]),
        }
        self.clients: list[subprocess.Popen[str]] = []

    def client(self, code: str = "sys.stdin.read()") -> "subprocess.Popen[str]":
        """A process that attaches, says so, and runs the code; by default until its input is closed."""
        client = subprocess.Popen(
            [self.python, "-W", "error", "-c", PREAMBLE + code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=self.environment,
            **self.identity,  # type: ignore[call-overload]
        )
        self.clients.append(client)
        return client

    def run(self, code: str = "") -> "subprocess.CompletedProcess[str]":
        """What such a process says and how it ends."""
        client = self.client(code)
        out, err = client.communicate(timeout=60)
        return subprocess.CompletedProcess([], client.returncode, out.removeprefix("attached\n"), err)

    def serving(self) -> list[int]:
        """The processes that work for this home: the supervisor and the database's own."""
        return self._running(f"dispositif.server.supervisor {self.home}", f"-D {self.home}/database")

    def supervisor(self) -> int:
        """The process of the supervisor."""
        (found,) = self._running(f"dispositif.server.supervisor {self.home}")
        return found

    def _running(self, *words: str) -> list[int]:
        shown = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True)
        lines = [line for line in shown.stdout.splitlines() if any(word in line for word in words)]
        return [int(line.split()[0]) for line in lines]

    def postmaster(self) -> int:
        """The process of the server, as it wrote it down itself."""
        return int((self.home / "database" / "postmaster.pid").read_text().split()[0])

    def family(self) -> list[int]:
        """The server and every process that it started."""
        first = self.postmaster()
        shown = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [tuple(map(int, line.split())) for line in shown.stdout.splitlines()]
        return [first, *(pid for pid, parent in pairs if parent == first)]

    def close(self) -> None:
        """End every client and wait until the home is quiet; what stays is killed."""
        for client in self.clients:
            if client.poll() is None:
                client.kill()
            client.communicate()
        if not until(lambda: not self.serving(), 10):
            for process in self.serving():
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def until(happened: Callable[[], object], seconds: float = 15) -> bool:
    """Wait until it happened; whether it did."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def attached(client: "subprocess.Popen[str]") -> "subprocess.Popen[str]":
    """The client, once it has said that it is attached."""
    assert client.stdout is not None
    line = client.stdout.readline()
    assert line == "attached\n", client.communicate()
    return client


@contextmanager
def short_folder(name: str = "home") -> Iterator[Path]:
    """A folder with a path short enough for a socket, which `tmp_path` does not promise."""
    parent = Path(tempfile.mkdtemp(prefix="d-"))
    parent.chmod(0o755)
    try:
        yield parent / name
    finally:
        shutil.rmtree(parent)
