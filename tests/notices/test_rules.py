"""On which days reminders are written; where mail is handed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispositif.kernel.refusal import Refusal
from dispositif.notices.rules import mail_server, reminder_day, reminds

DUE_ON = date(2026, 6, 30)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def told(due_on: date, opened_on: date, worked: list[date]) -> list[date]:
    """The days on which reminders are written, when the job runs on these."""
    reminded_on, found = None, []
    for on in worked:
        if reminds(due_on, opened_on=opened_on, reminded_on=reminded_on, on=on):
            reminded_on = on
            found.append(on)
    return found


def wanted(due_on: date, on: date) -> bool:
    """The rule in its own words: 30, 7, 1, 0 days before, then each week."""
    before = (due_on - on).days
    return before in (30, 7, 1, 0) or (before < 0 and before % 7 == 0)


@given(due_on=DAYS, lead=st.integers(-400, 60), length=st.integers(1, 120))
def test_a_worker_that_never_rests_reminds_on_the_days_of_the_rule(
    due_on: date, lead: int, length: int
) -> None:
    opened_on = due_on - timedelta(lead)
    days = [opened_on + timedelta(number) for number in range(length)]
    assert told(due_on, opened_on, days) == [day for day in days if wanted(due_on, day)]


@given(due_on=DAYS, lead=st.integers(-60, 60), worked=st.sets(st.integers(0, 120), min_size=1))
def test_a_day_without_a_worker_is_made_up_for_once(due_on: date, lead: int, worked: set[int]) -> None:
    opened_on = due_on - timedelta(lead)
    found = told(due_on, opened_on, [opened_on + timedelta(number) for number in sorted(worked)])
    numbers, before = sorted(worked), -1
    for number in numbers:
        missed = [opened_on + timedelta(one) for one in range(before + 1, number + 1)]
        assert (missed[-1] in found) == any(wanted(due_on, day) for day in missed)
        before = number


def test_the_last_reminder_before_a_day() -> None:
    days = {30: -30, 31: None, 29: -30, 8: -30, 7: -7, 2: -7, 1: -1, 0: 0, -6: 0, -7: 7, -13: 7, -14: 14}
    for before, day in days.items():
        expected = None if day is None else DUE_ON + timedelta(day)
        assert reminder_day(DUE_ON, DUE_ON - timedelta(before)) == expected, before


def test_mail_servers() -> None:
    server = mail_server("smtp://ana%40x:p%3Aw@mail.example.org:587?from=registry@example.org")
    assert (server.host, server.port, server.user, server.passphrase) == (
        "mail.example.org", 587, "ana@x", "p:w",
    )  # fmt: skip
    assert (server.starttls, server.tls, server.domain) == (True, False, "example.org")
    assert (mail_server("smtps://mail.example.org").port, mail_server("smtps://mail.example.org").tls) == (
        465,
        True,
    )
    assert (mail_server("smtp://localhost").port, mail_server("smtp://localhost").starttls) == (25, False)
    assert (mail_server("").host, mail_server("").domain) == ("", "dispositif")


@pytest.mark.parametrize(
    "place", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:port", "smtp:"]
)
def test_a_place_that_is_no_mail_server_is_refused(place: str) -> None:
    with pytest.raises(Refusal) as refusal:
        mail_server(place)
    assert refusal.value.field == "DISPOSITIF_MAIL"
