"""Sessions: listed, ended one by one or all but this one; a changed passphrase ends the others."""

import pytest
from django.core.cache import cache
from django.test import Client

from dispositif.people.models import Account
from tests.people.signing import ANOTHER, PASSPHRASE, enrolled, known, signed_in, told, try_in

pytestmark = pytest.mark.database
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _counted_from_nothing(database: None) -> None:
    cache.clear()
    enrolled()


def _ends(client: Client) -> list[str]:
    page = client.get("/account/security/").content.decode()
    return [
        part.split('"')[0] for part in page.split('action="')[1:] if part.startswith("/account/sessions/")
    ]


def test_sessions_are_listed_with_device_and_place() -> None:
    signed_in("192.0.2.7", HTTP_USER_AGENT=FIREFOX)
    page = signed_in("192.0.2.8").get("/account/security/").content.decode()
    assert "Firefox on Windows" in page
    assert "unknown device" in page
    assert "192.0.2.7" in page
    assert page.count("(this one)") == 1


def test_one_session_ends_at_once() -> None:
    there, here = signed_in("192.0.2.7"), signed_in("192.0.2.8")
    page = here.get("/account/security/").content.decode()
    row = page.split("192.0.2.7")[1]
    address = row.split('action="')[1].split('"')[0]
    here.post(address)
    assert (known(there), known(here)) == (False, True)
    assert told()[-1] == "people.sessions_ended"


def test_every_other_session_ends_at_once() -> None:
    there = [signed_in("192.0.2.7"), signed_in("192.0.2.9")]
    here = signed_in("192.0.2.8")
    here.post("/account/sessions/end-others/")
    assert [known(client) for client in [*there, here]] == [False, False, True]


def test_ending_this_one_signs_out() -> None:
    here = signed_in()
    [address] = _ends(here)
    assert here.post(address).url == "/accounts/login/"  # type: ignore[attr-defined]
    assert not known(here)


def test_nobody_ends_the_session_of_somebody_else() -> None:
    mine = signed_in()
    [address] = _ends(mine)
    enrolled("omar@example.org", name="Omar")
    other = Client()
    try_in(other, address="omar@example.org")
    assert other.post(address).status_code == 404
    assert known(mine)


def test_another_passphrase_ends_the_other_sessions() -> None:
    there, here = signed_in("192.0.2.7"), signed_in("192.0.2.8")
    sent = {"oldpassword": PASSPHRASE, "password1": ANOTHER, "password2": ANOTHER}
    answer = here.post("/accounts/password/change/", sent)
    assert answer.url == "/account/security/"  # type: ignore[attr-defined]
    assert (known(there), known(here)) == (False, True)
    assert told()[-1] == "people.passphrase_changed"
    assert len(_ends(here)) == 1


def test_an_account_without_a_person_ends_nothing() -> None:
    client = Client()
    client.force_login(Account.objects.create_user("nobody@example.org", PASSPHRASE))
    assert client.post("/account/sessions/end-others/").status_code == 400
