"""Contents go, the chain stays: what a disposal covers is no fault, what nobody disposed of is one."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg import Connection

from dispositif.people.queries import AS_ADMINISTRATOR
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail import actions as trail
from dispositif.trail.models import Content, Entry
from dispositif.trail.party import Party
from dispositif.trail.queries import showing
from dispositif.trail.verify import Fault, Kind, verify
from tests.trail.conftest import written

pytestmark = pytest.mark.database
WHO = Party("person", uuid4(), "Archivist")


def dispose(subject: UUID, names: list[str] | None = None, acting: Acting = AS_ADMINISTRATOR) -> int:
    with acting_as(acting):
        return trail.dispose(subject=subject, names=names, by=WHO, why="Kept for five years")


def test_all_contents_of_a_subject_go(fresh: None) -> None:
    subject, other = written(1), written(2)
    written(3, subject)
    assert dispose(subject) == 2
    with acting_as(AS_ADMINISTRATOR), showing(subject):
        assert [one.entry.what for one in Content.objects.select_related("entry")] == ["trail.disposed"]
        latest = Entry.objects.latest("seq")
    assert (latest.what, latest.subject_label, latest.why) == (
        "trail.disposed",
        "Subject",
        "Kept for five years",
    )
    with acting_as(AS_ADMINISTRATOR), showing(other):
        assert Content.objects.count() == 1
    verdict = verify()
    assert (verdict.faults, verdict.disposed) == ((), 2)


def test_only_contents_with_the_names_go(fresh: None) -> None:
    subject = written(1)
    with acting_as(AS_ADMINISTRATOR):
        about = Party("sample", subject, "Subject")
        trail.record(what="test.named", about=about, by=WHO, content={"victim": "A. B.", "place": "X"})
    assert dispose(subject, ["victim"]) == 1
    assert dispose(subject, ["victim"]) == 0, "nothing is left, and nothing is written"
    assert (verify().faults, verify().disposed) == ((), 1)


def test_a_subject_without_entries_is_no_error(fresh: None) -> None:
    last = verify().last
    assert dispose(uuid4()) == 0
    assert verify().last == last


def test_a_disposal_itself_cannot_be_disposed_of(fresh: None) -> None:
    subject = written(1)
    assert dispose(subject) == 1
    assert dispose(subject) == 0
    assert verify().faults == ()


def test_a_content_that_nobody_disposed_of_is_a_fault(fresh: None, superuser: Connection) -> None:
    written(1)
    last = verify().last
    superuser.execute("DELETE FROM trail_content WHERE entry_id = %s", [last])
    assert verify().faults == (Fault(last, Kind.GONE),)


def test_a_disposal_of_another_subject_covers_nothing(fresh: None, superuser: Connection) -> None:
    subject = written(1)
    stolen = verify().last
    dispose(written(2))
    superuser.execute(
        "UPDATE trail_content SET content = jsonb_set(content, '{disposed}', %s) WHERE entry_id = %s",
        [f"[{stolen}, {stolen + 1}]", stolen + 2],
    )
    superuser.execute("DELETE FROM trail_content WHERE entry_id = %s", [stolen])
    found = verify().faults
    assert {Fault(stolen, Kind.GONE), Fault(stolen + 2, Kind.CONTENT)} <= set(found)
    assert subject


@pytest.mark.parametrize("role", ["auditor", "drafter", "programme_manager", "delegation", "reader"])
def test_others_are_refused_by_the_database(fresh: None, role: str) -> None:
    subject = written(1)
    with pytest.raises(ProgrammingError, match="dispose"):
        dispose(subject, acting=Acting(frozenset({role, "reader"})))
    assert verify().faults == ()


def test_nobody_takes_contents_without_knowing_the_subject(fresh: None) -> None:
    written(1)
    with acting_as(AS_ADMINISTRATOR), pytest.raises(ProgrammingError, match="dispose"), transaction.atomic():
        connection.cursor().execute("DELETE FROM trail_content")


def test_labels_of_others_subjects_are_shown_to_nobody_but_the_auditor(fresh: None) -> None:
    mine, other = written(1), written(2)
    for role in ("administrator", "secretariat", "delegation", "reader"):
        with acting_as(Acting(frozenset({role}))):
            assert Entry.objects.count() == 0
            with showing(mine), transaction.atomic():
                assert {one.subject_uuid for one in Entry.objects.all()} == {mine}
            assert Entry.objects.count() == 0
    with acting_as(Acting(frozenset({"auditor"}))):
        assert {mine, other} <= set(Entry.objects.values_list("subject_uuid", flat=True))
