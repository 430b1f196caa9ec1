"""What becomes of a mandate: owner, day, themes, status; each change as its author had seen it."""

from datetime import date

import pytest

from dispositif.documents.actions import date_adoption
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions, rules
from dispositif.mandates.models import Course, Mandate
from dispositif.mandates.rules import Status
from dispositif.notices.models import Due
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts
from dispositif.world.queries import entity, theme
from tests.mandates.registered import ADOPTED, LATER, again, registered, text

pytestmark = pytest.mark.database


@pytest.fixture
def by(database: None) -> Person:
    """Who does it."""
    return local_administrator()


@pytest.fixture
def found(by: Person) -> dict[str, Mandate]:
    """The small register, in a world with entities and themes."""
    load_facts(by=by.as_party(), on=LATER)
    return registered(text().document)


def test_a_mandate_has_one_owner_and_those_who_support_it(found: dict[str, Mandate], by: Person) -> None:
    supporting = [entity("SG"), entity("UNODC")]
    one = actions.assign(
        mandate=found["5"], owner=entity("UNODC"), supporting=supporting, officer=by, seen=0, by=by, on=LATER
    )
    assert [other.code for other in one.supporting.all()] == ["SG"], "the owner does not support itself"
    due = Due.objects.get(subject_uuid=one.uuid)
    assert (due.entity, due.person) == (entity("UNODC"), by.uuid)
    one = actions.assign(mandate=one, owner=entity("UNODC"), seen=1, by=by, on=LATER)
    assert one.officer == by.uuid, "whoever follows it goes on"
    one = actions.assign(mandate=one, owner=None, supporting=[], released=True, seen=2, by=by, on=LATER)
    assert (one.owner, one.officer, one.supporting.count()) == (None, None, 0)
    entries = [entry for entry in history(one) if entry.what == "mandates.assigned"]
    said = [entry.content.content["after"]["owner"] for entry in entries]
    assert said == [None, "UNODC", "UNODC"]


def test_the_second_of_two_authors_is_told(found: dict[str, Mandate], by: Person) -> None:
    actions.assign(mandate=found["2"], owner=entity("UNODC"), seen=0, by=by, on=LATER)
    with pytest.raises(Refusal) as refusal:
        actions.assign(mandate=found["2"], owner=entity("SG"), seen=0, by=by, on=LATER)
    assert refusal.value.code == "mandates.stale"
    assert refusal.value.facts == {"theirs": "UNODC", "yours": "SG"}
    with pytest.raises(Refusal) as refusal:
        actions.tag(mandate=found["2"], themes=[theme("TIP")], seen=0, by=by, on=LATER)
    assert refusal.value.facts == {"theirs": [], "yours": ["TIP"]}


def test_several_get_one_owner_and_one_theme_or_none_does(found: dict[str, Mandate], by: Person) -> None:
    pairs = [(found["2"], 0), (found["4"], 0)]
    assert actions.assign_all(mandates=pairs, owner=entity("UNODC"), by=by, on=LATER) == 2
    with pytest.raises(Refusal):
        actions.tag_all(mandates=[(found["2"], 1), (found["4"], 0)], theme=theme("TIP"), by=by, on=LATER)
    assert not again(found["2"]).themes.exists()
    actions.tag_all(mandates=[(found["2"], 1), (found["4"], 1)], theme=theme("TIP"), by=by, on=LATER)
    assert [one.code for one in again(found["4"]).themes.all()] == ["TIP"]
    actions.tag(mandate=found["4"], themes=[], seen=2, by=by, on=LATER)
    assert not again(found["4"]).themes.exists()


def test_a_status_needs_its_evidence_and_its_move(found: dict[str, Mandate], by: Person) -> None:
    def state(path: str, status: Status, evidence: str = "", since: date = LATER) -> str:
        one = again(found[path])
        try:
            actions.state(
                mandate=one, status=status, since=since, evidence=evidence, seen=one.revision, by=by, on=LATER
            )
        except Refusal as refusal:
            return refusal.code
        return again(one).status

    assert state("2", Status.COMPLETED) == "mandates.no_evidence"
    assert state("2", Status.COMPLETED, "  ") == "mandates.no_evidence"
    assert state("2", Status.IN_PROGRESS) == "in_progress"
    assert state("2", Status.IN_PROGRESS) == "mandates.no_such_move"
    assert state("2", Status.NOT_IMPLEMENTED, "no ledger was opened") == "not_implemented"
    assert state("3", Status.COMPLETED, "they did") == "mandates.no_such_move"
    assert state("4", Status.IN_PROGRESS, since=date(2044, 8, 31)) == "mandates.day_out_of_range"
    assert state("4", Status.IN_PROGRESS, since=date(2044, 12, 2)) == "mandates.day_out_of_range"
    assert again(found["2"]).statements.count() == 2


