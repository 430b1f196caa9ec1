"""Focal points, questionnaires, contributions: recorded, corrected, refused; counts that add up."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispositif.instruments.actions import mechanism as actions
from dispositif.instruments.actions.facts import load_instruments, load_registers
from dispositif.instruments.models import Answer, Contribution, FocalPoint
from dispositif.instruments.queries import mechanism as queries
from dispositif.instruments.sessions import Basis, Mechanism, Progress, money
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions.course import moment
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.queries import entity
from tests.instruments.conferences import TODAY, author, sent, states, world

pytestmark = pytest.mark.database
SENT, DUE = date(2021, 3, 1), date(2021, 6, 1)


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


def refused(code: str, call: Any, **said: Any) -> None:
    with pytest.raises(Refusal) as found:
        call(**said, **author())
    assert found.value.code == code


def received(questionnaire: Any, code: str, on: date, source: str = "mail") -> Answer:
    return actions.receive_answer(
        questionnaire=questionnaire,
        participant=states(code)[0],
        received_on=on,
        source=source,
        **author(),
    )


def test_answers_are_in_time_late_or_outstanding() -> None:
    one = sent()
    received(one, "FRA", DUE)
    received(one, "KEN", DUE + timedelta(1))
    found = queries.asked(one, TODAY)
    counts = {Progress.IN_TIME: 1, Progress.LATE: 1, Progress.OUTSTANDING: 1}
    assert (found.addressed, found.received, dict(found.counts)) == (3, 2, counts)
    assert [answer.participant.code for answer in found.standing(Progress.OUTSTANDING)] == ["PER"]
    assert queries.asked(one, DUE).received == 1
    assert found.due_on == DUE


def test_an_answer_said_again_corrects_the_first() -> None:
    one = sent()
    received(one, "FRA", DUE + timedelta(5))
    before = moment()
    received(one, "FRA", DUE)
    received(one, "FRA", DUE)
    assert queries.asked(one, TODAY).counts[Progress.IN_TIME] == 1
    assert queries.asked(one, TODAY, before).counts[Progress.LATE] == 1
    whats = [entry.what for entry in history(one)]
    assert whats.count("instruments.answer_received") == 2


def test_another_day_is_given_to_those_who_have_not_answered() -> None:
    one, later = sent(), DUE + timedelta(30)
    received(one, "FRA", DUE + timedelta(1))
    said = {"questionnaire": one, "due_on": later, "source": "NV 2021/40"}
    assert actions.extend_questionnaire(**said, **author()) == 2
    assert actions.extend_questionnaire(**said, **author()) == 0
    found = queries.asked(one, TODAY)
    assert (found.counts[Progress.LATE], found.due_on) == (1, later)
    received(one, "KEN", later)
    assert queries.asked(one, TODAY).counts[Progress.IN_TIME] == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.dictionaries(
        st.sampled_from(["FRA", "KEN", "PER", "DJI", "VNM"]),
        st.dates(SENT, date(2022, 12, 31)),
        max_size=5,
    ),
    at=st.dates(SENT, date(2023, 6, 1)),
)
def test_received_and_outstanding_make_up_all_that_were_asked(days: dict[str, date], at: date) -> None:
    one = sent("FRA", "KEN", "PER", "DJI", "VNM", title=f"Questionnaire {moment()}")
    for code, on in days.items():
        received(one, code, on)
    found = queries.asked(one, at)
    assert found.received + found.counts[Progress.OUTSTANDING] == found.addressed == 5
    assert found.received == sum(on <= at for on in days.values())


def test_what_no_questionnaire_can_be_is_refused() -> None:
    one = sent()
    said = {"mechanism": Mechanism.UNTOC, "title": "x", "sent_on": SENT, "due_on": DUE, "source": "x"}
    send = actions.send_questionnaire
    refused("sessions.nobody", send, **said, addressed=[])
    refused("sessions.day_before", send, **{**said, "due_on": SENT - timedelta(1)}, addressed=states("FRA"))
    refused("sessions.did_not_exist", send, **{**said, "sent_on": date(2006, 3, 1)}, addressed=states("SSD"))
    refused(
        "sessions.questionnaire_twice", send, **{**said, "title": "Self-assessment"}, addressed=states("FRA")
    )
    receive = actions.receive_answer
    asked = {"questionnaire": one, "participant": states("FRA")[0], "source": "x"}
    refused("sessions.answered_before", receive, **asked, received_on=SENT - timedelta(1))
    refused("sessions.day_to_come", receive, **asked, received_on=TODAY + timedelta(1))
    other = {**asked, "participant": states("DJI")[0]}
    refused("sessions.not_asked", receive, **other, received_on=DUE)


def named(**said: Any) -> FocalPoint:
    usual = {
        "mechanism": Mechanism.UNCAC,
        "participant": states("PER")[0],
        "office": "Ministry of Justice",
        "reference": "NV 7/2021",
        "since_on": SENT,
    }
    return actions.name_focal_point(**{**usual, **said}, **author())


def test_an_office_is_named_and_released() -> None:
    point, before = named(), moment()
    with pytest.raises(Refusal) as again:
        named()
    assert again.value.code == "sessions.named_already"
    refused("sessions.day_before", actions.release_focal_point, point=point, until_on=SENT - timedelta(1))
    actions.release_focal_point(point=point, until_on=DUE, **author())
    refused("sessions.point_gone", actions.release_focal_point, point=point, until_on=DUE)
    assert [one.office for one in queries.focal_points(Mechanism.UNCAC, DUE)] == ["Ministry of Justice"]
    assert not queries.focal_points(Mechanism.UNCAC, DUE + timedelta(1)).exists()
    assert queries.focal_points(Mechanism.UNCAC, TODAY, before).get().until_on is None
    with pytest.raises(Refusal) as ended:
        named()
    assert ended.value.code == "sessions.named_already"
    assert named(since_on=DUE + timedelta(1)).until_on is None


def given_(code: str = "FRA", amount: str = "100", currency: str = "USD", **said: Any) -> Contribution:
    usual = {
        "mechanism": Mechanism.UNTOC,
        "giver": states(code)[0],
        "basis": Basis.PLEDGE,
        "money": money(amount, currency) if amount else None,
        "words": "",
        "in_kind": False,
        "made_on": DUE,
        "source": "letter",
    }
    return actions.record_contribution(**{**usual, **said}, **author())


def test_pledges_receipts_and_currencies_are_never_added() -> None:
    given_(amount="100")
    given_("KEN", amount="50.50")
    given_(amount="100", basis=Basis.RECEIVED)
    given_(amount="70", currency="EUR")
    given_(amount="", in_kind=True, words="a meeting room for a week")
    given_(amount="10", in_kind=True, words="an expert, valued", giver=entity("UNICRI"))
    rows = queries.contributions(TODAY, mechanism=Mechanism.UNTOC)
    totals = {(one.basis, one.money.currency.code): one.money.minor for one in queries.totals(rows)}
    assert totals == {
        (Basis.PLEDGE, "USD"): 15050,
        (Basis.RECEIVED, "USD"): 10000,
        (Basis.PLEDGE, "EUR"): 7000,
    }
    assert rows.count() == 6
    assert not queries.contributions(DUE - timedelta(1)).exists()


def test_a_contribution_is_recorded_once() -> None:
    one = given_()
    with pytest.raises(Refusal) as twice:
        given_(source="the same letter, read again")
    assert twice.value.code == "sessions.contribution_twice"
    for other in ({"amount": "101"}, {"basis": Basis.RECEIVED}, {"currency": "EUR"}, {"words": "a workshop"}):
        given_(**other)  # type: ignore[arg-type]
    assert Contribution.objects.count() == 5
    actions.withdraw_contribution(contribution=one, why="recorded twice", **author())
    assert given_().pk != one.pk


def test_a_contribution_taken_out_was_known_before() -> None:
    one, before = given_(), moment()
    actions.withdraw_contribution(contribution=one, why="recorded twice", **author())
    assert not queries.contributions(TODAY).exists()
    assert queries.contributions(TODAY, before).get() == one
    refused("sessions.contribution_gone", actions.withdraw_contribution, contribution=one, why="again")
    assert [entry.why for entry in history(one)] == ["recorded twice", ""]


def test_what_no_contribution_can_be_is_refused() -> None:
    for said, code in (
        ({"amount": ""}, "sessions.no_amount"),
        ({"in_kind": True}, "sessions.words_missing"),
        ({"code": "SSD", "made_on": date(2006, 3, 1)}, "sessions.did_not_exist"),
        ({"made_on": TODAY + timedelta(1)}, "sessions.day_to_come"),
        ({"source": ""}, "sessions.words_missing"),
    ):
        with pytest.raises(Refusal) as found:
            given_(**said)  # type: ignore[arg-type]
        assert found.value.code == code


def test_parties_are_those_of_the_register_held() -> None:
    on = date(2014, 1, 1)
    assert queries.parties(Mechanism.UNTOC, on) == []
    by = local_administrator()
    load_instruments(by=by.as_party(), on=TODAY)
    load_registers(by=by, on=TODAY)
    parties = queries.parties(Mechanism.UNTOC, on)
    assert {"FRA", "EU"} <= {one.code for one in parties}
    assert len(parties) > 100
    everything = queries.questionnaires(None, TODAY)
    assert everything == []
