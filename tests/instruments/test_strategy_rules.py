"""How a strategy stands on a day, and what keeps one from being taken: no database."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispositif.instruments.strategies import refusals
from dispositif.instruments.strategies.refusals import Known, faults, language_known, secure
from dispositif.instruments.strategies.rules import (
    KINDS,
    MARKS,
    SIGNS,
    STATUSES,
    THEMES,
    WORLD,
    Cover,
    Kind,
    Mark,
    Said,
    Status,
    Theme,
    mark_on,
    shown,
    status_on,
)  # fmt: skip
from dispositif.kernel.period import Period
from tests.instruments.strategy_world import ON, regional, said

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
MAYBE = st.none() | DAYS
NAMES = ("preparing_on", "adopted_on", "since_on", "until_on", "withdrawn_on")
DATES = st.fixed_dictionaries(dict.fromkeys(NAMES, MAYBE)).map(lambda days: SimpleNamespace(**days))
EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no fault of the rules."""
KNOWN = {
    "KEN": Known("Kenya", True, Period(date(1963, 12, 12))),
    "UGA": Known("Uganda", True, Period(date(1962, 10, 9))),
    "SSD": Known("South Sudan", True, Period(date(2011, 7, 9))),
    "SUN": Known("Soviet Union", True, Period(None, date(1991, 12, 25))),
    "EU": Known("European Union", False, Period()),
}


def codes(what: Said) -> list[tuple[str, str]]:
    """(code, field) of what is at fault."""
    return [(one.code.removeprefix("instruments.strategy_"), one.field) for one in faults(what, KNOWN, ON)]


@EASY
@given(DATES, DAYS)
def test_status_is_a_partition_of_the_days(dates: SimpleNamespace, day: date) -> None:
    """Exactly one status holds, and it is the one that its dates say."""
    status = status_on(dates, day)
    withdrawn = dates.withdrawn_on is not None and day >= dates.withdrawn_on
    over = dates.until_on is not None and day > dates.until_on
    runs = dates.since_on is not None and day >= dates.since_on
    begun = any(one is not None and day >= one for one in (dates.preparing_on, dates.adopted_on))
    holds = {
        Status.WITHDRAWN: withdrawn,
        Status.EXPIRED: not withdrawn and over,
        Status.IN_FORCE: not withdrawn and not over and runs,
        Status.IN_PREPARATION: not withdrawn and not over and not runs and begun,
        Status.NOT_BEGUN: not (withdrawn or over or runs or begun),
    }
    assert [one for one, true in holds.items() if true] == [status]


@EASY
@given(DATES, DAYS, st.integers(0, 4000))
def test_no_strategy_comes_back(dates: SimpleNamespace, day: date, later: int) -> None:
    """Time runs one way: preparation, force, then over; what is over stays over."""
    order = [Status.NOT_BEGUN, Status.IN_PREPARATION, Status.IN_FORCE, Status.EXPIRED, Status.WITHDRAWN]
    places = [order.index(status_on(dates, one)) for one in (day, day + timedelta(later))]
    assert places == sorted(places)


def test_it_expires_on_the_day_after_its_last() -> None:
    one = said()
    assert status_on(one, date(2022, 12, 31)) is Status.IN_FORCE
    assert status_on(one, date(2023, 1, 1)) is Status.EXPIRED
    adopted = replace(one, adopted_on=date(2017, 6, 1))
    assert status_on(adopted, date(2017, 6, 1)) is Status.IN_PREPARATION
    assert status_on(adopted, date(2017, 5, 31)) is Status.NOT_BEGUN


def test_a_mark_is_for_a_state_on_the_days_on_which_it_is_covered() -> None:
    cover = Cover("UGA", "Annex", date(2019, 1, 1), date(2020, 1, 1))
    told = [mark_on("regional", Status.IN_FORCE, cover, date(year, 1, 2)) for year in (2018, 2019, 2020)]
    assert told == [None, Mark.REGIONAL, Mark.ENDED]
    assert mark_on("national", Status.IN_FORCE, Cover("KEN", "x"), ON) is Mark.NATIONAL
    assert mark_on("national", Status.IN_PREPARATION, Cover("KEN", "x"), ON) is Mark.PREPARING
    assert mark_on("national", Status.WITHDRAWN, Cover("KEN", "x"), ON) is Mark.ENDED
    assert mark_on("national", Status.NOT_BEGUN, Cover("KEN", "x"), ON) is None


@EASY
@given(st.lists(st.sampled_from(Mark)))
def test_what_ended_is_told_only_alone_and_nothing_is_never_none(marks: list[Mark]) -> None:
    cell = shown(marks)
    assert bool(cell) == bool(marks)
    assert set(cell) <= set(marks)
    assert Mark.ENDED not in cell or cell == (Mark.ENDED,)


