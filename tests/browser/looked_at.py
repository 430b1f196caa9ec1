"""What every page has to be: accessible, within the window either way, light, asking no other machine."""

from tests.browser.visit import Visit

MODES = {"light": 1280, "dark": 320}
LIGHT = 100_000
"""Bytes of HTML, CSS and JavaScript that a page may take as transferred (screens.md, habit 13)."""


def looked_at(one: Visit, path: str, status: int) -> None:
    """Open the page and look at it."""
    one.asked.clear()
    assert one.open(path) == status
    assert one.faults() == ""
    assert one.overflow() == 0
    assert one.left_the_machine() == []
    assert [said for said in one.complaints if status == 200 or f"status of {status}" not in said] == []
    assert one.weight() < LIGHT
    one.page.evaluate("document.documentElement.dir = 'rtl'")
    assert one.overflow() == 0, "right to left"
