"""The pages of the living register in a real browser: looked at, by keyboard alone, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.keyboard import walked
from tests.browser.looked_at import MODES, looked_at
from tests.browser.visit import Visit
from tests.walk.served import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KNOWN, MODEL = "A-RES-61-181", "A-RES-99-201"
FIGURE = "/mandates/figures/mandates.no_indication/"
PAGES = {
    # name: (address, as whom, status)
    "register, visitor": ("/mandates/", "", 200),
    "register, officer": ("/mandates/", "secretariat", 200),
    "register, filtered": ("/mandates/?kind=mandate&due=overdue&size=50", "secretariat", 200),
    "register, nothing matches": ("/mandates/?words=zebra", "", 200),
    "register, to print": ("/mandates/?print=1", "", 200),
    "mandate, visitor": ("mandate", "", 200),
    "mandate, officer": ("mandate", "secretariat", 200),
    "propose, visitor": (f"/mandates/propose/{MODEL}/", "", 200),
    "propose, officer": (f"/mandates/propose/{MODEL}/", "secretariat", 200),
    "propose, decided": (f"/mandates/propose/{KNOWN}/", "secretariat", 200),
    "reports": (f"/mandates/reports/{KNOWN}/", "", 200),
    "provision": ("provision", "", 200),
    "figures": ("/mandates/figures/", "", 200),
    "figure with its evidence": (FIGURE, "", 200),
    "figure without data": ("/mandates/figures/reports.on_time/?at=1990-01-01", "", 200),
    "figure refused": (f"{FIGURE}?scope=document:nonsense", "", 400),
    "plans": ("/mandates/plans/", "secretariat", 200),
    "preview of a plan": ("plan preview", "secretariat", 200),
    "plan": ("/mandates/plans/2025/", "", 200),
    "not cited in the plan": ("/mandates/plans/2025/?list=not_cited", "", 200),
    "priorities": ("/mandates/priorities/", "secretariat", 200),
    "lineage, joined": ("lineage", "secretariat", 200),
    "lineage, alone": ("lineage alone", "", 200),
    "import of the register, visitor": ("/mandates/import/", "", 200),
    "import of the register": ("/mandates/import/", "secretariat", 200),
    "preview with findings": ("sheet preview", "secretariat", 200),
    "preview refused to a visitor": ("sheet preview", "", 403),
    "due, visitor": ("/notices/due/", "", 200),
    "due, officer": ("/notices/due/?for=me", "secretariat", 200),
    "due, refused": ("/notices/due/?kind=zebra", "", 400),
    "messages": ("/notices/messages/", "secretariat", 200),
    "tokens": ("/account/tokens/", "secretariat", 200),
}
PLAN = """subprogramme,body,symbol,title,url
1. Small islands,General Assembly resolutions,61/181,A made-up title,
1. Small islands,General Assembly resolutions,60/175,Another,
2. Ports,Nobody,XX,A third,
,,,,
"""
REMIND = """
from dispositif.cli.acting import acting_of
from dispositif.notices.actions import remind
from dispositif.people.clock import today
from dispositif.secrecy.acting import acting_as
acting, by = acting_of(None)
with acting_as(acting):
    remind(on=today(), by=by)
"""
Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def addresses(browser: Browser, demo: Served) -> dict[str, str]:
    """What an officer has done, all of it by hand; and where the pages are that came into being."""
    one = Visit.of(browser, demo)
    one.sign_in("secretariat")
    found = _followed(one.page) | _lists(one.page, f"{demo.address}/mandates/")
    one.page.goto("/account/tokens/")
    _issue(one.page, "Dashboard")
    demo.python(REMIND)
    one.context.close()
    return found


def _followed(page: Page) -> dict[str, str]:
    """Paragraph 9 gets an owner, a theme's priority and an heir."""
    page.goto("/mandates/?due=dated")
    page.click("tbody th a")
    found = {"mandate": page.url}
    page.click("#owner summary")
    page.select_option("#owner-choice", "UNODC")
    page.check("#owner input[name=mine]")
    page.click("#owner button[value=owner]")
    found["provision"] = str(page.get_attribute("a[href*='/mandates/provision/']", "href"))
    found["lineage"] = found["provision"].replace("/provision/", "/lineage/")
    page.goto(found["lineage"])
    _name_a_clause(page)
    page.select_option("select[name=side]", "later")
    page.click("button[name=how][value=join]")
    page.goto("/mandates/priorities/")
    _name_a_clause(page)
    page.click("button[name=how][value=set]")
    page.goto(f"/mandates/propose/{KNOWN}/")
    page.goto(str(page.get_attribute("section.proposal a[href^='/mandates/']", "href")))
    found["lineage alone"] = str(page.get_attribute("a[href*='/mandates/lineage/']", "href"))
    return found


def _name_a_clause(page: Page) -> None:
    page.fill("input[name=symbol]", "A/RES/99/201")
    page.fill("input[name=path]", "9")


def _lists(page: Page, register: str) -> dict[str, str]:
    """A plan is imported, another one and a faulty spreadsheet are looked at."""
    found = {}
    for year in ("2025", "2026"):
        page.goto("/mandates/plans/")
        page.fill("input[name=year]", year)
        page.fill("input[name=source]", "made up")
        found["plan preview"] = _handed_in(page, "plan.csv", PLAN.encode())
        if year == "2025":
            page.click("main form button[type=submit]")
            page.wait_for_url("**/mandates/plans/2025/")
    taken = page.request.get(f"{register}?format=csv").body()
    page.goto("/mandates/import/")
    faulty = taken.replace(b",no_indication,", b",nonsense,", 1).replace(
        b"A/RES/61/181,4,", b"A/RES/1/1,4,", 1
    )
    found["sheet preview"] = _handed_in(page, "register.csv", faulty)
    return found


