"""Real workers: what they do, and what becomes of the job when one is killed or stopped."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections

from dispositif.jobs import schedule
from dispositif.people.models import Person
from tests.queue.asking import ask, look, told, until

Start = Callable[..., "subprocess.Popen[str]"]
pytestmark = pytest.mark.database
JOBS = "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'queue.run'"
SILENT = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'"


def fall_silent() -> None:
    """As if half a minute had gone by since the workers' last heartbeat."""
    with connections["default"].cursor() as cursor:
        cursor.execute(SILENT)


def test_a_job_is_carried_out_and_leaves_no_row_but_its_progress(ana: Person, start: Start) -> None:
    progress = ask(ana, "note", what="errands.noted")
    hand = start("once")
    _, said = hand.communicate(timeout=20)
    assert (hand.returncode, said) == (0, "")
    assert look(progress).state == "done"
    assert told(JOBS) == []


def test_a_job_asked_for_later_is_taken_at_once(ana: Person, start: Start) -> None:
    start()
    time.sleep(1)  # it waits for a notification by now
    asked = time.monotonic()
    progress = ask(ana, "note", what="errands.noted")
    assert until(lambda: look(progress).state == "done")
    assert time.monotonic() - asked < 3, "not at the next polling, five seconds later"


def test_a_fault_fails_once_and_is_logged(ana: Person, start: Start) -> None:
    progress = ask(ana, "fail")
    _, said = start("once").communicate(timeout=20)
    assert "ZeroDivisionError: on purpose" in said
    assert look(progress).state == "failed"
    assert told(JOBS) == [("failed", 1)]


def test_the_job_of_a_killed_worker_is_recovered(ana: Person, start: Start, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    progress = ask(ana, "wait", mark=str(mark))
    killed = start()
    assert until(lambda: look(progress).state == "running")
    killed.kill()
    killed.communicate()
    schedule.recover(0)
    assert told(JOBS) == [("doing", 0)], "its heart beat a moment ago: it may only be slow"
    fall_silent()
    schedule.recover(0)
    assert told(JOBS) == [("todo", 1)]
    mark.touch()
    start("once").communicate(timeout=20)
    assert look(progress).state == "done"
    assert told("SELECT count(*) FROM trail_entry WHERE what = 'errands.waited'") == [(1,)]


def test_a_job_that_kills_its_workers_is_given_up(ana: Person, start: Start) -> None:
    progress = ask(ana, "die")
    for _ in range(3):
        assert start().wait(20) == -signal.SIGKILL
        assert look(progress).state == "running"
        fall_silent()
        schedule.recover(0)
    assert told(JOBS)[0][0] == "failed"
    assert look(progress).state == "failed"


def test_a_stopped_worker_puts_its_job_back_within_two_seconds(
    ana: Person, start: Start, tmp_path: Path
) -> None:
    progress = ask(ana, "wait", mark=str(tmp_path / "mark"))
    hand = start()
    assert until(lambda: look(progress).state == "running")
    asked = time.monotonic()
    hand.terminate()
    assert hand.wait(10) == 0
    assert time.monotonic() - asked < 2
    assert told(JOBS) == [("todo", 1)]


def test_two_workers_take_each_job_once(ana: Person, start: Start) -> None:
    asked = [ask(ana, "note", what="errands.noted") for _ in range(20)]
    for hand in [start("once"), start("once")]:
        hand.communicate(timeout=20)
    assert {look(progress).state for progress in asked} == {"done"}
    assert told("SELECT count(*) FROM trail_entry WHERE what = 'errands.noted'") == [(20,)]
