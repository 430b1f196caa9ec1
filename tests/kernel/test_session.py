"""Sessions of the General Assembly: when they open, and that special ones are no regular ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.kernel.refusal import Refusal
from dispositif.kernel.session import FIRST, OPENED_APART, last_opened, opens
from dispositif.kernel.symbol import Symbol

KNOWN = {1: "1946-01", 2: "1947-09", 6: "1951-11", 19: "1964-12", 61: "2006-09", 62: "2007-09", 80: "2025-09"}


@pytest.mark.parametrize(("session", "month"), KNOWN.items())
def test_sessions_that_records_date(session: int, month: str) -> None:
    assert f"{opens(session):%Y-%m}" == month


@given(st.integers(FIRST, 120))
def test_every_session_opens_once_a_year_after_the_one_before(session: int) -> None:
    assert opens(session).day == 1
    assert opens(session).year == 1945 + session
    assert opens(session + 1) > opens(session)
    assert opens(session).month == 9 or session in OPENED_APART


@given(st.integers(FIRST, 119), st.integers(0, 365))
def test_the_last_one_opened_is_the_inverse(session: int, days: int) -> None:
    day = opens(session) + timedelta(days)
    assert last_opened(day) == (session if day < opens(session + 1) else session + 1)


def test_before_the_first_there_was_none() -> None:
    assert last_opened(date(1945, 10, 24)) == 0


@pytest.mark.parametrize("session", [0, -1, 200, 2007])
def test_what_is_no_session_is_refused(session: int) -> None:
    with pytest.raises(Refusal, match="no regular session"):
        opens(session)


@given(st.integers(1, 32))
def test_special_sessions_are_not_counted_with_the_regular_ones(number: int) -> None:
    special = Symbol.parse(f"A/RES/S-{number}/2")
    assert special.is_special
    assert special.year is None, "the twentieth special session did not open in 1965"