def _handed_in(page: Page, name: str, content: bytes) -> str:
    """The address of the preview."""
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": content}
    page.set_input_files("[name=file]", files=[file])
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    assert "/import/" in page.url
    return page.url


def _issue(page: Page, name: str) -> None:
    page.fill("input[name=name]", name)
    page.check("input[value='figures:read']")
    page.click("main form:not([action]) button[type=submit]")
    expect(page.locator("#secret")).not_to_be_empty()


@pytest.mark.parametrize("scheme", MODES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_is_light(
    visit: Open, addresses: dict[str, str], name: str, scheme: str
) -> None:
    path, role, status = PAGES[name]
    looked_at(visit(role, width=MODES[scheme], scheme=scheme), addresses.get(path, path), status)


@pytest.mark.parametrize("scheme", MODES)
def test_everything_unfolded_still_fits(visit: Open, addresses: dict[str, str], scheme: str) -> None:
    """Forms that stand folded are pages of their own as far as width and axe go."""
    one = visit("secretariat", width=MODES[scheme], scheme=scheme)
    for path in (addresses["mandate"], addresses["lineage"], "/mandates/", f"/mandates/propose/{MODEL}/"):
        one.open(path)
        one.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert one.faults() == ""
        assert one.overflow() == 0, path


@pytest.mark.parametrize("scheme", MODES)
def test_a_token_is_shown_once(visit: Open, addresses: dict[str, str], scheme: str) -> None:
    one = visit("drafter", width=MODES[scheme], scheme=scheme)
    one.open("/account/tokens/")
    _issue(one.page, f"Token {scheme}")
    assert one.faults() == ""
    assert one.overflow() == 0
    secret = one.page.input_value("#secret")
    one.open("/account/tokens/")
    assert secret not in one.page.content()


REACHED = {
    "/mandates/": ["name=words", "tag=SUMMARY", "name=chosen", "name=to_owner", "value=theme"],
    "mandate": ["tag=SUMMARY", "href=/mandates/", "href=/mandates/figures/"],
    f"/mandates/propose/{MODEL}/": ["name=provision", "tag=SUMMARY", "name=owner", "value=register"],
    "/mandates/priorities/": ["name=theme", "name=symbol", "name=path", "value=set", "tag=SUMMARY"],
    "lineage": ["name=symbol", "name=side", "name=relation", "value=join", "tag=SUMMARY"],
    "plan preview": ["href=/mandates/plans/", "tag=BUTTON"],
    "sheet preview": ["href=/mandates/import/", "value=drop"],
    FIGURE: ["name=at", "name=known_at", "name=scope"],
    "/notices/due/": ["name=for", "name=kind", "name=until", "name=overdue"],
    "/account/tokens/": ["name=name", "name=scopes", "name=expires_on", "tag=BUTTON"],
}


@pytest.mark.parametrize("path", REACHED)
def test_the_keyboard_reaches_everything_in_order(visit: Open, addresses: dict[str, str], path: str) -> None:
    one = visit("secretariat")
    one.open(addresses.get(path, path))
    reached, hidden = walked(one.page)
    assert {"href=#content", "name=q", *REACHED[path]} - reached == set()
    assert hidden == []


def test_what_became_of_a_paragraph_needs_no_javascript(visit: Open, addresses: dict[str, str]) -> None:
    """The third column is a link, and the link leads to a whole page."""
    one = visit(script=False)
    one.open(f"/documents/{KNOWN}/")
    one.page.click("#operative-9 a[href^='/mandates/provision/']")
    assert one.page.url.endswith(addresses["provision"])
    expect(one.page.locator("h1")).to_contain_text("9")
    expect(one.page.locator(".became .figure-value")).to_have_count(1)
    one.page.click(".became a[href^='/mandates/figures/']")
    expect(one.page.locator(".figure-words")).to_contain_text("A/RES/61/181, 9")


def test_the_register_needs_no_javascript(visit: Open, addresses: dict[str, str]) -> None:
    """Folded filters open, a form is sent, several rows get an owner, a mandate its status."""
    one = visit("drafter", script=False)
    page = one.page
    one.open("/mandates/")
    page.click(".filters-more summary")
    page.select_option("select[name=kind]", "mandate")
    page.click(".filters button")
    expect(page.locator(".filters-more")).to_have_attribute("open", "")
    page.locator("input[name=chosen]").nth(0).check()
    page.locator("input[name=chosen]").nth(1).check()
    page.select_option("select[name=to_owner]", "SG")
    page.click("button[name=how][value=owner]")
    assert "kind=mandate" in page.url
    page.select_option("select[name=owner]", "SG")
    page.click(".filters button")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("tbody th a").first.click()
    page.click("#status summary")
    page.select_option("#status select[name=status]", "in_progress")
    page.click("#status button[value=status]")
    expect(page.locator("#status .mandate-status")).to_contain_text("en cours")


def test_the_second_of_two_windows_is_told(visit: Open, addresses: dict[str, str]) -> None:
    """Both versions side by side, in words; nothing of the second is written."""
    first, second = visit("secretariat"), visit("drafter")
    for one in (first, second):
        one.open(addresses["mandate"])
    for one, theme in ((first, "DRUGS"), (second, "TIP")):
        one.page.click("#themes summary")
        one.page.check(f"#themes input[value={theme}]")
        one.page.click("#themes button[value=themes]")
    versions = second.page.locator(".refusal-versions > div")
    expect(versions.nth(0)).to_contain_text("Problème mondial de la drogue")
    expect(versions.nth(1)).to_contain_text("Traite des personnes")
    first.open(addresses["mandate"])
    expect(first.page.locator("#themes input[value=TIP]")).not_to_be_checked()
