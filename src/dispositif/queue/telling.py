"""What a job tells of itself while it runs, written beside its transaction."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models.functions import Now
from procrastinate.exceptions import JobAborted

from dispositif.queue.models import Progress, State
from dispositif.secrecy.acting import Acting, acting_as

CONNECTION = "progress"
"""Its own connection: what is written there is seen at once, whatever becomes of the job's transaction."""
INTERVAL = 0.5  # seconds between two writings: a page asks once a second


class Teller:
    """Writes the progress row of one job, as the person who asked for it."""

    def __init__(self, progress: UUID, acting: Acting, stopping: Callable[[], bool]) -> None:
        self.progress, self.acting, self.stopping = progress, acting, stopping
        self.total, self.next = 0, 0.0

    def tell(self, done: int, total: int, words: str = "") -> None:
        """How far the job has come; at most two writings a second. Ends the job when the worker stops."""
        if self.stopping():
            raise JobAborted
        self.total = total
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + INTERVAL
            self._write(done=done, total=total, words=words)

    def begin(self) -> None:
        """The job runs."""
        self._write(state=State.RUNNING, done=0, words="")

    def wait(self) -> None:
        """The job was put back into the queue."""
        self._write(state=State.WAITING, words="")

    def finish(self) -> None:
        """All was done: the bar is full."""
        self._write(state=State.DONE, done=self.total or 1, total=self.total or 1, words="")

    def end(self, state: State, words: str) -> None:
        """The job ended before its time, for the reason in `words`."""
        self._write(state=state, words=words)

    def _write(self, **fields: Any) -> None:
        with acting_as(self.acting, using=CONNECTION):
            row = Progress.objects.using(CONNECTION).filter(uuid=self.progress)
            row.update(beat_at=Now(), **fields)
