"""A worker of the tests that delivers: `python hand.py DATABASE`, until nothing waits."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispositif.config.settings")


def main(database: str) -> None:
    """Hold the database, send what waits, as the timetable does."""
    django.setup()
    from django.db import connections

    from dispositif.jobs import schedule
    from dispositif.server import embedded

    embedded.attach()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = database
    print("ready", flush=True)  # noqa: T201 - the test waits for this
    schedule.deliver(0)


main(sys.argv[1])
