"""Every page as everybody: nobody gets an error, and whoever may not come in reads who may."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import gettext, override

from dispositif.config.pages import PAGES, PUBLIC, SIGNED_IN
from dispositif.people.rules import LABELS, RIGHTS, Role, can_do
from tests.security.addresses import addresses, names
from tests.world import imported, person, signed_in

pytestmark = pytest.mark.database
EVERYBODY = [None, "posted nowhere", *Role]
ANSWERS = {200, 302, 400, 401, 403, 404, 405, 422}


@pytest.fixture(params=EVERYBODY, ids=str)
def who(request: pytest.FixtureRequest, database: None) -> tuple[Client, frozenset[str], bool]:
    """A browser, the roles behind it, and whether somebody has signed in."""
    imported()
    cache.clear()  # tries are counted beyond the transaction of a test, by the place that they come from
    if request.param is None:
        return Client(), frozenset({Role.READER}), False
    role = request.param if isinstance(request.param, Role) else None
    held = frozenset(filter(None, [role, Role.READER]))
    return signed_in(person("Somebody", role)), held, True


def test_no_page_is_left_out_of_the_table() -> None:
    assert set(PAGES) - names() == set()
    assert set(PAGES.values()) <= {PUBLIC, SIGNED_IN, *RIGHTS}


@pytest.mark.parametrize("method", ["get", "post"])
def test_everybody_is_answered_or_told_who_may(who: tuple[Client, frozenset[str], bool], method: str) -> None:
    client, held, known = who
    for name, address in sorted(addresses().items(), key=lambda pair: pair[0] == "account_logout"):
        response = getattr(client, method)(address)
        assert response.status_code in ANSWERS, (name, response.status_code)
        wanted = PAGES[name]
        if wanted == SIGNED_IN and not known:
            assert response.status_code == 302, name
            assert response.url.startswith("/accounts/login/"), name
        elif wanted in RIGHTS:
            may = can_do(wanted, held)
            assert (response.status_code == 403) is not may, name
            assert may or str(LABELS[RIGHTS[wanted][0]]) in response.content.decode(), name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refused_page_names_every_role_that_may(database: None, language: str) -> None:
    client = Client(headers={"accept-language": language})
    for name, wanted in PAGES.items():
        if wanted in RIGHTS:
            said = client.get(addresses()[name]).content.decode()
            with override(language):
                missing = [role for role in RIGHTS[wanted] if gettext(LABELS[role]) not in said]
            assert missing == [], name


def test_an_address_that_no_table_names_is_not_served(
    database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().get("/documents/").status_code == 200
    monkeypatch.delitem(PAGES, "documents:library")
    assert Client().get("/documents/").status_code == 404
