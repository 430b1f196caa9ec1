"""Figures of the Conferences: values, reasons where there is none, what was known before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dispositif.instruments.actions import session as actions
from dispositif.instruments.actions.issue import issue_document, plan_document
from dispositif.instruments.actions.mechanism import receive_answer, record_contribution
from dispositif.instruments.session_figures import COUNTS
from dispositif.instruments.sessions import Basis, Held, Mechanism, Span, money
from dispositif.kernel.figure import Figure, Scope, State
from dispositif.look.figures import definition, figure
from dispositif.mandates.actions.course import moment
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.secrecy.audiences import Audience
from dispositif.world.queries import entity
from tests.instruments.conferences import SINCE, TODAY, author, recorded, sent, states, world

pytestmark = pytest.mark.database
LATER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


def said(name: str, at: date = TODAY, known_at: datetime = LATER, body: str = "") -> Figure:
    scope = Scope("entity", entity(body).uuid, body) if body else Scope()
    audience = Audience(AS_ADMINISTRATOR)
    return figure(f"conferences.{name}", at=at, known_at=known_at, audience=audience, scope=scope)


def test_nothing_recorded_is_none_with_its_reason() -> None:
    for name, *_rest in COUNTS:
        one = said(name.partition(".")[2])
        assert (one.state, one.value) == (State.NONE, None)
        assert one.reason
        assert definition(name).freshness() is None


def test_sessions_and_days_follow_the_day_and_what_was_known() -> None:
    one, before = recorded(), moment()
    recorded(4, span=Span(date(2008, 10, 8), date(2008, 10, 17)))
    recorded(5, held=Held.PLANNED, span=Span(None, None))
    recorded(6, span=Span(None, None))
    assert said("sessions").value == 3
    assert said("session_days").value == 20
    assert said("session_days").facts == {"without": 1}
    assert said("session_days", at=SINCE + timedelta(1)).value == 2
    assert said("sessions", known_at=before).value == 1
    assert said("sessions", body="COP_UNTOC").value == 3
    assert said("sessions", body="CCPCJ").state is State.NONE
    assert one.as_party().label in [row.label for row in said("sessions").evidence]


def test_unverified_facts_make_an_unverified_figure() -> None:
    assert actions.load_sessions(by=local_administrator().as_party(), on=TODAY)
    assert (said("sessions").value, said("sessions").verified) == (28, False)
    in_2004 = said("session_days", at=date(2004, 12, 31))
    assert (in_2004.value, in_2004.verified) == (11, True)


def test_language_versions_issued_on_time_of_those_due() -> None:
    due = date(2006, 8, 28)
    document = plan_document(
        session=recorded(),
        symbol="CTOC/COP/2006/5",
        title="Report",
        due_on=due,
        languages=["en", "fr"],
        source="list",
        **author(),
    )
    before = moment()
    issue_document(document=document, issued={"en": due}, source="ODS", **author())
    one = said("documents_on_time")
    assert (one.value, one.facts) == (1, {"all": 2})
    assert said("documents_on_time", known_at=before).value == 0
    assert said("documents_on_time", at=due - timedelta(1)).state is State.NONE
    assert said("documents_on_time", body="COSP_UNCAC").state is State.NONE
    assert definition("conferences.documents_on_time").freshness() is not None


def test_answers_received_of_those_asked_for() -> None:
    one = sent()
    receive_answer(
        questionnaire=one,
        participant=states("KEN")[0],
        received_on=date(2021, 7, 1),
        source="mail",
        **author(),
    )
    figure_ = said("questionnaires_received")
    assert (figure_.value, figure_.facts) == (1, {"all": 3})
    assert said("questionnaires_received", at=date(2021, 6, 30)).value == 0
    assert said("questionnaires_received", body="COP_UNTOC").value == 1
    for body in ("COSP_UNCAC", "CCPCJ"):
        assert said("questionnaires_received", body=body).state is State.NONE


def test_contributors_are_those_who_gave() -> None:
    giving = {"mechanism": Mechanism.UNTOC, "words": "", "in_kind": False, "source": "letter"}
    for who, basis, amount in (
        (states("FRA")[0], Basis.RECEIVED, "5"),
        (states("FRA")[0], Basis.RECEIVED, "6"),
        (entity("UNICRI"), Basis.RECEIVED, "5"),
        (states("KEN")[0], Basis.PLEDGE, "5"),
    ):
        record_contribution(
            giver=who,
            basis=basis,
            money=money(amount, "USD"),
            made_on=date(2021, 5, 1),
            **giving,  # type: ignore[arg-type]
            **author(),
        )
    one = said("contributors")
    assert (one.value, [row.label for row in one.evidence]) == (2, ["FRA", "UNICRI"])
    assert said("contributors", body="CCPCJ").state is State.NONE
