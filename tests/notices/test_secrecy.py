"""Who may not see a subject learns nothing of what is due about it or was said of it, at any door."""

import csv
import io

import pytest
from click.testing import CliRunner
from django.test import Client
from icalendar import Calendar

from dispositif.cli.group import dispositif
from dispositif.documents.models import Document
from dispositif.notices.actions import settle_due, tell
from dispositif.notices.models import Due, Message
from dispositif.people.models import Account, Person
from dispositif.people.queries import AS_ADMINISTRATOR, VISITOR, local_administrator
from dispositif.people.rules import Role
from dispositif.queue.perform import acting_of
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.server.home import folder
from tests.notices.subjects import KIND, WHAT, about, document, opened, put_in_force, registered
from tests.world import DAY, person

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("secret")]
SEERS = {Role.ADMINISTRATOR, Role.SECRETARIAT}
DOORS = (
    "/notices/due/?for=all", "/notices/due/?for=me", "/notices/panels/due/", "/notices/calendar.ics?for=all",
    "/notices/due/?for=all&format=csv", "/notices/due/?for=all&format=ics", "/notices/messages/",
)  # fmt: skip


@pytest.fixture
def classified(secret: None) -> Document:
    """A subject that only administrators and the secretariat see, and an open one beside it."""
    folder("static")  # WhiteNoise warns of an absent one
    with acting_as(AS_ADMINISTRATOR):
        opened(about(document("A/RES/99/77")), DAY)
        return document("A/RES/98/404", "confidential")


def concern(subject: Document, *people: Person) -> None:
    """Everything that can be written about the subject, to each of the people."""
    with acting_as(AS_ADMINISTRATOR):
        for number, one in enumerate(people):
            opened(about(subject), DAY, person=one, occurrence=str(number))
            tell(person=one, what=WHAT, about=about(subject), url="/documents/", facts={}, on=DAY, once="x")
        opened(about(subject, "unregistered"), DAY, occurrence="unregistered")


def found(who: Person | None) -> dict[str, bytes]:
    """What each door says."""
    client = Client()
    if who is not None:
        client.force_login(Account.objects.get(email=f"{who.name.lower()}@example.org"))
    return {door: client.get(door).content for door in DOORS}


def without_tokens(said: dict[str, bytes]) -> dict[str, list[bytes]]:
    return {
        door: [line for line in content.splitlines() if b"csrf" not in line] for door, content in said.items()
    }


def somebody(name: str, role: Role | None) -> Person:
    with acting_as(AS_ADMINISTRATOR):
        return person(name, role)


def test_for_others_every_door_says_what_it_said_before(classified: Document) -> None:
    roles = [None, *(role for role in Role if role not in SEERS and role != Role.READER)]
    people = [somebody(f"P{number}", role) for number, role in enumerate(roles)]
    before = [without_tokens(found(one)) for one in people]
    concern(classified, *people)
    assert [without_tokens(found(one)) for one in people] == before
    for one in people:
        with acting_as(acting_of(one.uuid, DAY)[0]):
            assert [row.subject_label for row in Due.objects.all()] == ["A/RES/99/77"]
            assert Message.objects.count() == 0


def test_a_visitor_sees_what_is_due_about_open_subjects(classified: Document) -> None:
    concern(classified)
    said = found(None)
    assert b"A/RES/99/77" in said["/notices/due/?for=all"]
    assert not [door for door, content in said.items() if b"404" in content]
    with acting_as(VISITOR):
        assert Due.objects.count() == 1
    with acting_as(Acting(frozenset())):
        assert Due.objects.count() == 0, "a connection that acts for nobody"


def test_those_who_see_the_subject_find_it_behind_each_door(classified: Document) -> None:
    officer = somebody("Officer", Role.SECRETARIAT)
    concern(classified, officer)
    said = found(officer)
    assert [door for door, content in said.items() if b"A/RES/98/404" not in content] == []
    rows = list(csv.reader(io.StringIO(said["/notices/due/?for=all&format=csv"].decode("utf-8-sig"))))
    assert len(rows) == 4
    assert len(Calendar.from_ical(said["/notices/calendar.ics?for=all"]).walk("VEVENT")) == 3


def test_a_message_goes_out_of_sight_with_its_subject(classified: Document) -> None:
    ana = somebody("Ana", None)
    with acting_as(AS_ADMINISTRATOR):
        Document.objects.filter(pk=classified.pk).update(sensitivity="unclassified")
    concern(classified, ana)
    assert b"A/RES/98/404" in found(ana)["/notices/messages/"]
    with acting_as(AS_ADMINISTRATOR):
        Document.objects.filter(pk=classified.pk).update(sensitivity="confidential")
    assert b"A/RES/98/404" not in found(ana)["/notices/messages/"]


def test_one_persons_messages_are_no_other_persons(classified: Document) -> None:
    first, second = somebody("First", Role.SECRETARIAT), somebody("Second", Role.SECRETARIAT)
    concern(classified, first)
    with acting_as(acting_of(second.uuid, DAY)[0]):
        assert Message.objects.count() == 0
        assert Message.objects.update(read_at=None) == 0


def test_whoever_does_not_see_a_subject_settles_nothing_of_it(classified: Document) -> None:
    concern(classified, local_admin())
    drafter = somebody("Drafter", Role.DRAFTER)
    with acting_as(acting_of(drafter.uuid, DAY)[0]):
        assert settle_due(kind=KIND, about=about(classified), on=DAY, by=drafter) == 0
    with acting_as(VISITOR):
        assert Due.objects.update(url="/") == 0, "a reader writes nothing"


def test_a_drafter_opens_what_is_due_about_what_the_drafter_sees(classified: Document) -> None:
    drafter = somebody("Drafter", Role.DRAFTER)
    with acting_as(acting_of(drafter.uuid, DAY)[0]):
        subject = Document.objects.get(symbol="A/RES/99/77")
        assert opened(about(subject), DAY, occurrence="2", by=drafter).pk


def test_the_command_line_lists_only_what_one_may_see(classified: Document) -> None:
    somebody("Somebody", Role.DRAFTER)
    concern(classified, somebody("Officer", Role.SECRETARIAT))
    shown = {}
    for name in ("somebody", "officer"):
        line = ["due", "list", "--as", f"{name}@example.org"]
        shown[name] = CliRunner().invoke(dispositif, line).output
    assert "A/RES/99/77" in shown["somebody"]
    assert "404" not in shown["somebody"]
    assert "A/RES/98/404" in shown["officer"]


def test_the_policies_follow_the_registry(classified: Document) -> None:
    concern(classified)
    ana = somebody("Ana", None)
    with registered("unregistered"):
        put_in_force()
    with acting_as(AS_ADMINISTRATOR):
        Document.objects.update(sensitivity="unclassified")
    with acting_as(acting_of(ana.uuid, DAY)[0]):
        assert [row.subject_kind for row in Due.objects.filter(subject_uuid=classified.uuid)] == [
            "unregistered"
        ]


def local_admin() -> Person:
    with acting_as(AS_ADMINISTRATOR):
        return local_administrator()
