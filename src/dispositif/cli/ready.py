"""From an empty folder to a database in step with the program: where every command begins."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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
        if current != wanted:
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


def settle_world() -> None:
    """Bring the facts of the world in step with those that the program carries."""
    from dispositif.people.clock import today
    from dispositif.people.queries import AS_ADMINISTRATOR, local_administrator
    from dispositif.secrecy.acting import acting_as
    from dispositif.world.actions import load_facts

    with _one_at_a_time(), acting_as(AS_ADMINISTRATOR):
        load_facts(by=local_administrator().as_party(), on=today())


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


def _fingerprint() -> str:
    """Changes whenever a migration or a policy does."""
    from django.db.migrations.loader import MigrationLoader

    from dispositif.secrecy.apply import fingerprint

    names = sorted(MigrationLoader(None).disk_migrations)
    return "dispositif " + hashlib.sha256(f"{names}{fingerprint()}".encode()).hexdigest()


def _remember(wanted: str) -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"COMMENT ON SCHEMA public IS '{wanted}'")
