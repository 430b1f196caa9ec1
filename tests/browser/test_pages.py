"""Every page in a real browser: accessible, within its width, light, asking no other machine."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.keyboard import walked
from tests.browser.looked_at import MODES, looked_at
from tests.browser.visit import Visit
from tests.walk import files
from tests.walk.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MODEL = "/documents/A-RES-99-201/"
PAGES = {
    # name: (address, as whom, status)
    "first page": ("/", "", 200),
    "first page, officer": ("/", "secretariat", 200),
    "library": ("/documents/", "", 200),
    "library, nothing matches": ("/documents/?words=zebra", "", 200),
    "reader": (f"{MODEL}?language=fr", "", 200),
    "reader, officer": (f"{MODEL}?language=fr", "secretariat", 200),
    "reader, two languages": (f"{MODEL}?language=fr&beside=en", "", 200),
    "reader, text not held": ("/documents/A-RES-61-181/", "", 200),
    "not held": ("/documents/A-RES-60-175/", "", 404),
    "not found": ("/documents/nonsense/", "", 404),
    "paragraph, visitor": (f"{MODEL}operative/2/?language=fr", "", 200),
    "paragraph, officer": (f"{MODEL}operative/2/?language=fr", "secretariat", 200),
    "history": (f"{MODEL}trail/", "", 200),
    "import, visitor": ("/documents/import/", "", 200),
    "import, officer": ("/documents/import/", "secretariat", 200),
    "preview": ("preview", "secretariat", 200),
    "preview refused to a visitor": ("preview", "", 403),
    "progress": ("progress", "secretariat", 200),
    "trail, visitor": ("/trail/", "", 403),
    "trail, auditor": ("/trail/?verify", "auditor", 200),
    "plans, none imported": ("/mandates/plans/", "secretariat", 200),
    "plans, none imported, visitor": ("/mandates/plans/", "", 200),
    "priorities, none entered": ("/mandates/priorities/", "", 200),
    "messages, none written": ("/notices/messages/", "secretariat", 200),
    "tokens, none issued": ("/account/tokens/", "auditor", 200),
    "sign in": ("/accounts/login/", "", 200),
    "sign out": ("/accounts/logout/", "auditor", 200),
    "passphrase": ("/accounts/password/change/", "auditor", 200),
}
WINDOWS = "99/203. Évaluation\n\nL’Assemblée générale,\n\n1. Prie le Secrétaire général d’agir.\n".encode(
    "cp1252"
)


@pytest.fixture(scope="module")
def addresses(browser: Browser, demo: Served) -> dict[str, str]:
    """The pages that come into being: a preview with a remark and a refusal, a job's progress."""
    one = Visit.of(browser, demo)
    one.sign_in("secretariat")
    found = {"preview": _hand_in(one, {"windows.txt": WINDOWS, "binary.txt": b"text\x00\x01\x02"})}
    _hand_in(one, {f"{n}.txt": _short(n) for n in range(6)})
    one.page.click("button[name=how][value=write]")
    one.page.wait_for_url("**/jobs/**")
    found["progress"] = one.page.url
    one.context.close()
    return found


def _short(number: int) -> bytes:
    return f"99/30{number}. Title\n\nThe General Assembly,\n\n1. Welcomes the report.\n".encode()


def _hand_in(one: Visit, files: dict[str, bytes]) -> str:
    one.page.goto("/documents/import/")
    sent: Any = [
        {"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files.items()
    ]
    one.page.set_input_files("[name=files]", files=sent)
    one.page.click("main form button[type=submit]")
    expect(one.page.locator(".preview")).to_have_count(len(files))
    return one.page.url


@pytest.mark.parametrize("scheme", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_is_light(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str, scheme: str
) -> None:
    path, role, status = PAGES[name]
    one = visit(role, width=MODES[scheme], scheme=scheme)
    looked_at(one, addresses.get(path, path), status)


REACHED = {
    "/": ("", ["href=#content", "name=q", "href=/documents/", "href=/accounts/login/"]),
    MODEL: ("", ["href=#content", "name=q", f"href={MODEL}trail/", "href=#note-5"]),
    "/documents/import/": ("secretariat", ["href=#content", "name=files", "tag=SUMMARY"]),
    f"{MODEL}operative/2/": ("secretariat", ["value=confirm", "value=confirm_all", "tag=SUMMARY"]),
}


@pytest.mark.parametrize("path", REACHED)
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    visit: Callable[..., Visit], path: str
) -> None:
    role, wanted = REACHED[path]
    one = visit(role)
    one.open(path)
    reached, hidden = walked(one.page)
    assert set(wanted) - reached == set()
    assert hidden == []


def test_the_walk_needs_no_javascript(visit: Callable[..., Visit]) -> None:
    one = visit(script=False)
    one.sign_in("drafter")
    _hand_in(one, {"script.txt": _short(9)})
    one.page.click("button[name=how][value=write]")
    one.page.wait_for_url("**/documents/A-RES-99-309/")
    one.page.click("a[href*='/operative/1/']")
    reading = one.page.locator("#act-1-strength")
    reading.locator("summary").click()
    reading.locator("select[name=value]").select_option("1")
    reading.locator("button[value=correct]").click()
    one.page.wait_for_url("**#act-1-strength")
    expect(reading.locator(".reading-who")).to_have_count(2)
    one.open("/documents/A-RES-99-309/trail/")
    expect(one.page.locator("ol.trail > li")).to_have_count(3)
    assert one.complaints == []


@pytest.mark.parametrize("path", ["/", MODEL])
def test_panels_can_be_followed_without_javascript(visit: Callable[..., Visit], path: str) -> None:
    one = visit(script=False)
    one.open(path)
    panel = one.page.locator("a.panel-link").first
    expect(panel).to_be_visible()
    panel.click()
    one.page.wait_for_load_state()
    expect(one.page.locator("body")).not_to_be_empty()
    assert one.page.url != f"{one.demo.address}{path}"


def test_the_account_unfolds_by_keyboard(visit: Callable[..., Visit]) -> None:
    one = visit("secretariat")
    one.open("/documents/")
    one.page.focus(".account summary")
    one.page.keyboard.press("Enter")
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.activeElement.closest('.account') !== null")
    expect(one.page.locator(".account a[href='/accounts/logout/']")).to_be_visible()


def test_a_script_in_a_file_stays_words(visit: Callable[..., Visit]) -> None:
    one = visit("drafter")
    page = files.html_with_scripts().replace(b"99/77", b"99/310")
    _hand_in(one, {"page.html": page})
    one.page.click("button[name=how][value=write]")
    one.page.wait_for_url("**/documents/A-RES-99-310/")
    expect(one.page.locator("#operative-3")).to_contain_text(files.SCRIPT)
    assert one.page.title() != "taken"
    assert one.complaints == []
