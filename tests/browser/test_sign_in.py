"""Sign-in in a real browser, in French: an app, a passkey alone and as second factor, an invitation.

A passkey belongs to a host, and a number is none: these pages are asked for at localhost, which browsers
take for secure (W3C Secure Contexts, section 3.1).
"""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.keyboard import walked
from tests.browser.looked_at import MODES, looked_at
from tests.browser.visit import Visit
from tests.browser.words import french
from tests.people.signing import code_for
from tests.walk.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSPHRASE = "tulip gravel seventeen orbit"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
ENROLLED = """
from dispositif.cli.acting import as_person
from dispositif.people import actions
from dispositif.people.clock import today
from dispositif.people.queries import local_administrator
with as_person(None):
    by = local_administrator()
    who = actions.enrol(name=%r, email=%r, passphrase=%r, language="fr", by=by)
    print(json.dumps(actions.invite(person=who, by=by, on=today()).link if not %r else ""))
"""
PAGES = {
    "sign-in": ("/accounts/login/", "", 200),
    "forgotten": ("/accounts/password/reset/", "", 200),
    "forgotten, sent": ("/accounts/password/reset/done/", "", 200),
    "forgotten, wrong link": ("/accounts/password/reset/key/1-none/", "", 200),
    "no sign-up": ("/accounts/signup/", "", 200),
    "invitation again": ("/account/invitation/", "", 200),
    "invitation of nobody": ("/account/invitation/none/", "", 400),
    "security": ("/account/security/", "secretariat", 200),
    "another passphrase": ("/accounts/password/change/", "secretariat", 200),
    "still you": ("/accounts/2fa/totp/activate/", "secretariat", 200),
}


def _made(demo: Served, name: str, passphrase: str | None) -> str:
    """Somebody enrolled: the path of her invitation, or nothing where she has a passphrase."""
    said = demo.python(ENROLLED % (name, f"{name.lower()}@example.org", passphrase, passphrase))
    return str(json.loads(said.splitlines()[0]))  # the letter follows, to the console


@pytest.fixture
def page(browser: Browser, demo: Served) -> Iterator[Page]:
    """A window at localhost."""
    here = demo.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=here, locale="fr", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def _in(page: Page, address: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", address)
    page.fill("[name=password]", PASSPHRASE)
    page.click("main form.stack button[type=submit]")


def _still_her(page: Page) -> None:
    page.fill("[name=password]", PASSPHRASE)
    page.click("main button[type=submit]")


def _device(page: Page, **how: bool) -> CDPSession:
    """A device of hers that keeps passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | how})
    return session


@pytest.mark.parametrize("scheme", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_looked_at(visit: Callable[..., Visit], name: str, scheme: str) -> None:
    path, role, status = PAGES[name]
    looked_at(visit(role, width=MODES[scheme], scheme=scheme), path, status)


@pytest.mark.parametrize("path", ["/accounts/login/", "/account/security/"])
def test_by_keyboard_alone(visit: Callable[..., Visit], path: str) -> None:
    one = visit("secretariat" if "security" in path else "")
    one.open(path)
    reached, hidden = walked(one.page)
    assert hidden == []
    wanted = "href=/accounts/2fa/totp/activate/" if "security" in path else "name=password"
    assert wanted in reached


def test_sign_in_speaks_french_and_works_without_javascript(visit: Callable[..., Visit]) -> None:
    one = visit(script=False)
    one.sign_in("auditor")
    one.open("/account/security/")
    expect(one.page.locator("h1")).to_have_text(french("Sign-in and security"))
    assert one.page.locator("html").get_attribute("lang") == "fr"


def test_an_invitation_an_app_and_recovery_codes(page: Page, demo: Served) -> None:
    link = _made(demo, "Invited", None)
    page.goto(link)
    page.fill("[name=password1]", PASSPHRASE)
    page.fill("[name=password2]", PASSPHRASE)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/accounts/login/$"))
    page.goto(link)
    expect(page.locator(".refusal")).to_be_visible()
    _in(page, "invited@example.org")
    page.goto("/accounts/2fa/totp/activate/")
    _still_her(page)
    expect(page.locator("img.totp-picture")).to_be_visible()
    assert page.evaluate("document.querySelector('img.totp-picture').naturalWidth") > 0
    key = page.inner_text("#totp-key")
    page.fill("[name=code]", code_for(key))
    page.click("main button[type=submit]")
    codes = page.locator(".recovery-codes li").all_text_contents()
    assert len(codes) == 10
    with page.expect_download() as kept:
        page.click("a[href$='/recovery-codes/download/']")
    assert codes[3] in kept.value.path().read_text()
    page.context.clear_cookies()
    _in(page, "invited@example.org")
    page.fill("[name=code]", codes[0])
    page.click("main form.stack button[type=submit]")
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))


def test_a_passkey_opens_the_account_alone_and_as_second_factor(page: Page, demo: Served) -> None:
    _made(demo, "Keyed", PASSPHRASE)
    _device(page)
    _in(page, "keyed@example.org")
    page.goto("/accounts/2fa/webauthn/add/")
    _still_her(page)
    page.fill("[name=name]", "Clef de bureau")
    page.click("#passkey_add")
    expect(page.locator(".recovery-codes")).to_be_visible()
    page.goto("/account/security/")
    expect(page.get_by_text("Clef de bureau").first).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))
    expect(page.locator("details.account")).to_be_visible()
    page.context.clear_cookies()
    _in(page, "keyed@example.org")
    page.click("#passkey_second")
    expect(page).to_have_url(re.compile(r"localhost:\d+/$"))
    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/account/security/")
    page.click("#passkey_again")
    expect(page).to_have_url(re.compile("/account/security/$"))
    page.click("a[href$='/remove/']")
    page.click("main button.button-warn")
    expect(page.get_by_text("Clef de bureau")).to_have_count(0)


def test_a_passkey_that_is_not_used_is_said_so(page: Page, demo: Served) -> None:
    _device(page)
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    expect(page.locator("[data-passkey-refused]")).to_be_visible()
    expect(page.locator("[data-passkey-refused]")).to_be_focused()
