"""Somebody at the pages without a browser: forms, cookies, files; enough to hand in what no browser would."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.walk.served import Served

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BOUNDARY = "61-181"
FORM, FILES = "application/x-www-form-urlencoded", f"multipart/form-data; boundary={BOUNDARY}"


@dataclass
class Answer:
    """What came back."""

    status: int
    place: str
    text: str


@dataclass
class Visitor:
    """A session on the served demo, signed in as one of its accounts."""

    demo: Served
    role: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def __post_init__(self) -> None:
        address, passphrase = self.demo.accounts[self.role]
        answer = self.post("/accounts/login/", {"login": address, "password": passphrase})
        assert answer.status == 302, answer.text

    def get(self, path: str) -> Answer:
        """A page."""
        return self._kept(self.ask("GET", path))

    def post(self, path: str, sent: dict[str, str], page: str = "") -> Answer:
        """The form of a page, filled in."""
        body = urlencode(sent | {"csrfmiddlewaretoken": self.token(page or path)}).encode()
        return self._kept(
            self.ask("POST", path, {"Content-Type": FORM, "Content-Length": str(len(body))}, body)
        )

    def hand_in(self, files: dict[str, bytes]) -> Answer:
        """Files, as the import page sends them."""
        body = parts(self.token("/documents/import/"), files)
        sent = {"Content-Type": FILES, "Content-Length": str(len(body))}
        return self._kept(self.ask("POST", "/documents/import/", sent, body))

    def token(self, path: str) -> str:
        """The secret that the page's forms send back."""
        found = TOKEN.search(self.get(path).text)
        assert found, path
        return found[1]

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> HTTPConnection:
        """Send a request, or only its beginning where the headers promise more than the body."""
        line = HTTPConnection(urlsplit(self.demo.address).netloc, timeout=30)
        line.putrequest(method, path)
        cookie = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        for name, value in {"Cookie": cookie, "Origin": self.demo.address, **(headers or {})}.items():
            line.putheader(name, value)
        line.endheaders(body)
        return line

    def _kept(self, line: HTTPConnection) -> Answer:
        answer = line.getresponse()
        for value in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(value)
        return _read(answer, line)


def _read(answer: HTTPResponse, line: HTTPConnection) -> Answer:
    text = answer.read().decode()
    line.close()
    return Answer(answer.status, answer.headers.get("Location", ""), text)


def parts(token: str, files: dict[str, bytes]) -> bytes:
    """The body of a form with files."""
    shown = [_part('name="csrfmiddlewaretoken"', token.encode())]
    shown += [_part(f'name="files"; filename="{name}"', content) for name, content in files.items()]
    return b"".join(shown) + f"--{BOUNDARY}--\r\n".encode()


def _part(what: str, content: bytes) -> bytes:
    return f"--{BOUNDARY}\r\nContent-Disposition: form-data; {what}\r\n\r\n".encode() + content + b"\r\n"
