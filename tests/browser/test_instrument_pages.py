"""The pages of treaties, Conferences and strategies in a real browser: looked at, and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looked_at import MODES, looked_at
from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ON = "at=2006-12-20"
PAGES = {
    # name: (address, as whom, status)
    "grid": (f"/instruments/?{ON}", "", 200),
    "grid, one region": (f"/instruments/?{ON}&region=002&family=crime", "", 200),
    "grid, nothing matches": ("/instruments/?words=zebra", "", 200),
    "grid, day to come": ("/instruments/?at=2999-01-01", "", 400),
    "map": (f"/instruments/map/?instrument=UNTOC&{ON}", "", 200),
    "map, by count": (f"/instruments/map/?count=terrorism&{ON}", "", 200),
    "State": (f"/instruments/states/FRA/?{ON}", "", 200),
    "State that ended": ("/instruments/states/SUN/?at=1985-01-01", "", 200),
    "instrument": (f"/instruments/UNTOC/?{ON}", "", 200),
    "instrument without register": ("/instruments/TOKYO-1963/", "", 200),
    "follow-up": (f"/instruments/follow-up/?{ON}", "", 200),
    "import": ("/instruments/import/", "secretariat", 200),
    "import, visitor": ("/instruments/import/", "", 200),
    "unresolved": ("/instruments/unresolved/", "secretariat", 200),
    "notify": ("/instruments/UNTOC/notify/", "secretariat", 200),
    "conferences": ("/instruments/conferences/", "", 200),
    "conferences, officer": ("/instruments/conferences/", "secretariat", 200),
    "session": ("/instruments/conferences/COP_UNTOC/3/", "secretariat", 200),
    "mechanism": ("/instruments/mechanisms/UNTOC/", "secretariat", 200),
    "strategies": ("/instruments/strategies/", "secretariat", 200),
    "coverage": ("/instruments/strategies/coverage/", "", 200),
    "record a strategy": ("/instruments/strategies/record/", "secretariat", 200),
    "import of strategies": ("/instruments/strategies/import/", "secretariat", 200),
}
Visiting = Callable[..., Visit]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("mode", MODES)
def test_page(name: str, mode: str, visit: Visiting) -> None:
    path, role, status = PAGES[name]
    looked_at(visit(role, width=MODES[mode], scheme=mode), path, status)


def _third_column(one: Visit) -> Any:
    one.open("/documents/A-RES-61-181/")
    place = one.page.locator("[id^='instruments-provision-']").filter(has_text="UNTOC").first
    expect(place).to_contain_text("Who had joined on Dec. 20, 2006", timeout=10_000)
    return place


def test_paragraph_six_has_its_evidence_of_the_day_in_the_third_column(visit: Visiting) -> None:
    place = _third_column(visit(language="en"))
    expect(place).to_contain_text("129 consents")
    expect(place).to_contain_text("80 consents")
    expect(place).to_contain_text("16 counter-terrorism instruments that day, 12 of them in force")
    expect(place).to_contain_text("No register held: 11 instruments")
    expect(place).to_contain_text("192 of them Members of the United Nations")


def test_the_slider_moves_the_grid_and_its_address(visit: Visiting) -> None:
    one = visit()
    one.open(f"/instruments/?{ON}")
    slider = one.page.locator("input[type=range]").first
    before = one.page.url
    slider.focus()
    slider.press("ArrowRight")
    one.page.wait_for_url(lambda url: url != before)


def test_the_grid_is_read_and_moved_without_javascript(visit: Visiting) -> None:
    one = visit(script=False)
    one.open("/instruments/")
    one.page.locator("input[name=at]").fill("2006-12-20")
    one.page.locator("input[name=at]").press("Enter")
    one.page.wait_for_url("**at=2006-12-20**")
    expect(one.page.locator("main")).to_contain_text("192")
