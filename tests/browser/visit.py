"""One window of the browser on the served demo: what it asked for, what it complained of, what it weighs."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.walk.served import Served

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = ("127.0.0.1", None)
"""Hosts of requests that stay on this machine; None: data:, which is no request at all."""
REDIRECTED = 3
WEIGHED = ("document", "stylesheet", "script", "xhr", "fetch")


@dataclass
class Visit:
    """A page in a context of its own; `asked` are the requests, `complaints` what the console said."""

    demo: Served
    context: BrowserContext
    page: Page
    asked: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        browser: Browser,
        demo: Served,
        *,
        width: int = 1280,
        scheme: Any = "light",
        language: str = "fr",
        script: bool = True,
    ) -> "Visit":
        """A new window that nobody has signed in to."""
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            base_url=demo.address,
            color_scheme=scheme,
            locale=language,
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        one = cls(demo, context, context.new_page())
        context.on("request", one.asks)
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        return one

    def asks(self, request: Request) -> None:
        """Take note of a request."""
        self.asked.append(request)

    def sign_in(self, role: str) -> None:
        """Through the form, as everybody does."""
        address, passphrase = self.demo.accounts[role]
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", address)
        self.page.fill("[name=password]", passphrase)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.demo.address}/")

    def open(self, path: str) -> int:
        """Go there and wait until its panels have come; the status."""
        answer = self.page.goto(path, wait_until="networkidle")
        assert answer is not None
        return answer.status

    def faults(self) -> str:
        """What axe finds on the page, as a report; empty when nothing."""
        found = Axe().run(self.page)
        return str(found.generate_report()) if found.violations_count else ""

    def overflow(self) -> int:
        """CSS pixels by which the page is wider than the window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(wide, 0)

    def left_the_machine(self) -> list[str]:
        """Addresses asked for that are not this machine's."""
        return [one.url for one in self.asked if urlsplit(one.url).hostname not in HERE]

    def weight(self) -> int:
        """Bytes of HTML, CSS and JavaScript as transferred since the window opened."""
        kept = [one for one in self.asked if one.resource_type in WEIGHED]
        return sum(_body(one) for one in kept)


def _body(request: Request) -> int:
    answer = request.response()
    return (
        request.sizes()["responseBodySize"]
        if answer is not None and answer.status // 100 != REDIRECTED
        else 0
    )
