"""A worker of the tests: `python hand.py DATABASE`; with `once` it ends when no job waits."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispositif.config.settings")


def main(database: str, *, wait: bool) -> None:
    """Hold the database, allow the errands, work."""
    django.setup()
    from django.db import connections

    from dispositif.queue.worker import work
    from dispositif.server import embedded
    from tests.queue import errands

    embedded.attach()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    errands.allow_all()
    print("ready", flush=True)  # noqa: T201 - the test waits for this
    work("dispositif.jobs.schedule", wait=wait)


main(sys.argv[1], wait="once" not in sys.argv)
