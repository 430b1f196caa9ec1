"""The parent of `postgres`: `python -m dispositif.server.supervisor HOME`.

It lives in a session of its own (no Ctrl-C reaches it), restarts the server after a crash, stops it
when the last client has gone, and ends itself: nothing is left running.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from dispositif.kernel.refusal import Refusal
from dispositif.server.cluster import Postmaster, log, start
from dispositif.server.locks import Lock

PULSE = 0.1  # seconds between two looks at the server and its clients
GRACE = 1.0  # seconds that a server waits for a next client: commands come in a row
STEADY = 10.0  # seconds after which a start counts as a success
ATTEMPTS = 6  # failures in a row before giving up: 0.1 + 0.2 + … + 3.2 s of waiting


class Supervisor:
    """Keeps one server alive as long as someone uses it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clients = Lock(home, "clients")
        self.postmaster: Postmaster | None = None
        self.failures = 0
        self.next_start = 0.0
        self.told_to_stop = False

    def run(self) -> None:
        """Until the last client has gone, a signal asks for the end, or the server cannot run."""
        signal.signal(signal.SIGTERM, self._told)
        signal.signal(signal.SIGINT, self._told)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        last_use = time.monotonic()
        while not self.told_to_stop and self.failures < ATTEMPTS:
            self._keep_alive()
            now = time.monotonic()
            if self._in_use():
                last_use = now
            elif now - last_use > GRACE and self.clients.try_take():
                break  # whoever comes now waits until the server has stopped, then starts a new one
            time.sleep(PULSE)
        self._stop()

    def _told(self, _signal: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _in_use(self) -> bool:
        if not self.clients.try_take():
            return True
        self.clients.free()
        return False

    def _keep_alive(self) -> None:
        now = time.monotonic()
        if self.postmaster is not None and self.postmaster.alive():
            if now - self.postmaster.since > STEADY:
                self.failures = 0
            return
        if self.postmaster is not None:
            self._failed("the server ended by itself")
        if now >= self.next_start:
            self._start()

    def _start(self) -> None:
        try:
            self.postmaster = start(self.home)
        except (OSError, Refusal) as error:
            self._failed(str(error))
            return
        if self.postmaster is not None:
            _say(f"the server runs as process {self.postmaster.pid}")

    def _failed(self, cause: str) -> None:
        wait = 0.1 * 2**self.failures
        self.failures += 1
        self.postmaster, self.next_start = None, time.monotonic() + wait
        _say(f"{cause}; attempt {self.failures} of {ATTEMPTS}, the next in {wait:.1f} s")

    def _stop(self) -> None:
        if self.failures >= ATTEMPTS:
            _say("given up: see postgres.log for the cause")
        if self.postmaster is not None:
            self.postmaster.stop()
            _say("the server has stopped")


def main(home: Path) -> None:
    """Take the place of the supervisor if it is vacant, and detach from whoever started this."""
    place = Lock(home, "supervisor")
    if not place.try_take():
        return
    if os.fork():
        os._exit(0)  # the child holds the lock by now, so whoever waits for this end finds it held
    os.setsid()
    os.chdir("/")
    _redirect(log(home, "supervisor"))
    Supervisor(home).run()


def _redirect(path: Path) -> None:
    quiet = os.open(os.devnull, os.O_RDONLY)
    output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((quiet, 0), (output, 1), (output, 2)):
        os.dup2(source, target)


def _say(text: str) -> None:
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with suppress(OSError):  # a full disk must not end the one who looks after the server
        os.write(1, f"{moment} {text}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
