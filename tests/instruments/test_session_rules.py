"""Days of sessions, addresses, amounts, progress: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.instruments import sessions
from dispositif.instruments.sessions import Held, Part, Progress, Span
from dispositif.kernel.refusal import Refusal

DAY = date(2006, 10, 9)


def test_days_are_counted_from_the_first_to_the_last() -> None:
    span = Span(DAY, date(2006, 10, 18))
    assert span.days(date(2007, 1, 1)) == 10
    assert span.days(DAY) == 1
    assert span.days(DAY - timedelta(1)) == 0
    assert Span(DAY, None).days(DAY) is None
    assert Span(None, None).days(DAY) is None


@given(st.integers(1, 9999), st.sampled_from(list(Part)))
def test_an_address_names_one_session(number: int, part: Part) -> None:
    assert sessions.unslugged(sessions.slug(number, part)) == (number, part)


@pytest.mark.parametrize("said", ["", "0", "x", "-3", "3-", "3-regular", "3-what", "12345", "³", "03x"])
def test_what_is_no_address_is_none(said: str) -> None:
    assert sessions.unslugged(said) is None


@pytest.mark.parametrize(
    ("span", "held", "code"),
    [
        (Span(None, DAY), Held.PLANNED, "sessions.no_start"),
        (Span(DAY, DAY - timedelta(1)), Held.HELD, "sessions.ends_before_start"),
        (Span(DAY + timedelta(1), None), Held.HELD, "sessions.not_begun"),
    ],
)
def test_days_that_cannot_be_are_refused(span: Span, held: Held, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sessions.check_span(span, held, DAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1250.50", "usd", 125050),
        ("1 250,50", "EUR", 125050),
        ("1250", "JPY", 1250),
        ("1.234", "KWD", 1234),
        ("0.01", "CHF", 1),
    ],
)
def test_amounts_are_exact(amount: str, currency: str, minor: int) -> None:
    money = sessions.money(amount, currency)
    assert (money.minor, money.currency.code) == (minor, currency.upper())


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("12", "XXY", "sessions.currency"),
        ("", "USD", "sessions.amount"),
        ("-5", "USD", "sessions.amount"),
        ("0", "USD", "sessions.amount"),
        ("1.005", "USD", "sessions.amount"),
        ("1,250", "USD", "sessions.amount"),
        ("1.250", "USD", "sessions.amount"),
        ("1.2500", "KWD", "sessions.amount"),
        ("1.000", "JPY", "sessions.amount"),
        ("1.5", "JPY", "sessions.amount"),
        ("NaN", "USD", "sessions.amount"),
        ("Infinity", "USD", "sessions.amount"),
        ("1e30", "USD", "sessions.amount"),
        ("١٢", "USD", "sessions.amount"),
        ("x", "USD", "sessions.amount"),
    ],
)
def test_what_is_no_amount_is_refused(amount: str, currency: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sessions.money(amount, currency)
    assert refused.value.code == code


@given(st.integers(1, sessions.LARGEST), st.sampled_from(["USD", "JPY", "KWD"]))
def test_an_amount_written_out_is_read_back(minor: int, currency: str) -> None:
    money = sessions.Money(minor, sessions.currency_of(currency))
    assert sessions.money(str(money.major), currency) == money


days = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(days, st.none() | days, days)
def test_what_is_due_stands_in_exactly_one_way(due: date, done: date | None, at: date) -> None:
    stands = sessions.progress(due, done, at)
    assert (stands is Progress.OUTSTANDING) == (done is None or done > at)
    assert (stands is Progress.LATE) == (done is not None and due < done <= at)


def test_words_and_languages_are_looked_through() -> None:
    assert sessions.check_said("  two\n words ", "title", 20) == "two words"
    assert sessions.check_languages(["fr", "ar"]) == ["ar", "fr"]
    for said, code in ((" ", "sessions.words_missing"), ("x" * 21, "sessions.too_long")):
        with pytest.raises(Refusal) as refused:
            sessions.check_said(said, "title", 20)
        assert refused.value.code == code
    for codes in ([], ["fr", "de"]):
        with pytest.raises(Refusal):
            sessions.check_languages(codes)


def test_days_ahead_or_before_the_organization_are_refused() -> None:
    sessions.check_past(DAY, DAY, "since_on")
    for day in (DAY + timedelta(1), date(1900, 1, 1)):
        with pytest.raises(Refusal) as refused:
            sessions.check_past(day, DAY, "since_on")
        assert refused.value.code == "sessions.day_to_come"


def test_every_word_of_a_list_has_its_label() -> None:
    lists = [
        (sessions.Part, sessions.PARTS),
        (sessions.Held, sessions.HELD),
        (sessions.Presence, sessions.PRESENCES),
        (sessions.Mechanism, sessions.MECHANISMS),
        (sessions.Mechanism, sessions.REVIEWED_BY),
        (sessions.Basis, sessions.BASES),
        (sessions.Progress, sessions.ANSWERS),
        (sessions.Progress, sessions.ISSUES),
    ]
    assert [set(words) == labels.keys() for words, labels in lists] == [True] * len(lists)  # type: ignore[call-overload]
    assert set(sessions.REVIEWED_BY.values()) < set(sessions.BODIES)
