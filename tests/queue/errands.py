"""Actions for jobs, as a room would have them: they run in this process and in the workers of the tests."""

import os
import signal
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.people.models import Person
from dispositif.queue import registry
from dispositif.queue.models import Progress
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail import actions as trail

Tell = Callable[[int, int, str], None]


def allow_all() -> None:
    """As an AppConfig does."""
    for name in ("note", "refuse", "fail", "die", "wait"):
        registry.allow(f"tests.queue.errands.{name}")
    registry.allow("tests.queue.errands.note_each", commits=True)


def note(*, what: str, by: Person, on: date, tell: Tell) -> None:
    """One entry in the trail that tells what the policies saw, and what others saw of the progress."""
    tell(1, 2, "half")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('dispositif.roles'), current_setting('dispositif.person')")
        roles, person = cursor.fetchone()
    seen = Progress.objects.using("progress")  # as the job itself is seen from outside its transaction
    with acting_as(Acting(frozenset({"reader"}), by.uuid), using="progress"):
        words = list(seen.values_list("state", "done", "total", "words"))
    content = {"roles": roles, "person": person, "on": on, "progress": words}
    trail.record(what=what, about=by.as_party(), by=by.as_party(), content=content)
    tell(2, 2, "")


def note_each(*, what: str, items: int, by: Person, on: date, tell: Tell, acting: Acting) -> None:
    """One entry and one transaction for each item; refuses the one after the last."""
    assert not connection.in_atomic_block
    for item in range(items):
        with acting_as(acting):
            trail.record(what=f"{what}.{item}", about=by.as_party(), by=by.as_party())
        tell(item + 1, items, "")
    raise Refusal("errands.enough", phrase("After %(items)s it is enough."), items=items)


def refuse(*, by: Person, **_: Any) -> None:
    """Writes, then refuses: nothing may stay."""
    trail.record(what="errands.never", about=by.as_party(), by=by.as_party())
    raise Refusal("errands.no", phrase("No: %(name)s may not."), name=by.name)


def fail(*, by: Person, **_: Any) -> None:
    """Writes, then breaks."""
    trail.record(what="errands.never", about=by.as_party(), by=by.as_party())
    raise ZeroDivisionError("on purpose")


def die(**_: Any) -> None:
    """Takes its worker with it."""
    os.kill(os.getpid(), signal.SIGKILL)


def wait(*, mark: str, by: Person, on: date, tell: Tell) -> None:
    """The first time until it is stopped; once the file `mark` is there, at once."""
    for step in range(3000):
        if os.path.exists(mark):  # noqa: PTH110 - as short as can be
            break
        tell(step, 3000, "waiting for the mark")
        time.sleep(0.01)
    trail.record(what="errands.waited", about=by.as_party(), by=by.as_party())
