"""Messages and reminders: to whom, once, and never about what is not theirs to see."""

from datetime import date, timedelta

import pytest

from dispositif.jobs import schedule
from dispositif.notices import queries
from dispositif.notices.actions import mark_read, remind, settle_due, tell
from dispositif.notices.models import Due, Message
from dispositif.people.clock import today
from dispositif.people.models import Person, Posting
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.queue.perform import acting_of
from dispositif.secrecy.acting import acting_as
from dispositif.trail.party import Party
from dispositif.world.models import Entity
from tests.notices.subjects import KIND, WHAT, opened, posted
from tests.world import DAY, person

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]
WEEK = timedelta(7)


@pytest.fixture
def officer(world: None) -> Person:
    """Of the secretariat, hence sees every person; posted to UNODC."""
    return posted("Officer", "UNODC", Role.SECRETARIAT)


def said(to: Person, about: Party, once: str = "first") -> Message | None:
    return tell(person=to, what=WHAT, about=about, url="/documents/", facts={}, on=DAY, once=once)


def run(on: date) -> int:
    return remind(on=on, by=local_administrator())


def digests(one: Person) -> list[tuple[date, list[str]]]:
    """(day, labels of the rows listed) of a person's digests, as the person sees them."""
    with acting_as(acting_of(one.uuid, DAY)[0]):
        rows = list(queries.messages(one).order_by("id"))
        told = queries.told(rows)
        return [
            (row.written_on, [told[uuid].subject_label for uuid in row.facts["rows"] if uuid in told])
            for row in rows
        ]


def test_the_same_thing_is_said_once_to_each(officer: Person) -> None:
    other = posted("Other", "UNODC", Role.SECRETARIAT)
    assert said(officer, officer.as_party()) is not None
    assert said(officer, officer.as_party()) is None
    assert said(other, officer.as_party()) is not None
    assert said(officer, officer.as_party(), once="second") is not None
    assert Message.objects.count() == 3


def test_nothing_is_said_about_what_the_person_may_not_see(officer: Person) -> None:
    reader = person("Reader")
    assert said(reader, officer.as_party()) is None, "one reader does not see another person"
    assert said(reader, reader.as_party()) is not None
    assert said(reader, Party("unregistered", officer.uuid, "x"), once="second") is None
    assert said(officer, Party("unregistered", officer.uuid, "x")) is not None
    with acting_as(acting_of(reader.uuid, DAY)[0]):
        assert [row.subject_label for row in Message.objects.all()] == ["Reader"]


def test_reading_is_ones_own(officer: Person) -> None:
    other = posted("Other", "UNODC", Role.SECRETARIAT)
    first, second = said(officer, officer.as_party()), said(officer, officer.as_party(), once="second")
    assert first is not None
    assert second is not None
    assert mark_read(by=other, uuid=first.uuid) == 0
    assert mark_read(by=officer, uuid=first.uuid) == 1
    assert [row.pk for row in queries.messages(officer)] == [second.pk, first.pk], "unread first"
    assert mark_read(by=officer) == 1
    assert mark_read(by=officer) == 0


def test_a_digest_a_day_lists_mine_and_my_entitys(officer: Person) -> None:
    about, unodc = officer.as_party(), Entity.objects.get(code="UNODC")
    due_on = DAY + timedelta(30)
    opened(Party("person", officer.uuid, "mine"), due_on, person=officer, occurrence="1")
    opened(Party("person", officer.uuid, "ours"), due_on, entity=unodc, occurrence="2")
    opened(
        Party("person", officer.uuid, "theirs"), due_on, entity=Entity.objects.get(code="SG"), occurrence="3"
    )
    opened(Party("person", officer.uuid, "later"), due_on + WEEK, person=officer, occurrence="4")
    assert run(DAY) == 1
    assert run(DAY) == 0, "the second run of a day adds nothing"
    assert digests(officer) == [(DAY, ["mine", "ours"])]
    assert run(DAY + timedelta(1)) == 0
    assert run(DAY + WEEK) == 1
    assert digests(officer)[1:] == [(DAY + WEEK, ["later"])]
    settle_due(kind=KIND, about=about, on=DAY, by=local_administrator())
    assert run(due_on) == 0, "what is settled is not reminded of"


def test_what_a_person_may_not_see_is_in_no_digest(officer: Person) -> None:
    reader = posted("Reader", "UNODC")
    unodc = Entity.objects.get(code="UNODC")
    opened(Party("person", officer.uuid, "unseen"), DAY, entity=unodc)
    opened(Party("person", reader.uuid, "seen"), DAY, entity=unodc)
    opened(Party("unregistered", reader.uuid, "strange"), DAY, entity=unodc, occurrence="2")
    blind = posted("Blind", "SG")
    opened(Party("person", officer.uuid, "unseen"), DAY, entity=Entity.objects.get(code="SG"), occurrence="3")
    assert run(DAY) == 2
    assert digests(blind) == []
    assert digests(reader) == [(DAY, ["seen"])]
    assert digests(officer) == [(DAY, ["unseen", "seen", "strange"])]


def test_nobody_to_remind_is_no_fault_and_a_posting_that_ended_counts_no_more(officer: Person) -> None:
    Posting.objects.filter(person=officer, scope_kind="entity").update(ends_on=DAY)
    opened(officer.as_party(), DAY, entity=Entity.objects.get(code="UNODC"))
    opened(officer.as_party(), DAY, occurrence="nobody's")
    assert run(DAY + WEEK) == 0
    assert not Due.objects.filter(reminded_on=None).exists()


def test_days_without_a_worker_are_made_up_for(officer: Person) -> None:
    opened(Party("person", officer.uuid, "mine"), DAY + timedelta(30), person=officer)
    assert run(DAY + timedelta(40)) == 1
    assert digests(officer) == [(DAY + timedelta(40), ["mine"])]


def test_a_long_digest_says_how_many(officer: Person) -> None:
    for number in range(51):
        opened(Party("person", officer.uuid, "mine"), DAY, person=officer, occurrence=str(number))
    run(DAY)
    facts = Message.objects.get().facts
    assert (facts["count"], len(facts["rows"])) == (51, 50)


def test_the_timetable_reminds(officer: Person) -> None:
    opened(officer.as_party(), today(), person=officer, on=today())
    schedule.remind(0)
    assert Message.objects.get().written_on == today()
