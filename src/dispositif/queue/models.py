"""How far a long job has come: rows written on their own connection, seen while the job still runs."""

from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import Q

from dispositif.kernel.refusal import phrase
from dispositif.secrecy.policies import Policy, either, own, roles


class State(StrEnum):
    """Where a job stands; the last three are ends."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


LABELS: dict[State, str] = {
    State.WAITING: phrase("waiting"),
    State.RUNNING: phrase("running"),
    State.DONE: phrase("done"),
    State.REFUSED: phrase("refused"),
    State.FAILED: phrase("failed"),
}
OPEN = (State.WAITING, State.RUNNING)


class Progress(models.Model):
    """One job as the person who asked for it sees it: `done` of `total` steps (0: not known yet).

    `words` say where it is, or how it ended; `then` is the address to go on to.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    label = models.CharField(max_length=200)
    asked_by = models.UUIDField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default=State.WAITING.value)
    words = models.TextField(blank=True)
    then = models.CharField(max_length=300, blank=True)
    beat_at = models.DateTimeField(auto_now=True)

    policy = Policy(
        read=either(own("asked_by"), roles("administrator")),
        write=either(own("asked_by"), roles("administrator")),
        why="whoever asked for the job, and the administrator",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="progress_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.done}/{self.total}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state not in OPEN

    @property
    def state_label(self) -> str:
        """The state as an English phrase."""
        return LABELS[State(self.state)]