def test_every_word_has_its_table() -> None:
    tables = (
        (Kind, KINDS),
        (Theme, THEMES),
        (Theme, WORLD),
        (Status, STATUSES),
        (Mark, MARKS),
        (Mark, SIGNS),
    )
    assert [words for words, table in tables if set(words) != table.keys()] == []
    assert len(set(SIGNS.values())) == len(Mark)


def test_a_strategy_that_is_right_has_no_fault() -> None:
    assert codes(said(covers=(Cover("KEN", "Gazette"),))) == []
    assert codes(regional("KEN", "UGA", link="https://reefs.example/a?b=c")) == []
    assert codes(said(since_on=None, until_on=None, preparing_on=date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("what", "fault"),
    [
        (said(title=""), ("empty", "title")),
        (said(source=""), ("empty", "source")),
        (said(title="x" * 401), ("long", "title")),
        (said(title="a\x07b"), ("unprintable", "title")),
        (said(measures=("x" * 2001,)), ("long", "measures")),
        (said(language="xx"), ("language", "language")),
        (said(themes=()), ("theme", "themes")),
        (said(state="", institution="Ministry"), ("owner", "state")),
        (said(institution="Ministry"), ("owner", "state")),
        (said(state="EU"), ("no_state", "state")),
        (regional("KEN", entity="UNODC"), ("owners", "institution")),
        (said(covers=(Cover("KEN", "x"), Cover("UGA", "x"))), ("national", "states")),
        (said(until_on=date(2017, 1, 1)), ("reversed", "until_on")),
        (said(preparing_on=date(2019, 1, 1)), ("reversed", "since_on")),
        (said(since_on=None), ("undated", "since_on")),
        (said(since_on=None, until_on=None), ("undated", "since_on")),
        (said(adopted_on=date(2026, 3, 2)), ("adopted", "adopted_on")),
        (said(adopted_on=date(2023, 1, 1)), ("adopted", "adopted_on")),
        (said(since_on=date(1900, 1, 1)), ("early", "since_on")),
        (said(withdrawn_on=date(2020, 1, 1)), ("withdrawal", "withdrawn_on")),
        (said(withdrawn_on=date(2017, 1, 1), withdrawn_why="x"), ("withdrawn_outside", "withdrawn_on")),
        (said(withdrawn_on=date(2023, 1, 1), withdrawn_why="x"), ("withdrawn_outside", "withdrawn_on")),
        (said(link="http://reefs.example"), ("link", "link")),
        (regional("EU"), ("covers_states", "states")),
        (regional("KEN", "KEN"), ("cover_twice", "states")),
        (regional("SSD", until_on=date(2010, 1, 1), since_on=date(2009, 1, 1)), ("cover_period", "states")),
        (regional("SUN"), ("cover_period", "states")),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(what: Said, fault: tuple[str, str]) -> None:
    assert codes(what) == [fault]


@pytest.mark.parametrize(
    ("since_on", "until_on", "told"),
    [
        (None, date(2017, 12, 31), ["cover_outside"]),
        (None, date(2018, 1, 1), []),
        (date(2023, 1, 1), None, ["cover_outside"]),
        (date(2022, 12, 31), None, []),
        (date(2019, 1, 1), date(2018, 12, 31), ["cover_reversed"]),
    ],
)
def test_a_state_is_covered_on_a_day_of_the_strategy(
    since_on: date | None, until_on: date | None, told: list[str]
) -> None:
    what = replace(regional(), covers=(Cover("UGA", "x", since_on, until_on),))
    assert [code for code, _field in codes(what)] == told
    begun = replace(what, preparing_on=date(2017, 1, 1))
    assert ("cover_outside", "states") not in codes(begun) or since_on


def test_the_days_of_a_state_are_looked_at_too() -> None:
    wrong = Cover("UGA", "x", date(2020, 1, 1), date(2019, 1, 1))
    assert codes(replace(regional(), covers=(wrong,))) == [("cover_reversed", "states")]
    twice = (Cover("UGA", "x", None, date(2019, 1, 1)), Cover("UGA", "x", date(2019, 1, 2)))
    assert codes(replace(regional(), covers=twice)) == []
    many = tuple(Cover(f"X{number}", "x") for number in range(refusals.MOST_STATES + 1))
    assert codes(replace(regional(), covers=many)) == [("crowded", "states")]


@pytest.mark.parametrize(
    "link",
    ["http://a.example", "https://", "https://a", "https://u@a.example", "https://a.example/ b", "ftp://a.example",
     "javascript:alert(1)", "https://a.example:99999", "https://[", "//a.example"],
)  # fmt: skip
def test_a_link_is_one_https_address(link: str) -> None:
    assert not secure(link)
    assert secure("https://a.example:8443/b?c=d#e")


def test_a_language_has_a_name() -> None:
    assert [code for code in ("en", "pt", "sw", "fil") if not language_known(code)] == []
    assert [code for code in ("", "EN", "e", "xx", "en-GB", "../e", "root") if language_known(code)] == []
