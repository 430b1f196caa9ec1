"""The worker: takes jobs one after the other until it is told to stop."""

import asyncio
from importlib import import_module

from django.db import connections
from procrastinate.contrib.django import app

BEAT = 10.0  # seconds between two signs of life; three missed ones count as death (`actions.SILENCE`)
GRACE = 0.8  # seconds that a running job may still take after the signal, before `tell` ends it


def work(schedule: str, *, wait: bool = True) -> None:
    """Work off the queue and keep the timetable (the module `schedule`); without `wait`, until it is empty.

    Runs in the main thread, which hears SIGTERM and SIGINT. Ends with an exception when the database
    goes away: whoever started it starts it again.
    """
    import_module(schedule)
    try:
        asyncio.run(_work(wait))
    finally:
        connections.close_all()


async def _work(wait: bool) -> None:
    """On a pool of its own; what an action defers still goes through Django's connection."""
    async with app.with_connector(app.connector.get_worker_connector()).open_async() as worker:  # type: ignore[attr-defined]
        await worker.run_worker_async(
            concurrency=1,
            wait=wait,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE,
            update_heartbeat_interval=BEAT,
        )