def test_what_is_completed_is_due_no_more_until_it_is_open_again(
    found: dict[str, Mandate], by: Person
) -> None:
    one = found["4"]
    actions.state(
        mandate=one, status=Status.COMPLETED, since=LATER, evidence="trained", seen=0, by=by, on=LATER
    )
    assert Due.objects.get(subject_uuid=one.uuid).settled_on == LATER
    actions.state(mandate=one, status=Status.IN_PROGRESS, since=LATER, seen=1, by=by, on=LATER)
    assert Due.objects.get(subject_uuid=one.uuid).settled_on is None


def test_a_day_is_entered_moved_and_taken_back(found: dict[str, Mandate], by: Person) -> None:
    one = actions.set_due(mandate=found["2"], due_on=date(2047, 1, 1), seen=0, by=by, on=LATER, why="letter")
    assert Due.objects.get(subject_uuid=one.uuid).due_on == date(2047, 1, 1)
    with pytest.raises(Refusal, match="lies before the adoption"):
        actions.set_due(mandate=one, due_on=date(2044, 8, 31), seen=1, by=by, on=LATER)
    one = actions.set_due(mandate=one, due_on=None, seen=1, by=by, on=LATER)
    assert one.due_on is None
    assert Due.objects.get(subject_uuid=one.uuid).settled_on == LATER


def test_what_was_known_earlier_can_still_be_asked_for(found: dict[str, Mandate], by: Person) -> None:
    one = found["2"]
    actions.state(mandate=one, status=Status.IN_PROGRESS, since=date(2044, 11, 1), seen=0, by=by, on=LATER)
    actions.state(
        mandate=one,
        status=Status.NOT_IMPLEMENTED,
        evidence="nothing was done in October",
        since=date(2044, 10, 1),
        seen=1,
        by=by,
        on=LATER,
    )
    now = Course.objects.filter(mandate=one, superseded_at=None).order_by("since_on")
    assert [(row.status, row.since_on, row.until_on) for row in now] == [
        ("no_indication", ADOPTED, date(2044, 10, 1)),
        ("not_implemented", date(2044, 10, 1), date(2044, 11, 1)),
        ("in_progress", date(2044, 11, 1), None),
    ]
    assert again(one).status == "in_progress", "what is said of October does not undo November"
    first = Course.objects.filter(mandate=one).order_by("recorded_at").first()
    assert first is not None
    assert first.superseded_at is not None
    assert (first.status, first.until_on) == ("no_indication", None)


def test_the_row_says_what_the_last_piece_of_the_course_says(found: dict[str, Mandate], by: Person) -> None:
    one = found["5"]
    actions.assign(mandate=one, owner=entity("SG"), since=date(2044, 10, 5), seen=0, by=by, on=LATER)
    actions.state(mandate=one, status=Status.IN_PROGRESS, since=LATER, seen=1, by=by, on=LATER)
    actions.set_due(mandate=one, due_on=date(2045, 8, 1), seen=2, by=by, on=LATER)
    last = Course.objects.get(mandate=one, superseded_at=None, until_on=None)
    row = again(one)
    assert (row.status, row.owner_id, row.due_on) == (last.status, last.owner_id, last.due_on)
    assert rules.Status(row.status) is Status.IN_PROGRESS


def test_what_states_are_asked_is_owned_due_and_reported_by_nobody(
    found: dict[str, Mandate], by: Person
) -> None:
    one = found["3"]
    for change in (
        lambda: actions.assign(mandate=one, owner=entity("UNODC"), seen=0, by=by, on=LATER),
        lambda: actions.set_due(mandate=one, due_on=date(2047, 1, 1), seen=0, by=by, on=LATER),
        lambda: actions.name_report(symbol=Symbol.parse("A/100/55"), request=one, by=by, on=LATER),
    ):
        with pytest.raises(Refusal, match="States answer for themselves"):
            change()
    with pytest.raises(Refusal, match="adopts and is reported to"):
        actions.assign(mandate=found["2"], owner=entity("GA"), seen=0, by=by, on=LATER)


def test_a_due_day_lies_after_an_adoption_that_became_known_later(
    found: dict[str, Mandate], by: Person
) -> None:
    one = found["2"]
    date_adoption(document=one.provision.document, adopted_on=date(2044, 11, 20), source="its cover", by=by)
    with pytest.raises(Refusal, match="lies before the adoption"):
        actions.set_due(mandate=again(one), due_on=date(2044, 11, 1), seen=0, by=by, on=LATER)


def test_a_day_that_is_past_when_it_is_entered_was_due_before(found: dict[str, Mandate], by: Person) -> None:
    one = actions.set_due(mandate=found["2"], due_on=date(2044, 10, 15), seen=0, by=by, on=LATER)
    held = Course.objects.get(mandate=one, superseded_at=None, until_on=None)
    assert held.since_on == ADOPTED, "on the first of October it was due within two weeks"
    assert again(one).overdue(LATER)
