"""The provider started, and a browser's part of its code flow."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.people.provider.subjects import PASSPHRASE

SERVER = Path(__file__).parent / "server.py"


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider."""

    issuer: str
    client: str
    secret: str

    def line(self, *more: str) -> str:
        """The provider as DISPOSITIF_OIDC names it."""
        return "|".join([self.issuer, self.client, self.secret, "The other house", *more])

    def came_back(self, authorize: str, subject: str) -> str:
        """Where the browser is sent after the subject has signed in: the address with code and state."""
        with requests.Session() as browser:
            page = browser.get(authorize, timeout=10)
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)
            assert token, page.text
            sent = {"username": subject, "password": PASSPHRASE, "csrfmiddlewaretoken": token[1]}
            answer = browser.post(page.url, data=sent, allow_redirects=False, timeout=10)
            while "code=" not in answer.headers["Location"] and "error=" not in answer.headers["Location"]:
                there = requests.compat.urljoin(page.url, answer.headers["Location"])  # type: ignore[attr-defined]
                answer = browser.get(there, allow_redirects=False, timeout=10)
            return answer.headers["Location"]


@contextmanager
def provider(folder: Path, redirect: str) -> Iterator[Provider]:
    """A provider in a process of its own until the block ends."""
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, str(SERVER), str(folder), redirect]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        said = process.stdout.readline()
        assert said, "the provider did not start"
        yield Provider(**json.loads(said))
        process.stdin.close()
        process.wait(10)
