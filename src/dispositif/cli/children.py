"""The processes of one command: forked from it, started again when they fail, gone with it.

They are forked, so that what the command has already imported costs them nothing. Each leads a process
group of its own: a Ctrl-C reaches the command alone, which then tells them, and a group can be ended as
a whole. They watch a pipe that only the command holds open: however it dies, they follow.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from dispositif.kernel.refusal import Refusal, phrase

PULSE = 0.05  # seconds between two looks at the children
PATIENCE = 2.0  # seconds that a child has to end after it was told
STEADY = 10.0  # seconds after which a start counts as a success
LONGEST = 30.0  # seconds between two attempts at most
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_fork = multiprocessing.get_context("fork")


class Lifeline:
    """A pipe that ends when the process which made it ends, however that comes."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()

    def hold(self) -> None:
        """In a child: let go of the writing end, and follow."""
        os.close(self.writing)
        self.follow()

    def follow(self) -> None:
        """In a child or a child of it: end when the pipe does. Threads do not survive a fork: ask again."""
        threading.Thread(target=self._wait, name="lifeline", daemon=True).start()

    def _wait(self) -> NoReturn:
        os.read(self.reading, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        os._exit(1)


class Child:
    """A process that does `work(lifeline)`; started again when it ends, up to `attempts` times in a row."""

    def __init__(self, name: str, work: Callable[[Lifeline], None], attempts: int | None = None) -> None:
        self.name, self.work, self.attempts = name, work, attempts
        self.process: multiprocessing.process.BaseProcess | None = None
        self.failures, self.since, self.next = 0, 0.0, 0.0

    def tend(self, lifeline: Lifeline) -> None:
        """Start the child, or start it again; refuses when it fails again and again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next:
                self._start(lifeline)
        elif not self.process.is_alive():
            self._ended(now)

    def signal(self, sign: signal.Signals) -> None:
        """Tell the child and every process that it started."""
        if self.process is not None and self.process.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)

    def wait(self, seconds: float) -> None:
        """Give the child time to end."""
        if self.process is not None:
            self.process.join(max(seconds, 0.0))

    def _start(self, lifeline: Lifeline) -> None:
        self.since = time.monotonic()
        self.process = _fork.Process(target=self._live, args=[lifeline], name=self.name)
        self.process.start()
        with suppress(OSError):  # the child does the same: whoever comes first
            os.setpgid(self.process.pid or 0, self.process.pid or 0)

    def _live(self, lifeline: Lifeline) -> None:
        with suppress(OSError):
            os.setpgid(0, 0)
        for sign in SIGNALS:
            signal.signal(sign, signal.SIG_DFL)
        lifeline.hold()
        try:
            self.work(lifeline)
        except Refusal as refusal:
            sys.exit(f"dispositif {self.name}: {refusal} [{refusal.code}]")

    def _ended(self, now: float) -> None:
        self.signal(signal.SIGKILL)  # what it may have left behind
        self.failures = 1 if now - self.since > STEADY else self.failures + 1
        self.process, self.next = None, now + min(0.1 * 2**self.failures, LONGEST)
        if self.failures == self.attempts:
            raise Refusal(
                "serve.child_fails",
                phrase("The process %(name)s ended %(times)s times in a row; what it wrote above says why."),
                name=self.name,
                times=self.failures,
            )


def supervise(children: list[Child], until_up: Callable[[], bool], up: Callable[[], None]) -> None:
    """Run the children until a signal asks for the end; call `up` once, when `until_up` first says yes."""
    lifeline, announced = Lifeline(), False
    with _told() as told:
        try:
            while not told:
                for child in children:
                    child.tend(lifeline)
                if not announced and until_up():
                    announced = True
                    up()
                time.sleep(PULSE)
        finally:
            _end(children)
            os.close(lifeline.writing)
            os.close(lifeline.reading)


def _end(children: list[Child]) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    end = time.monotonic() + PATIENCE
    for child in children:
        child.wait(end - time.monotonic())
        child.signal(signal.SIGKILL)
        child.wait(PATIENCE)


@contextmanager
def _told() -> Iterator[list[int]]:
    """The signals heard so far; nothing is interrupted by them."""
    heard: list[int] = []
    before = {sign: signal.signal(sign, lambda number, _frame: heard.append(number)) for sign in SIGNALS}
    try:
        yield heard
    finally:
        for sign, former in before.items():
            signal.signal(sign, former)
