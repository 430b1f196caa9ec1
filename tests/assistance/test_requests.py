"""Requests: who may hand them in, who sees them, and the steps that they take."""

from collections import Counter

import pytest

from dispositif.assistance import actions, queries
from dispositif.assistance.models import Move, Request
from dispositif.assistance.rules import MOVES, Status
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.notices.models import Due, Message
from dispositif.people.rules import Role
from dispositif.world.queries import participant
from tests.assistance.asked import DAY, as_, asked, moved, taken_in
from tests.world import person

pytestmark = pytest.mark.database
EXAMINED = ("find_complete", "examine")


def test_a_delegation_hands_in_for_its_own_state_only(database: None) -> None:
    kenya = person("Amina", Role.DELEGATION, state="KEN")
    request = taken_in(kenya, "KEN")
    assert request.receipt.startswith("AR-")
    assert (request.status, request.sensitivity, request.channel) == (
        "received",
        "confidential",
        "delegation",
    )
    with as_(kenya), pytest.raises(Refusal) as refused:
        actions.take_in(state=participant("PER"), asked=asked(), by=kenya, on=DAY)
    assert refused.value.code == "people.not_allowed"


def test_nobody_else_sees_it(database: None) -> None:
    kenya, peru = person("Amina", Role.DELEGATION, state="KEN"), person("Rosa", Role.DELEGATION, state="PER")
    others = [person(role.value, role) for role in Role if role is not Role.DELEGATION]
    request = taken_in(kenya, "KEN")
    seen = set()
    for one in [kenya, peru, *others]:
        with as_(one):
            if Request.objects.filter(pk=request.pk).exists():
                seen.add(one.name)
                assert Move.objects.count() == 1
            else:
                assert Move.objects.count() == 0
    assert seen == {"Amina", "administrator", "secretariat", "auditor"}


def test_it_goes_its_way_step_by_step(database: None) -> None:
    kenya, officer = person("Amina", Role.DELEGATION, state="KEN"), person("Otto", Role.SECRETARIAT)
    request = taken_in(kenya, "KEN")
    request = moved(request, *EXAMINED, "accept", "begin", "deliver", "review", by=officer)
    assert request.status == Status.REVIEWED
    assert request.due_on is None
    with as_(kenya):
        assert [one.after for one in queries.course(request)][-1] == "reviewed"
        assert Due.objects.filter(subject_uuid=request.uuid, settled_on=None).count() == 0
    told = Counter(Message.objects.filter(person=kenya).values_list("what", flat=True))
    assert told["assistance.moved"] == 6


def test_a_step_that_does_not_start_here_is_refused(database: None) -> None:
    officer = person("Otto", Role.SECRETARIAT)
    request = taken_in(officer, "KEN")
    with as_(officer), pytest.raises(Refusal) as refused:
        actions.move(request=request, name="deliver", seen=0, by=officer, on=DAY, action_taken="x")
    assert refused.value.code == "assistance.no_such_move"


@pytest.mark.parametrize("name", ["refer", "defer", "find_not_possible"])
def test_an_answer_that_is_not_yes_says_why(database: None, name: str) -> None:
    officer = person("Otto", Role.SECRETARIAT)
    request = moved(taken_in(officer, "KEN"), *EXAMINED, by=officer)
    with as_(officer), pytest.raises(Refusal) as refused:
        actions.move(request=request, name=name, seen=request.revision, by=officer, on=DAY)
    assert refused.value.code == "assistance.step_says_more"
    assert refused.value.field == MOVES[name].needs[0]


def test_the_second_of_two_officers_is_told(database: None) -> None:
    officer = person("Otto", Role.SECRETARIAT)
    request = taken_in(officer, "KEN")
    moved(request, "find_complete", by=officer)
    with as_(officer), pytest.raises(Refusal) as refused:
        actions.move(request=request, name="find_complete", seen=0, by=officer, on=DAY)
    assert refused.value.code == "assistance.stale"
    assert "complete" in str(refused.value)


def test_strictly_confidential_is_for_those_concerned(database: None) -> None:
    one, two = person("Otto", Role.SECRETARIAT), person("Olga", Role.SECRETARIAT)
    request = taken_in(one, "KEN")
    with as_(one):
        actions.classify(
            request=request,
            sensitivity=Sensitivity.STRICTLY_CONFIDENTIAL,
            why="It names a witness.",
            seen=request.revision,
            by=one,
            on=DAY,
        )
        assert Request.objects.get(pk=request.pk).asked == ""
    with as_(two):
        assert not Request.objects.filter(pk=request.pk).exists()
