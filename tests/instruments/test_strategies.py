"""Strategies in the database: recorded, amended, covered, withdrawn; what was known stays known."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.models import Measure, Strategy, StrategyCover, StrategyEdition
from dispositif.instruments.queries import strategy as queries
from dispositif.instruments.strategies.held import edition_of, said_of
from dispositif.instruments.strategies.rules import Cover, Mark, Said, Status, Theme, status_on
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions.course import moment
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts
from tests.instruments.strategy_world import ON, THEN, recorded, refused, regional, said

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=ON)


def author(one: Strategy) -> dict[str, object]:
    return {"strategy": one, "by": local_administrator(), "on": ON}


def cells(code: str, at: date = THEN) -> tuple[tuple[Mark, ...], ...]:
    row = next(row for row in queries.coverage(at=at, language="en") if row.participant.code == code)
    return tuple(tuple(told.mark for told in cell) for cell in row.cells)


def test_what_is_recorded_is_what_is_held() -> None:
    one = recorded(regional("UGA", "TZA", measures=("A school", "A register"), link="https://a.example/"))
    held = said_of(edition_of(one))
    assert [cover.code for cover in held.covers] == ["TZA", "UGA"]
    assert held.measures == ("A school", "A register")
    assert (one.as_party().kind, one.as_party().label) == ("strategy", "Plan")
    measure = Measure.objects.first()
    assert measure is not None
    assert measure.as_party().label == str(measure) == "A school"
    assert [entry.what for entry in history(one)] == ["instruments.strategy_recorded"]
    assert {str(one), str(edition_of(one))} == {"Plan"}
    assert str(StrategyCover.objects.first()).startswith(f"{one.pk} ")


def test_a_national_strategy_covers_its_state() -> None:
    recorded(said())
    corruption = list(Theme).index(Theme.CORRUPTION)
    assert cells("KEN")[corruption] == (Mark.NATIONAL,)
    assert cells("KEN", date(2023, 1, 1))[corruption] == (Mark.ENDED,)
    assert cells("KEN", date(2017, 1, 1)) == ((),) * 6
    assert cells("UGA") == ((),) * 6


def test_the_same_strategy_is_recorded_once() -> None:
    recorded(said())
    for what in (said(), said(title="  PLAN ".strip().title())):
        with refused("instruments.strategy_twice"):
            recorded(what)
    other = recorded(said(since_on=date(2013, 1, 1), until_on=date(2017, 12, 31)))
    with refused("instruments.strategy_twice"):
        actions.amend_strategy(said=said(), seen=1, **author(other))


def test_an_amendment_leaves_what_was_known() -> None:
    one = recorded(said(measures=("A school",)))
    before = moment()
    actions.amend_strategy(
        said=said(until_on=date(2019, 12, 31), measures=("A boat",)), seen=1, **author(one)
    )
    assert queries.standing(THEN).national == 0
    assert queries.standing(THEN, known_at=before).national == 1
    assert [edition.until_on for edition in queries.history(one)] == [date(2019, 12, 31), date(2022, 12, 31)]
    assert said_of(edition_of(one)).measures == ("A boat",)
    assert Measure.objects.count() == 2
    with refused("instruments.stale"):
        actions.amend_strategy(said=said(), seen=1, **author(one))
    with refused("instruments.strategy_same"):
        actions.amend_strategy(
            said=said(until_on=date(2019, 12, 31), measures=("A boat",)), seen=2, **author(one)
        )


def test_a_state_is_not_taken_off_before_the_strategy_began() -> None:
    one = recorded(regional("UGA"))
    with refused("instruments.strategy_cover_outside"):
        actions.uncover_state(code="UGA", until_on=date(2017, 12, 31), why="Left.", seen=1, **author(one))
    assert cells("UGA")[4] == (Mark.REGIONAL,)


def test_states_are_listed_one_by_one() -> None:
    one = recorded(regional("UGA"))
    actions.cover_states(covers=[Cover("BFA", "Protocol 2")], seen=1, **author(one))
    assert cells("BFA")[4] == (Mark.REGIONAL,)
    actions.uncover_state(code="BFA", until_on=date(2019, 12, 31), why="It left.", seen=2, **author(one))
    assert (cells("BFA")[4], cells("BFA", date(2019, 6, 1))[4]) == ((Mark.ENDED,), (Mark.REGIONAL,))
    actions.uncover_state(code="UGA", until_on=None, why="Misread.", seen=3, **author(one))
    assert cells("UGA") == ((),) * 6
    told = [(entry.what, entry.why) for entry in history(one)]
    assert told[:2] == [
        ("instruments.state_uncovered", "Misread."),
        ("instruments.state_uncovered", "It left."),
    ]


def test_lists_of_states_are_checked() -> None:
    one = recorded(regional("UGA"))
    with refused("instruments.no_state_named"):
        actions.cover_states(covers=[], seen=1, **author(one))
    with refused("instruments.state_unknown"):
        actions.cover_states(covers=[Cover("QQQ", "x")], seen=1, **author(one))
    with refused("instruments.strategy_cover_twice"):
        actions.cover_states(covers=[Cover("UGA", "x")], seen=1, **author(one))
    with refused("instruments.not_covered"):
        actions.uncover_state(code="KEN", until_on=None, why="x", seen=1, **author(one))
    with refused("instruments.uncover_why"):
        actions.uncover_state(code="UGA", until_on=None, why=" ", seen=1, **author(one))
    with refused("instruments.strategy_national"):
        actions.cover_states(covers=[Cover("UGA", "x")], seen=1, **author(recorded(said())))


def test_a_state_of_another_time_is_refused() -> None:
    with refused("instruments.strategy_cover_period"):
        recorded(regional("SSD", since_on=date(2006, 1, 1), until_on=date(2010, 12, 31)))


def test_a_withdrawal_has_a_day_and_a_reason() -> None:
    one = recorded(said())
    with refused("instruments.strategy_withdrawal"):
        actions.withdraw_strategy(withdrawn_on=THEN, why=" ", seen=1, **author(one))
    actions.withdraw_strategy(withdrawn_on=THEN, why="Replaced.", seen=1, **author(one))
    assert queries.standing(THEN).by_status[Status.WITHDRAWN] == 1
    assert queries.standing(date(2020, 5, 31)).by_status[Status.IN_FORCE] == 1


def test_counts_by_kind_theme_and_region() -> None:
    recorded(said())
    recorded(regional("UGA", "BFA", themes=(Theme.CORRUPTION, Theme.TERRORISM)))
    found = queries.standing(THEN)
    assert (found.known, found.national, found.regional, found.states) == (2, 1, 1, 3)
    assert (
        found.themes[Theme.CORRUPTION],
        found.themes[Theme.TERRORISM],
        found.themes[Theme.KIDNAPPING],
    ) == (2, 1, 0)
    assert found.regions["002"][0] == 3
    assert (found.regions["014"][0], found.regions["011"][0]) == (2, 1)
    assert found.regions["150"][0] == 0
    assert found.states_of_the_day == found.regions["001"][1]
    assert queries.freshness()["all"] == 2


def test_the_list_is_narrowed_and_ordered() -> None:
    recorded(said(title="Zebra plan"))
    recorded(regional("UGA", title="École", measures=("A school of judges",)))
    recorded(said(title="Coming", since_on=None, until_on=None, preparing_on=date(2019, 1, 1)))
    asked = {
        "kind": "regional", "state": "UGA", "words": "judges", "region": "014", "status": "in_force",
        "theme": "corruption",
    }  # fmt: skip
    assert [one.title for one in queries.strategies(queries.Asked(**asked), THEN)] == ["École"]
    titles = [one.title for one in queries.strategies(queries.Asked(), THEN, "title")]
    assert titles == ["Coming", "École", "Zebra plan"]
    assert [one.title for one in queries.strategies(queries.Asked(), THEN, "since_on")][-1] == "Coming"
    assert len(queries.strategies(queries.Asked(grouping="LDC"), THEN)) == 1
    with pytest.raises(Refusal):
        queries.strategies(queries.Asked(region="999"), THEN)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(*[st.none() | st.integers(0, 3000)] * 5), min_size=1, max_size=6), st.integers(0, 3200)
)
def test_the_condition_on_rows_says_what_the_rule_says(rows: list[tuple[int | None, ...]], on: int) -> None:
    """Each strategy is listed under exactly one status, the one that the rule gives it."""
    day = date.fromordinal(date(2015, 1, 1).toordinal() + on)
    with transaction.atomic():
        for place, row in enumerate(rows):
            _recorded_as_dated(place, row)
        for one in queries.strategies(queries.Asked(), day):
            held = [
                status for status in Status
                if queries.strategies(queries.Asked(status=status.value), day).filter(pk=one.pk).exists()  # type: ignore[union-attr]
            ]  # fmt: skip
            assert held == [status_on(one, day)]
        transaction.set_rollback(True)


def _recorded_as_dated(place: int, row: tuple[int | None, ...]) -> None:
    """A strategy of these days, where they can be right."""
    days = [date.fromordinal(date(2015, 1, 1).toordinal() + one) if one is not None else None for one in row]
    names = ("preparing_on", "adopted_on", "since_on", "until_on", "withdrawn_on")
    given_days = dict(zip(names, days, strict=True))
    why = "x" if given_days["withdrawn_on"] else ""
    with suppress(Refusal), transaction.atomic():
        recorded(said(title=f"Plan {place}", withdrawn_why=why, **given_days))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_coverage_shows_every_state_of_the_day_and_never_says_none(day: date) -> None:
    from dispositif.instruments.queries.strategy_states import states
    from dispositif.instruments.strategies.words import cell_said

    rows = queries.coverage(at=day, language="en")
    assert {row.participant.code for row in rows} == states(day)
    words = {cell_said(cell) for row in rows for cell in row.cells}
    assert words == {"no information"}


def test_what_was_said_cannot_be_rewritten_in_the_database() -> None:
    one = recorded(regional("UGA", measures=("A school",)))
    for statement in (
        "UPDATE instruments_strategyedition SET title = 'x'",
        "UPDATE instruments_strategycover SET source = 'x'",
        "UPDATE instruments_measure SET text = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        StrategyEdition.objects.filter(strategy=one).delete()


def test_readers_read_and_do_not_write() -> None:
    recorded(said())
    with acting_as(Acting(frozenset({Role.READER.value}))):
        assert StrategyEdition.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Strategy.objects.create(title="x")


def test_two_who_record_the_same_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The look before the writing finds nothing; the database still takes one only."""
    recorded(said())
    other = recorded(said(title="Other"))
    monkeypatch.setattr(actions, "_refuse_twice", lambda *_: None)
    with refused("instruments.stale_strategy"):
        recorded(said())
    with refused("instruments.stale_strategy"):
        actions.amend_strategy(said=said(), seen=1, **author(other))


def test_an_institution_of_the_organization_owns_one() -> None:
    one = recorded(Said(**{**_fields(regional("UGA")), "institution": "", "entity": "UNODC"}))
    edition = edition_of(one)
    assert edition.entity is not None
    assert edition.entity.code == "UNODC"


def _fields(what: Said) -> dict[str, object]:
    return {name: getattr(what, name) for name in Said.__dataclass_fields__}
