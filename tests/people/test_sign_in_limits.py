"""Wrong tries slow the one who guesses, and keep nobody else out."""

import pytest
from django.core.cache import cache
from django.test import Client

from dispositif.people.models import Remembered
from tests.people.signing import ANOTHER, PASSPHRASE, enrolled, known, signed_in, try_in

pytestmark = pytest.mark.database
THERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
WRONG = "something that is wrong"


@pytest.fixture(autouse=True)
def _counted_from_nothing(database: None) -> None:
    cache.clear()
    enrolled()


def _guess(times: int, place: str = THERE, client: Client | None = None) -> str:
    """What the page says to the last of so many wrong tries."""
    browser = client or Client(REMOTE_ADDR=place)
    pages = [try_in(browser, WRONG).content.decode() for _try in range(times)]
    return str(pages[-1])


def test_the_guesser_is_slowed_even_with_the_right_passphrase() -> None:
    assert "do not fit together" in _guess(5)
    assert "Too many wrong tries from here" in _guess(1)
    guesser = Client(REMOTE_ADDR=THERE)
    try_in(guesser)
    assert not known(guesser)


def test_twenty_failures_keep_nobody_out_who_comes_from_elsewhere() -> None:
    _guess(20)
    owner = Client(REMOTE_ADDR=ELSEWHERE)
    assert try_in(owner).status_code == 302
    assert known(owner)


def test_nor_out_of_a_browser_that_is_known_from_the_same_place() -> None:
    owner = signed_in(THERE)
    owner.post("/accounts/logout/")
    _guess(20)
    assert try_in(owner).status_code == 302
    assert known(owner)


def test_a_known_browser_is_slowed_as_well() -> None:
    owner = signed_in(THERE)
    owner.post("/accounts/logout/")
    assert "Too many wrong tries from here" in _guess(11, client=owner)


def test_one_s_own_browser_opens_no_way_to_another_address() -> None:
    enrolled("omar@example.org", name="Omar")
    mine = Client(REMOTE_ADDR=THERE)
    try_in(mine, address="omar@example.org")
    mine.post("/accounts/logout/")
    for _try in range(5):
        try_in(mine, WRONG)
    assert "Too many wrong tries from here" in try_in(mine, WRONG).content.decode()
    assert try_in(mine, address="omar@example.org").status_code == 302


def test_a_cookie_that_was_made_up_is_not_known() -> None:
    name = next(name for name in signed_in(THERE).cookies if name.startswith("known_"))
    guesser = Client(REMOTE_ADDR=THERE)
    guesser.cookies[name] = "0" * 32 + ":1aaaaa:forged"
    assert "Too many wrong tries from here" in _guess(6, client=guesser)


def test_many_addresses_from_one_place_are_slowed_together() -> None:
    client = Client(REMOTE_ADDR=THERE)
    pages = [try_in(client, WRONG, f"somebody{number}@example.org") for number in range(61)]
    assert "Too many wrong tries from here" in pages[-1].content.decode()
    assert "Too many" not in pages[-2].content.decode()
    assert try_in(Client(REMOTE_ADDR=ELSEWHERE)).status_code == 302


def test_what_succeeds_is_not_counted() -> None:
    for _time in range(8):
        signed_in(THERE)


def test_counts_stay_when_the_request_is_undone() -> None:
    Remembered.objects.all().delete()
    for _try in range(21):
        answer = Client(REMOTE_ADDR=THERE).post("/accounts/password/reset/", {"email": "a@example.org"})
    assert answer.status_code == 429
    assert "wait a few minutes" in answer.content.decode()
    assert "people_remembered" not in answer.content.decode()
    assert Remembered.objects.filter(cache_key__contains="reset_password").count() == 1


def test_showing_again_who_one_is_is_limited_too() -> None:
    client = signed_in(THERE)
    for _try in range(11):
        page = client.post("/accounts/reauthenticate/", {"password": ANOTHER})
    assert page.status_code in (200, 429)
    assert client.post("/accounts/reauthenticate/", {"password": PASSPHRASE}).status_code == 429
