"""Every timed job, on one page: when, and the one action that it calls. Times are UTC.

No queueing lock: with Django's connection procrastinate 3.10 does not recognise a lock that is taken, and its
worker ends. A job that waits twice does the same thing twice, which changes nothing.
"""

from procrastinate.contrib.django import app

from dispositif.mandates import actions as mandates
from dispositif.notices import actions as notices
from dispositif.people.clock import today
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
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


@app.periodic(cron="30 4-21 * * *")
@app.task(name="jobs.remind")
def remind(timestamp: int) -> None:
    """At 04:30 the day's reminders; each hour after, in case no worker was there. The second adds nothing."""
    with acting_as(AS_ADMINISTRATOR):
        notices.remind(on=today(), by=local_administrator())


@app.periodic(cron="* * * * *")
@app.task(name="jobs.deliver")
def deliver(timestamp: int) -> None:
    """Each minute: messages go out by mail, each in a transaction of its own."""
    notices.deliver(acting=AS_ADMINISTRATOR, on=today())


@app.periodic(cron="* * * * *")
@app.task(name="jobs.follow_texts")
def follow_texts(timestamp: int) -> None:
    """Each minute: the register follows texts and readings that came in."""
    with acting_as(AS_ADMINISTRATOR):
        mandates.follow_texts(by=local_administrator(), on=today())
