"""A job and its progress row: both or neither, and only for allowed actions."""

import pytest
from django.db import transaction

from dispositif.people.models import Person
from dispositif.people.queries import VISITOR
from dispositif.queue import actions, queries
from dispositif.queue.registry import allow, allowed
from dispositif.secrecy.acting import Acting, acting_as
from tests.queue.asking import ask, look, told

pytestmark = pytest.mark.database
JOBS = "SELECT args FROM procrastinate_jobs WHERE task_name = 'queue.run'"


def test_the_job_names_the_action_the_person_and_the_row(ana: Person) -> None:
    progress = ask(ana, "note", what="x")
    assert look(progress).state == "waiting"
    ((args,),) = told(JOBS)
    assert f'"progress": "{progress.uuid}"' in str(args).replace("'", '"')
    assert f"{ana.uuid}" in str(args)


def test_what_the_caller_takes_back_leaves_neither_row_nor_job(ana: Person) -> None:
    with transaction.atomic():
        progress = ask(ana, "note", what="x")
        transaction.set_rollback(True)
    with acting_as(Acting(frozenset({"administrator"}))):
        assert queries.progress(progress.uuid) is None
    assert told(JOBS) == []


def test_an_action_outside_the_list_is_a_fault_of_the_program(ana: Person) -> None:
    with pytest.raises(LookupError, match=r"os\.remove may not run"):
        actions.defer(action="os.remove", arguments={}, label="x", by=ana)
    assert told(JOBS) == []


def test_only_the_asker_and_the_administrator_see_the_progress(ana: Person) -> None:
    progress = ask(ana, "note", what="x")
    with acting_as(VISITOR):
        assert queries.progress(progress.uuid) is None
    with acting_as(Acting(frozenset({"reader"}), ana.uuid)):
        assert queries.progress(progress.uuid) is not None


def test_the_list_says_which_actions_commit_by_themselves() -> None:
    allow("somewhere.all_at_once")
    allow("somewhere.piece_by_piece", commits=True)
    assert not allowed("somewhere.all_at_once").commits
    assert allowed("somewhere.piece_by_piece").commits
