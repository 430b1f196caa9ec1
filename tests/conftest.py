"""One home and one server per test process; a database apart for tests that commit."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg import Connection

HOME = Path(tempfile.mkdtemp(prefix="dispositif-test-")).resolve()
os.environ["DISPOSITIF_HOME"] = str(HOME)
os.environ["DISPOSITIF_KEY"] = "61" * 32
os.environ["TEMPLATES_MEASURED"] = "yes"
os.environ["DJANGO_SETTINGS_MODULE"] = "dispositif.config.settings"
if os.environ.get("PYTEST_XDIST_WORKER") and os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] += "_" + os.environ["PYTEST_XDIST_WORKER"]
import django  # noqa: E402 - the home must be known first

django.setup()
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_unconfigure() -> None:
    """Let the server of this process stop, then remove its home."""
    from dispositif.server import embedded

    embedded.detach(15)
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """No test speaks the language in which the page of another was asked for."""
    from django.utils import translation

    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds the seed; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the folder {SHARED.name} beside the project is absent: its files are what this reads")
    return SHARED


@pytest.fixture(scope="session")
def installed() -> None:
    """A database in step with the program, as every command finds it."""
    if os.environ.get("DATABASE_URL"):
        _make_database(os.environ["DATABASE_URL"])
    from django.test.utils import setup_test_environment

    from dispositif.cli.ready import ready

    ready()
    setup_test_environment()


@pytest.fixture
def database(installed: None) -> Iterator[None]:
    """The app's connection, acting as the local administrator; everything is undone afterwards."""
    from django.db import transaction

    from dispositif.people.queries import AS_ADMINISTRATOR
    from dispositif.secrecy.acting import acting_as

    with transaction.atomic():
        with acting_as(AS_ADMINISTRATOR):
            yield
        transaction.set_rollback(True)


@pytest.fixture
def fresh(installed: None) -> Iterator[None]:
    """A database of one's own, cloned, for tests that commit or look through other connections."""
    from django.db import connections

    name, before = f"fresh_{uuid4().hex[:12]}", connections["owner"].settings_dict["NAME"]
    connections.close_all()
    _owner(f'CREATE DATABASE "{name}" TEMPLATE "{before}"')
    _point(name)
    (HOME / "trail" / "anchor").unlink(missing_ok=True)
    yield
    _point(str(before))
    (HOME / "trail" / "anchor").unlink(missing_ok=True)
    _owner(f'DROP DATABASE "{name}"')


def _point(name: str) -> None:
    from django.db import connections

    connections.close_all()
    for alias in connections:
        connections[alias].settings_dict["NAME"] = name


def _owner(statement: str) -> None:
    """Run one statement as the owner, from a database that nobody clones."""
    import psycopg
    from django.db import connections

    from dispositif.server.connect import parameters

    place = parameters(connections["owner"].settings_dict) | {"dbname": "postgres"}
    with psycopg.connect(**place, autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute(statement)


def _make_database(url: str) -> None:
    import psycopg

    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')


@pytest.fixture
def superuser(fresh: None) -> Iterator[Connection]:
    """A connection that no policy and no trigger binds, to the test's own database."""
    import psycopg
    from django.db import connections

    from dispositif.server.connect import parameters

    place = parameters(connections["owner"].settings_dict)
    if not os.environ.get("DATABASE_URL"):
        place["user"] = "postgres"
    with psycopg.connect(**place, autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute("SET session_replication_role = replica")
        yield connection
