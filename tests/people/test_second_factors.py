"""Authenticator apps and recovery codes: set up, asked for, taken out, recorded. Passkeys need a browser."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from dispositif.people.queries import acting_for
from dispositif.secrecy.acting import acting_as
from tests.people.signing import (
    ADDRESS,
    PASSPHRASE,
    app_set_up,
    code_for,
    enrolled,
    known,
    proved,
    signed_in,
    told,
    try_in,
)
from tests.world import DAY

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _counted_from_nothing(database: None) -> None:
    cache.clear()
    enrolled()


def test_a_factor_is_changed_only_after_showing_again_who_one_is() -> None:
    answer = signed_in().get("/accounts/2fa/totp/activate/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/")  # type: ignore[attr-defined]


def test_an_app_is_asked_for_its_code_from_then_on() -> None:
    key, codes = app_set_up(signed_in())
    assert len(codes) == 10
    again = Client()
    answer = try_in(again)
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not known(again)
    wrong = again.post(answer.url, {"code": "000000"})
    assert "This code does not work" in wrong.content.decode()
    assert not known(again)
    assert again.post(answer.url, {"code": code_for(key)}).url == "/"  # type: ignore[attr-defined]
    assert known(again)


def test_a_code_works_once() -> None:
    key, _codes = app_set_up(signed_in())
    first, second = Client(), Client()
    try_in(first)
    try_in(second)
    code = code_for(key)
    first.post("/accounts/2fa/authenticate/", {"code": code})
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert (known(first), known(second)) == (True, False)


def test_a_recovery_code_works_once() -> None:
    _key, codes = app_set_up(signed_in())
    browsers = [Client(), Client()]
    for client in browsers:
        try_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert [known(client) for client in browsers] == [True, False]


def test_the_page_of_sign_in_tells_what_is_set_up() -> None:
    client = signed_in()
    assert "None: whoever learns the passphrase is in." in client.get("/account/security/").content.decode()
    app_set_up(client)
    page = client.get("/account/security/").content.decode()
    assert "10 are left." in page
    assert "Take it out" in page


def test_recovery_codes_are_drawn_anew_and_downloaded() -> None:
    client = signed_in()
    _key, codes = app_set_up(client)
    page = client.post("/accounts/2fa/recovery-codes/generate/", follow=True).content.decode()
    assert codes[0] not in page
    text = client.get("/accounts/2fa/recovery-codes/download/")
    assert text["Content-Type"].startswith("text/plain")
    assert len(text.content.decode().split("\n\n")[1].split()) == 10
    assert told().count("people.codes_drawn") == 2


def test_an_app_taken_out_is_asked_for_no_more() -> None:
    client = signed_in()
    app_set_up(client)
    assert "Take out the authenticator app" in client.get("/accounts/2fa/totp/deactivate/").content.decode()
    client.post("/accounts/2fa/totp/deactivate/")
    assert try_in(Client()).url == "/"
    assert told()[-1] == "people.factor_removed"
    assert set(told()[-3:-1]) == {"people.codes_drawn", "people.factor_added"}


def test_the_key_of_an_app_is_not_readable_in_the_database() -> None:
    key, _codes = app_set_up(signed_in())
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert key not in stored
    assert stored.startswith("gAAAA")


def test_nobody_sees_the_factors_of_somebody_else() -> None:
    app_set_up(signed_in())
    other = enrolled("omar@example.org", name="Omar")
    assert other.account_id is not None
    acting, _person = acting_for(other.account_id, DAY)
    with acting_as(acting):
        assert not Authenticator.objects.exists()


def test_one_code_after_the_other_is_not_tried_for_ever() -> None:
    key, _codes = app_set_up(signed_in())
    client = Client()
    try_in(client)
    for _try in range(10):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_for(key)})
    assert "Too many wrong tries" in answer.content.decode()
    assert not known(client)


def test_pages_of_passkeys_serve_their_script_from_here() -> None:
    client = signed_in()
    page = proved(client, "/accounts/2fa/webauthn/add/").content.decode()
    assert "/look/assets/passkeys." in page
    assert '"challenge"' in page
    refused = client.post("/accounts/2fa/webauthn/add/", {"name": "x", "credential": '{"id": "no"}'})
    assert refused.status_code == 200
    for page in ("login", "reauthenticate"):
        sent = {"credential": '{"id": "no", "response": {"userHandle": "eA"}}'}
        answer = (Client() if page == "login" else client).post(f"/accounts/2fa/webauthn/{page}/", sent)
        assert answer.status_code == 302
    assert not Authenticator.objects.exists()
    offered = Client().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert offered.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_somebody_else_s_passkey_is_not_found() -> None:
    client = signed_in()
    proved(client, "/accounts/2fa/webauthn/add/")
    assert client.get("/accounts/2fa/webauthn/keys/1/remove/").status_code == 404
    assert client.get("/accounts/2fa/webauthn/keys/1/edit/").status_code == 404


def test_showing_again_who_one_is_offers_the_other_ways() -> None:
    client = signed_in()
    key, _codes = app_set_up(client)
    page = client.get("/accounts/reauthenticate/").content.decode()
    assert "Use a code" in page
    assert PASSPHRASE not in page
    answer = client.post(
        "/accounts/2fa/reauthenticate/", {"code": code_for(key, 1), "next": "/account/security/"}
    )
    assert answer.url == "/account/security/"  # type: ignore[attr-defined]
    assert ADDRESS in client.get("/account/security/").content.decode()
