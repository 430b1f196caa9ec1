"""A page by the Tab key alone: what it reaches, and whether one sees where one is."""

from playwright.sync_api import Page

ORDER = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")]
    .filter(one => one.checkVisibility()).reduce((stops, one) => stops + (one.type === "date" ? 4 : 1), 0)"""
"""Stops of the Tab key; a day has one for each of its parts and one for its calendar."""
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const around = one.closest(":focus-within") ? getComputedStyle(one.parentElement) : style;
    const seen = [style, around].some(it => (it.outlineStyle !== "none" && parseFloat(it.outlineWidth) > 0)
        || it.boxShadow !== "none");
    const before = window.reached && !(window.reached.compareDocumentPosition(one) & 4)
        && window.reached !== one && !window.reached.contains(one);
    window.reached = one;
    return {what: one.outerHTML.slice(0, 120), tag: one.tagName, name: one.name || "", value: one.value || "",
        href: one.getAttribute("href") || "", body: one === document.body, back: Boolean(before),
        shown: seen && box.width > 0 && box.height > 0};
}"""


def walked(page: Page) -> tuple[set[str], list[str]]:
    """What the Tab key reaches, as `name=…`, `href=…`, `value=…`, `tag=…`; and what it reaches unseen.

    The first stop is the link that skips to the content, and every other stands after the one before it.
    """
    # panels come in when they are scrolled to: all of them first, so that no focused link is replaced
    page.evaluate("htmx.findAll('[hx-trigger=revealed]').forEach(part => htmx.trigger(part, 'revealed'))")
    page.wait_for_load_state("networkidle")
    reached, hidden = set[str](), list[str]()
    for place in range(page.evaluate(ORDER) + 5):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["body"]:
            break
        assert place or focused["href"] == "#content", focused["what"]
        assert not focused["back"], focused["what"]
        reached |= {f"{name}={focused[name]}" for name in ("href", "name", "value", "tag")}
        hidden += [] if focused["shown"] else [focused["what"]]
    return reached, hidden
