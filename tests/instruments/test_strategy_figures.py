"""Figures of strategies: what is known and in force, in each scope; silence is “none”, never zero."""

from datetime import date, datetime

import pytest

from dispositif.instruments.actions import strategy as actions
from dispositif.kernel.figure import Figure, Scope, State
from dispositif.look.figures import definition, figure
from dispositif.mandates.actions.course import moment
from dispositif.mandates.provision_figures import figures_of
from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
from dispositif.secrecy.audiences import Audience
from dispositif.world import queries as world_queries
from dispositif.world.actions import load_facts
from tests.instruments.strategy_world import ON, THEN, recorded, regional, said

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=ON)


def asked(name: str, scope: Scope | None = None, at: date = THEN, known_at: datetime | None = None) -> Figure:
    audience = Audience(AS_ADMINISTRATOR)
    return figure(name, at=at, known_at=known_at or moment(), audience=audience, scope=scope)


def region(code: str) -> Scope:
    return Scope("region", world_queries.region(code).uuid, code)


def theme(code: str) -> Scope:
    return Scope("theme", world_queries.theme(code).uuid, code)


def state(code: str) -> Scope:
    return Scope("participant", world_queries.participant(code).uuid, code)


def test_silence_is_none_with_its_reason() -> None:
    for name in (
        "instruments.strategies",
        "strategies.national",
        "strategies.regional",
        "strategies.states_covered",
    ):
        one = asked(name)
        assert (one.state, one.value) == (State.NONE, None)
        assert "does not say that there is none" in one.reason
        assert definition(name).freshness() is None


def test_counts_of_the_day() -> None:
    recorded(said(verified=True))
    recorded(regional("UGA", "BFA"))
    names = ("instruments.strategies", "strategies.national", "strategies.regional")
    assert [asked(name).value for name in names] == [2, 1, 1]
    covered = asked("strategies.states_covered")
    assert (covered.value, [one.label for one in covered.evidence]) == (3, ["BFA", "KEN", "UGA"])
    assert (asked("strategies.national").verified, covered.verified) == (True, False)
    assert asked("instruments.strategies", at=date(2023, 1, 1)).value == 0
    assert asked("instruments.strategies", at=date(2017, 1, 1)).state is State.NONE
    assert definition("instruments.strategies").freshness() is not None


def test_counts_in_a_scope() -> None:
    recorded(said())
    one = recorded(regional("UGA", "BFA"))
    assert asked("instruments.strategies", region("014")).value == 2
    assert asked("strategies.states_covered", region("011")).value == 1
    assert asked("strategies.national", region("011")).state is State.NONE
    assert asked("strategies.states_covered", state("KEN")).value == 1
    assert asked("instruments.strategies", state("FRA")).state is State.NONE
    assert asked("instruments.strategies", theme("CORRUPTION")).value == 2
    assert asked("instruments.strategies", theme("TIP")).state is State.NONE
    for name in ("instruments.strategies", "strategies.states_covered"):
        assert asked(name, theme("ML")).state is State.NOT_APPLICABLE
    group = world_queries.grouping("LDC")
    assert asked("strategies.states_covered", Scope("grouping", group.uuid, group.code)).value == 2
    actions.uncover_state(
        strategy=one,
        code="BFA",
        until_on=date(2019, 1, 1),
        why="It left.",
        seen=1,
        by=local_administrator(),
        on=ON,
    )
    assert asked("instruments.strategies", state("BFA")).value == 0


def test_what_was_known_then() -> None:
    before = moment()
    one = recorded(said())
    between = moment()
    actions.withdraw_strategy(
        strategy=one, withdrawn_on=date(2019, 1, 1), why="x", seen=1, by=local_administrator(), on=ON
    )
    values = [asked("instruments.strategies", known_at=at).value for at in (before, between, moment())]
    assert values == [None, 1, 0]


def test_it_answers_for_paragraph_four() -> None:
    named = figures_of("A/RES/61/181", "operative", "4", asks_report=False)
    assert [name for name, _ in named] == ["instruments.strategies"]
