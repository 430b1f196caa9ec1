"""The register, by keyboard alone and in French: from the text to a mandate, a day, a closed chain."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit
from tests.browser.words import french
from tests.cli.running import site
from tests.walk.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OFFICER = "awa@example.org"
FOCUSED = "selector => document.activeElement !== null && document.activeElement.matches(selector)"
FARTHEST = 400
"""Presses of the Tab key after which a thing counts as out of reach."""


@pytest.fixture(scope="module")
def installed() -> Iterator[Served]:
    """An installation without the examples, and one officer who was enrolled on the command line."""
    with site() as place:
        done = place.run("people", "enrol", "Awa", OFFICER, "--role", "secretariat", "--language", "fr")
        passphrase = re.search(r"passphrase (\S+)", done.stdout)
        assert passphrase is not None, done.stderr
        command = place.start("serve", "--port", "0")
        yield Served(place, command, command.address(), {"officer": (OFFICER, passphrase[1])})


@pytest.fixture
def window(browser: Browser, installed: Served) -> Iterator[Visit]:
    """The officer's window."""
    one = Visit.of(browser, installed)
    one.sign_in("officer")
    yield one
    one.context.close()


def _to(page: Page, selector: str) -> None:
    """Press Tab until the thing has the focus, which must then be seen."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, selector):
            return
    pytest.fail(f"the keyboard does not reach {selector} on {page.url}")


def _go(page: Page, selector: str) -> None:
    """Follow a link or press a button, and wait for the page that comes."""
    _to(page, selector)
    with page.expect_navigation(wait_until="networkidle"):
        page.keyboard.press("Enter")


def _unfold(page: Page, selector: str) -> None:
    """Open what is folded."""
    _to(page, selector)
    page.keyboard.press("Enter")


def _choose(page: Page, selector: str, words: str) -> None:
    """Choose from a list by typing what it says."""
    _to(page, selector)
    page.keyboard.type(words)


def _fill(page: Page, selector: str, words: str) -> None:
    _to(page, selector)
    page.keyboard.type(words)


def test_from_the_text_to_the_closed_chain(window: Visit, shared: Path) -> None:
    page, seed = window.page, shared / "data/seed/A-RES-61-181.fr.txt"
    _bring_in(page, seed.read_bytes())
    _register(page)
    _give_an_owner(page)
    _see_what_is_due(page)
    _attach_the_report(page)
    assert window.left_the_machine() == []
    assert window.complaints == []


def _bring_in(page: Page, text: bytes) -> None:
    page.goto("/documents/import/")
    file: Any = {"name": "A-RES-61-181.fr.txt", "mimeType": "text/plain", "buffer": text}
    page.set_input_files("[name=files]", files=[file])
    _go(page, "main form button[type=submit]")
    _go(page, "button[name=how][value=write]")
    page.wait_for_url("**/documents/A-RES-61-181/")


def _register(page: Page) -> None:
    """The acts that the rule proposes are ticked; one key press registers them."""
    _go(page, "#operative-9 a[href*='/mandates/propose/']")
    ticked = page.locator("input[name=provision]:checked")
    expect(ticked).to_have_count(8)
    said = page.locator("main").inner_text()
    assert french("addressed to States: it is registered as such") in said
    _go(page, "button[name=how][value=register]")
    expect(page.locator(".proposal .ok")).to_have_count(8)
    page.goto("/mandates/?kind=states")
    paragraphs = page.locator("tbody a[href^='/mandates/']").all_inner_texts()
    assert {re.findall(r"\b(\d+) \(", words)[0] for words in paragraphs} == {"4", "6", "8"}
    page.goto("/mandates/?kind=mandate")
    paragraphs = page.locator("tbody a[href^='/mandates/']").all_inner_texts()
    assert {re.findall(r"\b(\d+) \(", words)[0] for words in paragraphs} == {"3", "5", "7", "9"}


def _give_an_owner(page: Page) -> None:
    page.goto("/documents/A-RES-61-181/?language=fr")
    page.wait_for_load_state("networkidle")
    _go(page, "#operative-9 .became a[href^='/mandates/']")
    _unfold(page, "#owner summary")
    _choose(page, "#owner-choice", "Office des Nations Unies contre")
    _to(page, "#owner input[name=mine]")
    page.keyboard.press("Space")
    _go(page, "#owner button[value=owner]")
    expect(page.locator("#owner dd").first).to_contain_text("Office des Nations Unies contre la drogue")


def _see_what_is_due(page: Page) -> None:
    _go(page, "nav a[href='/notices/due/']")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("A/RES/61/181, 9")
    expect(row).to_contain_text("soixante-deuxième session")
    expect(row).to_contain_text("septembre 2007")
    _go(page, "tbody a[href^='/mandates/']")


def _attach_the_report(page: Page) -> None:
    _unfold(page, "#report > details:last-of-type summary")
    _fill(page, "#report input[name=symbol]", "A/62/126")
    _go(page, "#report button[value=report]")
    expect(page.locator("#report tbody")).to_contain_text(french("probable: no document is attached"))
    _unfold(page, "#attach summary")
    report: Any = {"name": "A_62_126.txt", "mimeType": "text/plain", "buffer": b"Rapport."}
    page.set_input_files("#attach input[name=file]", files=[report])
    page.fill("#attach input[name=issued_on]", "2007-07-19")
    _go(page, "#attach button[value=attach]")
    expect(page.locator("#report tbody .ok")).to_contain_text(french("attached"))
    page.goto("/notices/due/?for=all")
    expect(page.locator("tbody tr")).to_have_count(0)
    page.goto("/mandates/reports/A-RES-61-181/")
    chain = page.locator("tbody").inner_text()
    for words in ("A/61/179", "A/RES/60/175", "A/62/126"):
        assert words in chain
