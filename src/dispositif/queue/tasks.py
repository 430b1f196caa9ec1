"""The one task of the queue, as procrastinate knows it (which looks for a module of this name)."""

from typing import Any
from uuid import UUID

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from dispositif.queue.perform import PASSING, perform

ATTEMPTS = 3
"""How often a job may begin again before it counts as failed: one that kills its worker does not for ever."""


class OnlyWhatPasses(BaseRetryStrategy):
    """Again when the worker was stopped or the database lost; never because the action failed."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once, a few times."""
        if isinstance(exception, PASSING) and job.attempts + 1 < ATTEMPTS:
            return RetryDecision()
        return None


@app.task(name="queue.run", pass_context=True, retry=OnlyWhatPasses())
def run(context: JobContext, *, progress: str, action: str, arguments: dict[str, Any], person: str) -> None:
    """Carry out one action for one person."""
    perform(
        progress=UUID(progress),
        action=action,
        arguments=arguments,
        person=UUID(person),
        stopping=context.should_abort,
    )
