"""OpenID Connect against a real provider: only into accounts that are there, and linked or trusted."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client, override_settings

from dispositif.kernel.refusal import Refusal
from dispositif.people.models import Account
from dispositif.people.sign_in.issuers import issuers
from tests.people.provider.served import Provider, provider
from tests.people.signing import ADDRESS, PASSPHRASE, app_set_up, enrolled, known, signed_in, told

PLACE = "/accounts/oidc/the-other-house/login/"
BACK = f"http://testserver{PLACE}callback/"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with provider(Path(tmp_path_factory.mktemp("provider")), BACK) as running:
        yield running


@pytest.fixture
def here(database: None, other: Provider, request: pytest.FixtureRequest) -> Iterator[Provider]:
    cache.clear()
    enrolled()
    found = issuers(other.line(*getattr(request, "param", ())))
    apps = {"openid_connect": {"APPS": [one.as_app() for one in found]}}
    with override_settings(ISSUERS=found, SOCIALACCOUNT_PROVIDERS=apps):
        yield other


trusted = pytest.mark.parametrize("here", [("addresses",)], indirect=True)
database = pytest.mark.database


def _flow(client: Client, other: Provider, subject: str, process: str = "login") -> str:
    """The page on which the whole code flow ends."""
    sent = client.post(f"{PLACE}?process={process}")
    assert sent.status_code == 302
    back = other.came_back(sent.url, subject)  # type: ignore[attr-defined]
    return client.get(back.removeprefix("http://testserver"), follow=True).content.decode()


def _link(client: Client, other: Provider, subject: str = "nadia") -> str:
    """Linked by herself, who shows again who she is."""
    page = _flow(client, other, subject, "connect")
    assert "Is it still you?" in page
    return client.post("/accounts/reauthenticate/", {"password": PASSPHRASE}, follow=True).content.decode()


@database
def test_a_linked_account_signs_in_and_nobody_else(here: Provider) -> None:
    page = _link(signed_in(), here)
    assert "The account is linked." in page
    assert "linked on" in page
    assert told()[-1] == "people.link_added"
    visitor = Client()
    _flow(visitor, here, "nadia")
    assert known(visitor)
    stranger = Client()
    assert "opens no account here" in _flow(stranger, here, "stranger")
    assert not known(stranger)
    assert Account.objects.count() == 1


@database
def test_the_request_carries_pkce_and_a_state(here: Provider) -> None:
    sent = Client().post(f"{PLACE}?process=login")
    asked = parse_qs(urlsplit(sent.url).query)  # type: ignore[attr-defined]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 16
    assert asked["response_type"] == ["code"]


@database
def test_a_verified_address_alone_opens_nothing_where_the_provider_is_not_trusted(here: Provider) -> None:
    client = Client()
    page = _flow(client, here, "nadia")
    assert "opens no account here" in page
    assert "Sign-in and security" in page
    assert not known(client)


@trusted
@database
def test_a_trusted_provider_opens_the_account_of_a_verified_address(here: Provider) -> None:
    client = Client()
    _flow(client, here, "nadia")
    assert known(client)
    assert not SocialAccount.objects.exists()


@trusted
@pytest.mark.parametrize("subject", ["doubtful", "wordy", "stranger"])
@database
def test_an_address_that_is_not_verified_or_not_known_opens_nothing(here: Provider, subject: str) -> None:
    client = Client()
    assert "opens no account here" in _flow(client, here, subject)
    assert not known(client)


@trusted
@database
def test_a_second_factor_is_asked_for_here_as_well(here: Provider) -> None:
    app_set_up(signed_in())
    client = Client()
    assert "Second factor" in _flow(client, here, "nadia")
    assert not known(client)


@trusted
@database
def test_a_closed_account_stays_closed(here: Provider) -> None:
    Account.objects.filter(email=ADDRESS).update(is_active=False)
    client = Client()
    _flow(client, here, "nadia")
    assert not known(client)


@database
def test_an_answer_that_belongs_to_another_browser_is_refused(here: Provider) -> None:
    _link(signed_in(), here)
    sent = Client().post(f"{PLACE}?process=login")
    back = here.came_back(sent.url, "nadia").removeprefix("http://testserver")  # type: ignore[attr-defined]
    victim = Client()
    answer = victim.get(back)
    assert "does not belong to this browser" in answer.content.decode()
    assert not known(victim)


@database
def test_a_code_works_once(here: Provider) -> None:
    _link(signed_in(), here)
    client = Client()
    sent = client.post(f"{PLACE}?process=login")
    back = here.came_back(sent.url, "nadia").removeprefix("http://testserver")  # type: ignore[attr-defined]
    client.get(back)
    assert known(client)
    client.post("/accounts/logout/")
    assert "did not confirm who you are" in client.get(back).content.decode()
    assert not known(client)


@database
def test_whoever_is_signed_in_is_not_changed_into_somebody_else(here: Provider) -> None:
    _link(signed_in(), here)
    enrolled("omar@example.org", name="Omar")
    client = Client()
    client.post("/accounts/login/", {"login": "omar@example.org", "password": PASSPHRASE})
    page = _flow(client, here, "nadia")
    assert "omar@example.org" in page


@database
def test_an_account_there_is_linked_to_one_account_here(here: Provider) -> None:
    _link(signed_in(), here)
    enrolled("omar@example.org", name="Omar")
    client = Client()
    client.post("/accounts/login/", {"login": "omar@example.org", "password": PASSPHRASE})
    assert "Somebody else here has linked that account" in _flow(client, here, "nadia", "connect")
    assert "linked on" not in client.get("/account/security/").content.decode()


@database
def test_unlinked_it_signs_in_no_more(here: Provider) -> None:
    client = signed_in()
    _link(client, here)
    account = SocialAccount.objects.get()
    client.post("/accounts/linked/", {"account": account.pk})
    assert told()[-1] == "people.link_removed"
    visitor = Client()
    assert "opens no account here" in _flow(visitor, here, "nadia")


@database
def test_what_alone_opens_the_account_is_not_unlinked(here: Provider) -> None:
    client = signed_in()
    _link(client, here)
    account = Account.objects.get(email=ADDRESS)
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    assert "Set a passphrase by mail" in client.get("/account/security/").content.decode()
    page = client.post("/accounts/linked/", {"account": SocialAccount.objects.get().pk}).content.decode()
    assert "Set a passphrase first" in page
    assert SocialAccount.objects.exists()


@database
def test_the_providers_stand_on_the_page_of_sign_in(here: Provider) -> None:
    assert "Sign in with The other house" in Client().get("/accounts/login/").content.decode()
    assert Client().get(PLACE).status_code == 200
    assert Client().get("/accounts/oidc/nobody/login/").status_code == 404
    assert Client().get("/accounts/linked/login/cancelled/").status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "http://login.example|a|b|C",
        "https://login.example|a|b",
        "https://login.example|a|b|C|everything",
        "https://login.example|a|b|C;https://other.example|a|b|c",
        "nonsense",
    ],
)
def test_what_names_no_provider_is_refused(place: str) -> None:
    with pytest.raises(Refusal, match="DISPOSITIF_OIDC"):
        issuers(place)


def test_providers_are_named_by_the_environment() -> None:
    first, second = issuers(
        "https://a.example/realm/|id|secret|House A;\nhttps://b.example|i|s|B|addresses\n"
    )
    assert (first.slug, first.address, first.trusted) == ("house-a", "https://a.example/realm", False)
    assert (second.origin, second.trusted) == ("https://b.example", True)
    assert issuers("") == []
