"""Every address that is named exists, and every address that exists is in the table of pages."""

import re

from django.urls import get_resolver

from dispositif.cli.reference.tables import named
from dispositif.config.pages import PAGES, PUBLIC, SIGNED_IN
from dispositif.look.panels import _registered
from dispositif.people.rules import RIGHTS
from tests.habits.house import called, calls, place, sources, text_of

TAG = re.compile(r"{%\s*url\s+['\"]([^'\"]+)['\"]")
LEADS = {"reverse": 0, "reverse_lazy": 0, "redirect": 0, "resolve_url": 0, "Panel": 1}
"""Call → which of its arguments names an address."""
_NO_SECOND_ADDRESS = "an account has one address, which the administrator enters"
CLOSED: dict[str, str] = {
    "account_email": _NO_SECOND_ADDRESS,
    "account_email_verification_sent": _NO_SECOND_ADDRESS,
    "account_confirm_email": _NO_SECOND_ADDRESS,
    "account_set_password": "a first passphrase is set by a link in a letter",
    "socialaccount_signup": "nobody enrols themselves through a provider",
    "socialaccount_login_error": "the answer of the provider is refused where it arrives",
    "account_confirm_login_code": "nobody signs in by a code sent by mail",
}
"""Addresses of libraries that are served to nobody, each with its reason."""


def names() -> set[str]:
    return {name for name, _ in named(get_resolver())}


def test_every_name_in_a_template_exists() -> None:
    used = [(place(file), name) for file in sources(".html") for name in TAG.findall(file.read_text("utf-8"))]
    assert len(used) > 20
    assert [(where, name) for where, name in used if name not in names()] == []


def test_every_name_in_the_code_exists() -> None:
    used = [
        (f"{place(file)}:{call.lineno}", text_of(call.args[LEADS[called(call)]]))
        for file in sources(".py")
        for call in calls(file)
        if called(call) in LEADS and len(call.args) > LEADS[called(call)]
    ]
    written = [(where, name) for where, name in used if name and not name.startswith(("/", "http"))]
    assert len(written) > 10
    assert [(where, name) for where, name in written if name not in names()] == []


def test_every_panel_leads_somewhere() -> None:
    assert {panel.url_name for panel in _registered.values()} - names() == set()


def test_every_address_is_in_the_table_of_pages_and_no_row_is_stale() -> None:
    assert (names() - PAGES.keys() - CLOSED.keys(), PAGES.keys() - names()) == (set(), set())


def test_every_page_is_for_somebody_who_is_known() -> None:
    assert {whom for whom in PAGES.values() if whom not in (PUBLIC, SIGNED_IN, *RIGHTS)} == set()
