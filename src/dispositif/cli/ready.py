"""From an empty folder to a database in step with the program: where every command begins."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

_LOCK = 61181  # any number, the same in every process: one of them migrates, the others wait
Say = Callable[[str], None]


def ready(say: Say = lambda _words: None) -> None:
    """Start the database if need be, then bring tables, policies and the administrator up to date."""
    from dispositif.server import embedded

    embedded.attach()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dispositif.config.settings")
    import django

    django.setup()
    with _one_at_a_time() as current:
        wanted = _fingerprint()
        if not current.startswith(wanted):
            say("preparing the database")
            install()
            _remember(wanted)


def install() -> None:
    """Migrate as the owner, put the policies in force, settle the local administrator."""
    from django.core.management import call_command

    from dispositif.people.actions import settle_administrator
    from dispositif.people.clock import today
    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as
    from dispositif.secrecy.apply import apply

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    apply()
    with acting_as(AS_ADMINISTRATOR):
        settle_administrator(on=today())


def settle_facts() -> None:
    """Bring the facts of the world and of treaties in step with those that the program carries."""
    from dispositif.instruments.actions.facts import load_instruments, load_registers
    from dispositif.instruments.actions.session import load_sessions
    from dispositif.people.clock import today
    from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
    from dispositif.secrecy.acting import acting_as
    from dispositif.world.actions import load_facts
    from dispositif.world.models import Participant

    with _one_at_a_time() as current:
        wanted = f"{_fingerprint()} {_facts()}"
        with acting_as(AS_ADMINISTRATOR):
            if current == wanted and Participant.objects.exists():
                return
            by, on = local_administrator(), today()
            load_facts(by=by.as_party(), on=on)
            load_instruments(by=by.as_party(), on=on)
            load_registers(by=by, on=on)
            load_sessions(by=by.as_party(), on=on)
        _remember(wanted)


def _facts() -> str:
    """Changes whenever a table of facts does."""
    from dispositif.instruments.facts import FACTS as TREATIES
    from dispositif.world.facts import FACTS as WORLD

    files = [file for folder in (WORLD, TREATIES) for file in folder.iterdir() if file.name.endswith(".csv")]
    tables = sorted(files, key=lambda file: file.name)
    return hashlib.sha256(b"".join(file.read_bytes() for file in tables)).hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[str]:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            cursor.execute("SELECT coalesce(obj_description('public'::regnamespace), '')")
            yield cursor.fetchone()[0]
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    connections["owner"].close()


@cache
def _fingerprint() -> str:
    """Changes whenever a migration or a policy does; both are part of the program, so once is enough."""
    from django.db.migrations.loader import MigrationLoader

    from dispositif.secrecy.apply import fingerprint

    names = sorted(MigrationLoader(None).disk_migrations)
    return "dispositif " + hashlib.sha256(f"{names}{fingerprint()}".encode()).hexdigest()


def _remember(wanted: str) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{wanted}'")
