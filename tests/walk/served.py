"""The demo as people meet it: `dispositif demo` on a home of its own, and the accounts that can sign in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.cli.running import Command, Site, site

ACCOUNTS = """
from dispositif.demo.accounts import accounts
print(json.dumps({email.partition("@")[0]: [email, passphrase] for _, email, passphrase in accounts()}))
"""
_READY = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "dispositif.config.settings"
from dispositif.cli.ready import ready
ready()
from dispositif.cli.acting import as_person
"""
_SUPERUSER = """
import psycopg
from django.db import connections
from dispositif.server.connect import parameters
place = parameters(connections["owner"].settings_dict) | {"user": "postgres"}
with psycopg.connect(**place, autocommit=True) as connection:
    connection.execute("SET session_replication_role = replica")
    for statement in json.loads(%r):
        connection.execute(statement)
"""


@dataclass
class Served:
    """A running demo: its home, the command, where it answers; accounts by role: (address, passphrase)."""

    site: Site
    command: Command
    address: str
    accounts: dict[str, tuple[str, str]]

    def python(self, code: str) -> str:
        """What a few lines print that run on the home as its local administrator."""
        done = self.site.python(_READY + code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def asked(self, code: str) -> Any:
        """The same, where the lines print JSON."""
        return json.loads(self.python(code))

    def superuser(self, *statements: str) -> None:
        """SQL that no policy, no right and no trigger holds back."""
        self.python(_SUPERUSER % json.dumps(statements))


@contextmanager
def served(*words: str) -> Iterator[Served]:
    """Load the examples into a fresh home and serve them until the block ends."""
    with site() as place:
        command = place.start("demo", "--port", "0", *words)
        address = command.address()
        here = Served(place, command, address, {})
        here.accounts.update(here.asked(ACCOUNTS))
        yield here
