"""The pages of requests in a real browser: looked at, and a request handed in and examined in French."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looked_at import MODES, looked_at
from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = {
    # name: (address, as whom, status)
    "queue": ("/assistance/", "", 200),
    "queue, officer": ("/assistance/", "secretariat", 200),
    "queue, amiss": ("/assistance/?status=nonsense", "secretariat", 400),
    "hand in": ("/assistance/new/", "secretariat", 200),
    "hand in, visitor": ("/assistance/new/", "", 403),
    "unknown": ("/assistance/AR-0000-0000/", "", 404),
}
SAID = {
    "note_on": "2026-02-02",
    "received_on": "2026-02-04",
    "authority": "Ministère de la justice",
    "asked": "Formation de quarante juges aux affaires de traite des personnes.",
}
Visiting = Callable[..., Visit]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("mode", MODES)
def test_page(name: str, mode: str, visit: Visiting) -> None:
    path, role, status = PAGES[name]
    looked_at(visit(role, width=MODES[mode], scheme=mode), path, status)


def _handed_in(page: Page, reference: str) -> str:
    """The receipt number of a request that an officer hands in for a State."""
    page.get_by_label("État", exact=True).select_option("KEN")
    page.get_by_label("Référence de la note verbale").fill(reference)
    for name, value in SAID.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_label("Ce qui est demandé").select_option("training")
    page.get_by_role("button", name="Présenter").press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Accusé de réception AR-")
    return heading.inner_text().split()[-1]


def test_a_request_is_handed_in_and_examined_in_french(visit: Visiting) -> None:
    one = visit("secretariat", language="fr")
    one.open("/assistance/new/")
    receipt = _handed_in(one.page, "NV/parcours/1")
    one.page.get_by_role("link", name="Suivre cette demande").click()
    for label in ("Constater que la demande est complète", "Examiner", "Accepter", "Commencer"):
        one.page.locator("summary").get_by_text(label, exact=True).press("Enter")
        one.page.get_by_role("button", name=label, exact=True).press("Enter")
        expect(one.page.get_by_text(label, exact=True)).to_have_count(0)
    funding = one.page.locator("details", has_text="Financement")
    funding.locator("summary").press("Enter")
    funding.get_by_label("Constat").select_option(label="rempli")
    funding.get_by_role("button", name="Renseigner ce point").press("Enter")
    expect(one.page.locator("summary", has_text="Financement")).to_contain_text("rempli")
    one.page.locator("summary", has_text="Consigner l’exécution").press("Enter")
    one.page.get_by_label("Ce qui a été fait").fill("Deux sessions ont été tenues.")
    one.page.get_by_role("button", name="Consigner l’exécution").press("Enter")
    expect(one.page.get_by_text("Deux sessions ont été tenues.")).to_be_visible()
    expect(one.page.locator("ol.trail li").filter(has_text="exécutée").first).to_be_visible()
    one.open(f"/assistance/?words={receipt}")
    expect(one.page.get_by_role("link", name=receipt)).to_be_visible()


@pytest.mark.parametrize("mode", MODES)
def test_one_request_is_looked_at(mode: str, visit: Visiting) -> None:
    one = visit("secretariat", language="fr", width=MODES[mode], scheme=mode)
    one.open("/assistance/new/")
    receipt = _handed_in(one.page, f"NV/parcours/{mode}")
    for path in (f"/assistance/{receipt}/", f"/assistance/{receipt}/receipt/"):
        looked_at(one, path, 200)
