"""One job carried out in this process: as whom, what is seen meanwhile, how it ends."""

from datetime import date

import pytest
from procrastinate.exceptions import JobAborted

from dispositif.people.models import Person, Posting
from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.queue.models import Progress
from dispositif.queue.perform import perform
from dispositif.secrecy.acting import acting_as
from tests.queue.asking import ask, look, told

pytestmark = pytest.mark.database
CONTENT = "SELECT content FROM trail_entry e JOIN trail_content c ON c.entry_id = e.seq WHERE what = %s"


def carry_out(
    progress: Progress, ana: Person, name: str, stopping: bool = False, **arguments: object
) -> None:
    perform(
        progress=progress.uuid, action=f"tests.queue.errands.{name}", arguments=arguments, person=ana.uuid,
        stopping=lambda: stopping,
    )  # fmt: skip


def entries(what: str) -> list[tuple[object, ...]]:
    return told("SELECT what FROM trail_entry WHERE what LIKE %s ORDER BY seq", what)


def test_the_job_acts_as_the_person_and_is_seen_while_it_runs(ana: Person) -> None:
    progress = ask(ana, "note", what="errands.noted")
    carry_out(progress, ana, "note", what="errands.noted")
    ((content,),) = told(CONTENT, "errands.noted")
    text = str(content)
    assert "drafter,reader" in text
    assert str(ana.uuid) in text
    assert "administrator" not in text
    assert '["running", 1, 2, "half"]' in text.replace("'", '"')
    ended = look(progress)
    assert (ended.state, ended.done, ended.total) == ("done", 2, 2)


def test_a_role_taken_back_since_does_not_count(ana: Person) -> None:
    progress = ask(ana, "note", what="errands.noted")
    with acting_as(AS_ADMINISTRATOR):
        Posting.objects.filter(person=ana).update(ends_on=date(2026, 1, 2))
    carry_out(progress, ana, "note", what="errands.noted")
    ((content,),) = told(CONTENT, "errands.noted")
    assert "drafter" not in str(content)


def test_a_refusal_is_an_end_with_its_sentence(ana: Person) -> None:
    progress = ask(ana, "refuse")
    carry_out(progress, ana, "refuse")
    assert (look(progress).state, look(progress).words) == ("refused", "No: Ana may not.")
    assert entries("errands.%") == []


def test_a_fault_is_an_end_that_goes_on_upwards(ana: Person) -> None:
    progress = ask(ana, "fail")
    with pytest.raises(ZeroDivisionError):
        carry_out(progress, ana, "fail")
    assert look(progress).state == "failed"
    assert "on purpose" not in look(progress).words
    assert entries("errands.%") == []


def test_what_commits_by_itself_keeps_what_it_had_done(ana: Person) -> None:
    progress = ask(ana, "note_each", what="errands.each", items=3)
    carry_out(progress, ana, "note_each", what="errands.each", items=3)
    assert look(progress).words == "After 3 it is enough."
    assert entries("errands.each%") == [("errands.each.0",), ("errands.each.1",), ("errands.each.2",)]


def test_a_worker_that_stops_ends_the_job_at_its_next_word(ana: Person) -> None:
    progress = ask(ana, "note", what="errands.noted")
    with pytest.raises(JobAborted):
        carry_out(progress, ana, "note", stopping=True, what="errands.noted")
    assert entries("errands.%") == []
