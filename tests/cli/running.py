"""The command as a process of its own, on a home of its own, with a look at everything it started."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError

import psutil

SOURCE = Path(__file__).resolve().parents[2] / "src"
SAID = re.compile(r"answers at http://([^:]+):(\d+)/")


class Site:
    """One home and the commands that a test starts on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("DATABASE_", "DISPOSITIF_"))
        }
        path = os.pathsep.join([str(SOURCE), *filter(None, sys.path)])
        self.environment = kept | {"DISPOSITIF_HOME": str(home), "PYTHONPATH": path, "COLUMNS": "120"}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.started: list[Command] = []

    def start(self, *words: str) -> "Command":
        """Start the command; its output can be read line by line."""
        command = Command(self, words)
        self.started.append(command)
        return command

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        return self._run("-m", "dispositif", *words)

    def python(self, code: str) -> "subprocess.CompletedProcess[str]":
        """Run a few lines on the home."""
        return self._run("-c", code)

    def _run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        line = [sys.executable, "-W", "error::UserWarning", *words]
        return subprocess.run(
            line, capture_output=True, text=True, env=self.environment, timeout=60, check=False
        )

    def postmaster(self) -> int:
        """The process number of the embedded database; 0 while there is none."""
        with suppress(FileNotFoundError, IndexError):
            return int((self.home / "database" / "postmaster.pid").read_text().split()[0])
        return 0

    def serving(self) -> list[psutil.Process]:
        """The supervisor of the database and the database's own processes."""
        words = (f"dispositif.server.supervisor {self.home}", f"-D {self.home}/database")
        return [
            process for process in psutil.process_iter() if any(word in line_of(process) for word in words)
        ]

    def close(self) -> None:
        """End what the test left, and wait until the database has stopped."""
        for command in self.started:
            command.end()
        until(lambda: not self.serving())


class Command:
    """A command that goes on, and its family; what it says goes to a file."""

    def __init__(self, site: Site, words: tuple[str, ...]) -> None:
        self.site = site
        self.log = site.home.with_name(f"said-{len(site.started)}")
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dispositif", *words],
                stdout=said, stderr=said, env=site.environment, start_new_session=True,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """Everything it has said so far."""
        return self.log.read_text()

    def says(self, words: str) -> bool:
        """Whether it comes to say these words before it ends."""
        until(lambda: words in self.said or self.process.poll() is not None, 30)
        return words in self.said

    def address(self) -> str:
        """Where it serves, once it has said so."""
        self.says("answers at http")
        found = SAID.search(self.said)
        assert found, self.said
        return f"http://{found[1]}:{found[2]}"

    def family(self) -> list[psutil.Process]:
        """Every process that came of it, without the database's, which has left the family."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> None:
        """Kill what is still there."""
        with suppress(psutil.NoSuchProcess):
            for process in self.family():
                process.kill()
        self.process.kill()
        self.process.wait()


def line_of(process: psutil.Process) -> str:
    """The command line of a process that may have ended meanwhile."""
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return " ".join(process.cmdline())
    return ""


def status(address: str) -> int:
    """What the server answers to a first page; 0 for nothing."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def gone(processes: list[psutil.Process], seconds: float = 3) -> list[psutil.Process]:
    """Those of the processes that are still there after so long."""
    return list(psutil.wait_procs(processes, timeout=seconds)[1])


def until(happened: Callable[[], object], seconds: float = 15) -> bool:
    """Wait until it happened; whether it did."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def site() -> Iterator[Site]:
    """A home that does not exist yet, in a folder with a short path that the database's account can enter."""
    parent = Path(tempfile.mkdtemp(prefix="c-"))
    parent.chmod(0o755)
    here = Site(parent / "home")
    try:
        yield here
    finally:
        here.close()
        shutil.rmtree(parent)


def interrupt(command: Command) -> None:
    """Ctrl-C: the terminal tells the whole foreground group."""
    os.killpg(command.process.pid, signal.SIGINT)


def terminate(command: Command) -> None:
    """What a service manager sends."""
    command.process.terminate()
