"""Plain values keep what they promise."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.kernel.figure import Evidence, Figure, Origin, State
from dispositif.kernel.finding import Finding, Severity, blocking
from dispositif.kernel.language import BY_CODE, LANGUAGES
from dispositif.kernel.money import WHOLE, Currency, Money, apportion
from dispositif.kernel.period import Period
from dispositif.kernel.refusal import Refusal

USD, JPY = Currency("USD", 2), Currency("JPY", 0)
DAY = date(2006, 12, 20)


def test_money_adds_within_a_currency_and_refuses_to_mix() -> None:
    assert Money(100, USD) + Money(23, USD) - Money(3, USD) == Money(120, USD)
    assert -Money(5, USD) == Money(-5, USD)
    assert Money(12345, USD).major == Decimal("123.45")
    assert Money(12345, JPY).major == Decimal(12345)
    with pytest.raises(Refusal, match="USD and JPY are not added"):
        Money(1, USD) + Money(1, JPY)


def test_support_costs_of_a_million_are_exact() -> None:
    """13 % included in 1,000,000.00: 884,955.75 for the programme, 115,044.25 for support."""
    assert apportion(100_000_000, [100, 13]) == [88_495_575, 11_504_425]


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, WHOLE), min_size=1, max_size=20).filter(any))
def test_parts_always_add_up(total: int, shares: list[int]) -> None:
    parts = apportion(total, shares)
    assert sum(parts) == total
    assert all(part == 0 for part, share in zip(parts, shares, strict=True) if share == 0)


@pytest.mark.parametrize("shares", [[0, 0], [3, -1]])
def test_shares_that_share_nothing_are_refused(shares: list[int]) -> None:
    with pytest.raises(Refusal, match="must not"):
        apportion(100, shares)


def test_a_period_holds_its_ends_and_meets_its_neighbours() -> None:
    year = Period(date(2006, 1, 1), date(2006, 12, 31))
    assert year.holds(DAY)
    assert year.holds(date(2006, 12, 31))
    assert not year.holds(date(2007, 1, 1))
    assert Period().holds(DAY)
    assert year.meets(Period(date(2006, 12, 31), None))
    assert not year.meets(Period(date(2007, 1, 1), None))
    assert not Period(date(2007, 1, 1)).meets(year)
    with pytest.raises(Refusal, match="before it starts"):
        Period(date(2007, 1, 1), DAY)


def test_a_figure_has_a_value_exactly_when_its_state_says_so() -> None:
    given_ = {"name": "n", "unit": "documents", "basis": "register", "as_of": DAY, "source": "the register"}
    figure = Figure(
        **given_, state=State.VALUE, value=16, evidence=(Evidence("document", uuid4(), "A/RES/61/181"),)
    )
    assert figure.quotable
    assert not Figure(**given_, state=State.VALUE, value=1, origin=Origin.ILLUSTRATIVE).quotable
    assert not Figure(**given_, state=State.VALUE, value=1, verified=False).quotable
    with pytest.raises(ValueError, match="a value goes with"):
        Figure(**given_, state=State.VALUE)
    with pytest.raises(ValueError, match="a value goes with"):
        Figure(**given_, state=State.NONE, value=0, reason="no import")
    with pytest.raises(ValueError, match="says its reason"):
        Figure(**given_, state=State.NONE)


def test_findings_say_where_and_only_warnings_let_pass() -> None:
    warning = Finding(
        "line 3",
        "60/1756",
        Severity.WARNING,
        "note.glued",
        "“%(value)s” holds a note",
        facts={"value": "60/1756"},
    )
    error = Finding("line 4", "", Severity.ERROR, "x", "Wrong")
    assert str(warning) == "line 3: “60/1756” holds a note"
    assert str(error) == "line 4: Wrong"
    assert blocking([warning, error]) == [error]


def test_a_refusal_speaks_with_its_facts() -> None:
    refusal = Refusal("a.b", "%(what)s is taken.", field="what", what="The port")
    assert str(refusal) == "The port is taken."
    assert refusal.said("%(what)s est pris.") == "The port est pris."
    assert str(Refusal("a.c", "100 % sure.")) == "100 % sure."


def test_six_languages_one_of_them_from_right_to_left() -> None:
    assert set(BY_CODE) == {"ar", "zh", "en", "fr", "ru", "es"}
    assert [one.code for one in LANGUAGES if one.direction == "rtl"] == ["ar"]
