"""Every timed job, on one page: when, and the one action that it calls. Times are UTC.

No queueing lock: with Django's connection procrastinate 3.10 does not recognise a lock that is taken, and its
worker ends. A job that waits twice does the same thing twice, which changes nothing.
"""

from procrastinate.contrib.django import app

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.queue import actions as queue
from dispositif.secrecy.acting import acting_as


@app.periodic(cron="* * * * *")
@app.task(name="jobs.recover")
def recover(timestamp: int) -> None:
    """Each minute: jobs whose worker died go back into the queue."""
    with acting_as(AS_ADMINISTRATOR):
        queue.recover()


@app.periodic(cron="7 3 * * *")
@app.task(name="jobs.forget")
def forget(timestamp: int) -> None:
    """Each night: what ended a month ago is removed."""
    with acting_as(AS_ADMINISTRATOR):
        queue.forget()
