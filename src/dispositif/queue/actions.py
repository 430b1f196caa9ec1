"""Putting long work into the queue, and putting back what a dead worker left."""

from datetime import timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from django.db.models import Exists, OuterRef, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from dispositif.kernel.refusal import phrase
from dispositif.people.models import Person
from dispositif.queue.models import OPEN, Progress, State
from dispositif.queue.registry import allowed
from dispositif.queue.tasks import ATTEMPTS, run

SILENCE = 30.0  # seconds without a heartbeat after which a worker counts as dead; it beats every ten
KEPT = timedelta(days=30)
INTERRUPTED = phrase("This was interrupted more than once and was given up; it can be asked for again.")


@transaction.atomic
def defer(
    *, action: str, arguments: dict[str, Any], label: str, by: Person, total: int = 0, then: str = ""
) -> Progress:
    """Ask for an allowed action as a job: its progress row and the job, in the caller's transaction.

    The worker calls the action with `arguments` (plain JSON: names and identifiers, nothing secret) and
    `by`, `on`, `tell(done, total, words)`; with `acting` too if it commits by itself. `then` is the
    address that the progress page leads on to. LookupError for an action outside the allow-list.
    """
    allowed(action)
    progress = Progress.objects.create(label=label, asked_by=by.uuid, total=total, then=then)
    run.defer(progress=str(progress.uuid), action=action, arguments=arguments, person=str(by.uuid))
    return progress


def recover(*, silence: float = SILENCE) -> int:
    """Put the jobs of dead workers back into the queue; how many. Those tried too often are given up."""
    stalled = list(async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=silence))
    for job in stalled:
        if job.attempts + 1 < ATTEMPTS:
            async_to_sync(app.job_manager.retry_job)(job)
        else:
            async_to_sync(app.job_manager.finish_job)(job, Status.FAILED, delete_job=False)
    _give_up()
    return len(stalled)


def _give_up() -> None:
    """Progress rows that no job will move any more say so. Both are read in one statement."""
    jobs = ProcrastinateJob.objects.alias(named=KT("args__progress")).filter(
        named=Cast(OuterRef("uuid"), TextField()), status__in=[Status.TODO.value, Status.DOING.value]
    )
    orphans = Progress.objects.filter(~Exists(jobs), state__in=OPEN)
    orphans.update(state=State.FAILED, words=INTERRUPTED, beat_at=Now())


def forget() -> None:
    """Remove what ended a month ago: progress rows, and the jobs that failed."""
    Progress.objects.exclude(state__in=OPEN).filter(beat_at__lt=Now() - KEPT).delete()
    hours = int(KEPT.total_seconds() // 3600)
    async_to_sync(app.job_manager.delete_old_jobs)(hours, include_failed=True, include_aborted=True)
