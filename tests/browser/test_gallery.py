"""The gallery in a real browser, in every mode: accessible, within its width, without a complaint."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "dispositif.look.assets.before_sessions",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
MODES = [(mode, way, width) for mode in ("light", "dark") for way in ("ltr", "rtl") for width in (320, 1280)]


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The frame alone, served without a database: no session, no sign-in."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, ipv6=False)
        server.set_app(WSGIHandler())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()


def opened(browser: Browser, url: str, width: int, **options: Any) -> tuple[Page, list[str]]:
    """The page at a width, and whatever the browser complained of (refused styles and scripts included)."""
    page = browser.new_context(viewport={"width": width, "height": 800}, **options).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url, wait_until="networkidle")
    return page, complaints


@pytest.mark.parametrize(("mode", "way", "width"), MODES)
def test_every_mode_is_accessible_and_fits(
    browser: Browser, address: str, mode: str, way: str, width: int
) -> None:
    page, complaints = opened(browser, f"{address}/look/gallery/?mode={mode}&dir={way}", width)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_is_accessible_and_fits(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    page, complaints = opened(browser, f"{address}/", width, color_scheme=scheme)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not [said for said in complaints if "Content Security Policy" in said]
    page.context.close()


def test_controls_are_large_enough(browser: Browser, address: str) -> None:
    """24 by 24 CSS pixels, links inside sentences apart (WCAG 2.2, 2.5.8)."""
    page, _ = opened(browser, f"{address}/look/gallery/", 320)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), .masthead a")]
        .filter(one => one.checkVisibility() && !["radio", "checkbox"].includes(one.type))
        .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24 || box.width < 24).map(([what]) => what)"""
    )
    assert small == []
    page.context.close()


def test_the_reader_s_columns_stay_aligned(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/look/gallery/", 1280)
    starts = page.evaluate(
        """() => [...document.querySelectorAll(".reader:not(.reader-two) .paragraph")]
        .map(row => [...row.children].map(one => Math.round(one.getBoundingClientRect().left)).join())"""
    )
    heads = page.evaluate(
        """() => [...document.querySelector(".reader-heads").children]
        .map(one => Math.round(one.getBoundingClientRect().left)).join()"""
    )
    assert len(starts) == 3
    assert set(starts) == {heads}
    page.context.close()


def test_the_text_faces_arrive(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/look/gallery/", 1280)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(face => face.status === 'loaded').length")
    assert loaded >= 5
    page.context.close()


def test_everything_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/look/gallery/", 1280, java_script_enabled=False)
    assert page.get_by_text("Prend note avec satisfaction").first.is_visible()
    page.context.close()


def test_the_keyboard_finds_the_content_first(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}/look/gallery/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()
