"""A real browser, and the demo served by a process of its own.

Both live as long as one file's tests: Playwright keeps an event loop running in its thread, which Django's
database connection would refuse to work beside in other tests of the same process.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.visit import ARGUMENTS, Visit
from tests.walk.served import Served, served

REMEDY = "NOT RUN: no chromium here. Install it with: apt-get install chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium; with DISPOSITIF_REQUIRED=browser its absence is a failure."""
    chromium = which("chromium")
    if chromium is None:
        absent = pytest.fail if "browser" in os.environ.get("DISPOSITIF_REQUIRED", "") else pytest.skip
        absent(REMEDY)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[Served]:
    """The demo on a fresh home."""
    with served() as place:
        yield place


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """Role → cookies, so that each account signs in once a file."""
    return {}


@pytest.fixture
def visit(browser: Browser, demo: Served, sessions: dict[str, Any]) -> Iterator[Callable[..., Visit]]:
    """Opens a browser window: `visit("secretariat", width=320, scheme="dark", script=False)`."""
    opened: list[BrowserContext] = []

    def visiting(role: str = "", **how: Any) -> Visit:
        one = Visit.of(browser, demo, **how)
        opened.append(one.context)
        if role and role not in sessions:
            one.sign_in(role)
            sessions[role] = one.context.cookies()
        elif role:
            one.context.add_cookies(sessions[role])
        return one

    yield visiting
    for context in opened:
        with suppress(Exception):
            context.close()
