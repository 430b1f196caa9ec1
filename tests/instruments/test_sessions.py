"""Sessions, who came, documents: what is recorded, corrected, refused, and how it was known before."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from dispositif.instruments.actions import session as actions
from dispositif.instruments.actions.attendance import Present, record_attendance, withdraw_attendance
from dispositif.instruments.actions.issue import issue_document, move_document, plan_document
from dispositif.instruments.models import Attendance, Issue, Session, SessionDocument, Sitting
from dispositif.instruments.queries import session as queries
from dispositif.instruments.sessions import Held, Part, Presence, Progress, Span
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions.course import moment
from dispositif.notices.models import Due
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.queries import entity
from tests.instruments.conferences import SINCE, SOURCE, TODAY, UNTIL, author, recorded, states, world

pytestmark = pytest.mark.database
DUE = date(2006, 8, 28)


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


def refused(code: str, call: object, **said: object) -> None:
    with pytest.raises(Refusal) as found:
        call(**said, **author())  # type: ignore[operator]
    assert found.value.code == code


def test_a_session_is_recorded_once() -> None:
    one = recorded()
    assert (one.label, queries.sitting_of(one).place) == ("COP_UNTOC 3", "Vienna")
    with pytest.raises(Refusal) as again:
        recorded()
    assert again.value.code == "sessions.twice"
    assert recorded(part=Part.RESUMED).slug == "3-resumed"
    assert [entry.what for entry in history(one)] == ["instruments.session_recorded"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"body": "GA"}, "sessions.body"),
        ({"number": 0}, "sessions.number"),
        ({"source": " "}, "sessions.words_missing"),
        ({"span": Span(UNTIL, SINCE)}, "sessions.ends_before_start"),
        ({"span": Span(date(2027, 1, 1), None)}, "sessions.not_begun"),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as found:
        recorded(**said)  # type: ignore[arg-type]
    assert found.value.code == code
    assert not Session.objects.exists()


def test_a_correction_keeps_what_was_known() -> None:
    one, before = recorded(), moment()
    said = {"held": Held.HELD, "place": "Vienna", "span": Span(SINCE, SINCE), "source": "corrigendum"}
    actions.correct_session(session=one, **said, seen=0, **author())
    assert queries.sitting_of(one).until_on == SINCE
    then = queries.sittings(queries.Asked(), known_at=before).get()
    assert (then.until_on, then.source) == (UNTIL, SOURCE)
    refused("sessions.stale", actions.correct_session, session=one, **said, seen=0)


def test_rows_may_be_superseded_once_and_nothing_else() -> None:
    sitting = queries.sitting_of(recorded())
    for change in ({"place": "Graz"}, {"doubtful": ["place"]}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Sitting.objects.filter(pk=sitting.pk).update(**change)
    Sitting.objects.filter(pk=sitting.pk).update(superseded_at=datetime(2100, 1, 1, tzinfo=UTC))
    with pytest.raises(DatabaseError), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(superseded_at=None)


def attended(one: Session, *codes: str, presence: Presence = Presence.DELEGATION) -> object:
    present = [Present(who, presence) for who in states(*codes)]
    return record_attendance(session=one, present=present, source="INF/2", **author())


def test_who_is_not_in_the_list_is_not_absent() -> None:
    one = recorded()
    attended(one, "FRA", "KEN")
    attended(one, "PER", presence=Presence.REPRESENTED)
    record_attendance(session=one, present=[Present(entity("UNICRI"))], source="INF/2", **author())
    came = queries.came(one, queries.sitting_of(one))
    assert came is not None
    assert (came.delegations, came.represented, came.entities) == (2, 1, 1)
    assert came.universe == len(queries.existing(SINCE))
    assert came.delegations + came.represented + came.without == came.universe


def test_the_same_list_twice_changes_nothing() -> None:
    one = recorded()
    attended(one, "FRA", "KEN")
    entries = len(history(one))
    written = attended(one, "FRA", "KEN", "FRA")
    assert (written.new, written.changed, written.same) == (0, 0, 2)  # type: ignore[attr-defined]
    assert len(history(one)) == entries
    corrected = attended(one, "FRA", presence=Presence.REPRESENTED)
    assert (corrected.new, corrected.changed, corrected.same) == (0, 1, 0)  # type: ignore[attr-defined]
    assert Attendance.objects.count() == 3


def test_nobody_attends_before_a_session_or_before_being() -> None:
    one = recorded()
    refused("sessions.did_not_exist", attended_with("SSD"), session=one)
    refused("sessions.nobody", record_attendance, session=one, present=[], source="x")
    ahead = recorded(4, held=Held.PLANNED, span=Span(date(2027, 1, 4), None))
    refused("sessions.attended_too_early", attended_with("FRA"), session=ahead)
    unknown = recorded(5, held=Held.PLANNED, span=Span(None, None))
    refused("sessions.attended_too_early", attended_with("FRA"), session=unknown)
    assert queries.came(unknown, queries.sitting_of(unknown)) is None
    assert not Attendance.objects.exists()


def attended_with(code: str) -> object:
    def call(session: Session, **by: object) -> object:
        present = [Present(states(code)[0])]
        return record_attendance(session=session, present=present, source="x", **by)  # type: ignore[arg-type]

    return call


def test_a_line_taken_out_leaves_no_information() -> None:
    one = recorded()
    attended(one, "FRA")
    line = queries.attendance(one).get()
    withdraw_attendance(line=line, why="another State was meant", **author())
    assert not queries.attendance(one).exists()
    refused("sessions.line_gone", withdraw_attendance, line=line, why="again")
    told = history(one)[0]
    assert (told.what, told.why) == ("instruments.attendance_withdrawn", "another State was meant")


def planned(one: Session, symbol: str = "CTOC/COP/2006/5", **said: object) -> SessionDocument:
    usual = {"title": "Report", "due_on": DUE, "languages": ["en", "fr", "ar"], "source": "slotting list"}
    return plan_document(session=one, symbol=symbol, **usual | said, **author())  # type: ignore[arg-type]


def test_each_language_is_on_time_late_or_not_issued() -> None:
    one = recorded()
    document = planned(one)
    due = Due.objects.get(kind="instruments.document")
    assert (due.due_on, due.settled_on, due.entity.code) == (DUE, None, "UNODC")
    late = {"en": DUE, "fr": date(2006, 9, 1)}
    assert issue_document(document=document, issued=late, source="ODS", **author()) == 2
    counted = queries.by_language(TODAY, session=one)
    assert counted["en"] == {Progress.IN_TIME: 1}
    assert counted["fr"] == {Progress.LATE: 1}
    assert counted["ar"] == {Progress.OUTSTANDING: 1}
    assert counted["zh"].total() == 0
    assert queries.by_language(DUE, session=one)["fr"] == {Progress.OUTSTANDING: 1}
    assert issue_document(document=document, issued=late, source="ODS", **author()) == 0
    issue_document(document=document, issued={"ar": DUE}, source="ODS", **author())
    due.refresh_from_db()
    assert due.settled_on == TODAY


def test_the_due_row_follows_what_is_not_issued() -> None:
    document = planned(recorded())
    issue_document(document=document, issued={"en": DUE}, source="ODS", **author())
    later = date(2006, 9, 4)
    assert move_document(document=document, due_on=later, source="new list", **author()) == 2
    assert move_document(document=document, due_on=later, source="new list", **author()) == 0
    assert Due.objects.get(kind="instruments.document").due_on == later
    issue = Issue.objects.get(document=document, language="en", superseded_at=None)
    assert issue.due_on == DUE


def test_documents_that_cannot_be_are_refused() -> None:
    one = recorded()
    document = planned(one)
    refused(
        "sessions.document_twice",
        plan_document,
        session=one,
        symbol=document.symbol,
        title="x",
        due_on=DUE,
        languages=["en"],
        source="x",
    )
    with pytest.raises(Refusal) as after:
        planned(one, "CTOC/COP/2006/6", due_on=date(2007, 1, 1))
    assert after.value.code == "sessions.day_before"
    for issued, code in (
        ({"zh": DUE}, "sessions.not_planned_in"),
        ({"en": date(2027, 1, 1)}, "sessions.day_to_come"),
        ({}, "sessions.language"),
    ):
        refused(code, issue_document, document=document, issued=issued, source="x")


def test_a_document_can_be_planned_before_the_days_are_known() -> None:
    one = recorded(9, held=Held.PLANNED, span=Span(None, None))
    assert planned(one).symbol == "CTOC/COP/2006/5"


def test_the_table_of_sessions_is_loaded_once_and_leaves_corrections() -> None:
    by = local_administrator().as_party()
    assert actions.load_sessions(by=by, on=TODAY) == 28
    assert actions.load_sessions(by=by, on=TODAY) == 0
    second = queries.session_of("COP_UNTOC", 2, Part.REGULAR)
    assert second is not None
    sitting = queries.sitting_of(second)
    assert sitting.doubtful == ["since_on", "until_on"]
    said = {"held": Held.HELD, "place": "Vienna", "span": Span(sitting.since_on, sitting.until_on)}
    actions.correct_session(session=second, **said, source="CTOC/COP/2005/8", seen=0, **author())  # type: ignore[arg-type]
    assert actions.load_sessions(by=by, on=TODAY) == 0
    assert queries.sitting_of(second).doubtful == []


def test_a_table_that_changed_supersedes_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    by = local_administrator().as_party()
    actions.load_sessions(by=by, on=TODAY)
    rows = [dict(row) for row in actions.table("sessions")]
    rows[0]["until_on"] = "2004-07-09"
    monkeypatch.setattr(actions, "table", lambda _name: rows)
    assert actions.load_sessions(by=by, on=TODAY) == 1
    first = queries.session_of("COP_UNTOC", 1, Part.REGULAR)
    assert first is not None
    assert queries.sitting_of(first).until_on == date(2004, 7, 9)


def test_sessions_are_asked_for_by_body_year_and_words() -> None:
    actions.load_sessions(by=local_administrator().as_party(), on=TODAY)

    def found(**asked: str) -> int:
        return queries.sittings(queries.Asked(**asked)).count()

    assert found(body="CCPCJ") == 5
    assert found(year="2006") == 2
    assert found(year="x") == 0
    assert found(words="doha") == 2
    assert found(held="planned") == 0
    assert queries.years()[0] == 2025
    assert queries.session_of("CCPCJ", 99, Part.REGULAR) is None
