"""Signing in and out, and what the frame says to whom."""

import pytest
from django.test import Client

from dispositif.people import actions
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from tests.world import DAY, person, signed_in

pytestmark = pytest.mark.database
PASSPHRASE = "words that nobody guesses"


@pytest.fixture
def enrolled(database: None) -> str:
    by = local_administrator()
    one = actions.enrol(name="Nadia", email="nadia@example.org", passphrase=PASSPHRASE, language="fr", by=by)
    actions.appoint(person=one, role=Role.AUDITOR, by=by, on=DAY)
    return "nadia@example.org"


def test_the_right_passphrase_signs_in(enrolled: str) -> None:
    client = Client()
    assert "Sign in" in client.get("/accounts/login/").content.decode()
    response = client.post("/accounts/login/", {"login": enrolled, "password": PASSPHRASE})
    assert (response.status_code, response.url) == (302, "/")  # type: ignore[attr-defined]
    assert "Sign out" in client.get("/").content.decode()
    assert "every row is chained" in client.get("/trail/").content.decode()
    assert client.get("/accounts/password/change/").status_code == 200
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert "Sign in" in client.get("/").content.decode()


def test_a_wrong_passphrase_does_not(enrolled: str) -> None:
    response = Client().post("/accounts/login/", {"login": enrolled, "password": "wrong wrong wrong"})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()


def test_nobody_enrols_themselves(database: None) -> None:
    page = Client().get("/accounts/signup/")
    assert page.status_code == 200
    assert "password1" not in page.content.decode()


def test_the_trail_is_for_the_auditor(database: None) -> None:
    assert Client().get("/trail/").status_code == 403
    page = signed_in(person("Officer", Role.SECRETARIAT)).get("/trail/")
    assert page.status_code == 403
    assert "for the auditor" in page.content.decode()


def test_the_auditor_verifies_on_the_page(fresh: None) -> None:
    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as

    with acting_as(AS_ADMINISTRATOR):
        auditor = person("Auditor", Role.AUDITOR)
    page = signed_in(auditor).get("/trail/?verify").content.decode()
    assert "the trail is as it was written" in page


def test_an_address_in_no_table_of_pages_is_not_served(
    monkeypatch: pytest.MonkeyPatch, database: None
) -> None:
    from dispositif.people import middleware

    monkeypatch.setattr(middleware, "_pages", dict)
    assert Client().get("/documents/").status_code == 404


def test_a_page_for_those_who_signed_in_asks_to_sign_in(database: None) -> None:
    response = Client().get("/accounts/password/change/")
    assert response.status_code == 302
    assert "/accounts/login/" in response.url  # type: ignore[attr-defined]
