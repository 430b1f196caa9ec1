"""An outside PostgreSQL server, named by DATABASE_URL: PostgreSQL 15 where the system has it."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from dispositif.kernel.refusal import Refusal
from dispositif.server import binaries, connect, embedded, roles
from dispositif.server.account import identity
from dispositif.server.cluster import ENVIRONMENT
from tests.server.homes import Site, short_folder, until

OLDEST = Path("/usr/lib/postgresql") / str(connect.OLDEST) / "bin"


@dataclass
class Outside:
    """A server that asks everyone for a password, and its administrator's connection."""

    port: int
    admin: psycopg.Connection

    def url(self, sign_in: str = "keeper:p%40ss") -> str:
        return f"postgresql://{sign_in}@127.0.0.1:{self.port}/work"


@pytest.fixture(scope="module")
def outside(free_port: int) -> Iterator[Outside]:
    with short_folder() as place:
        place.mkdir(mode=0o711)
        programs = OLDEST if (OLDEST / "postgres").exists() else binaries.programs(place)
        files = place / "files"
        files.mkdir(mode=0o700)
        if who := identity(place):
            shutil.chown(files, who["user"], who["group"])
        run = {"env": ENVIRONMENT, "cwd": "/", **who}
        initdb = [programs / "initdb", "-D", files, "-U", "admin", "--auth=trust", "-E", "UTF8", "--locale=C"]
        subprocess.run(initdb, check=True, capture_output=True, **run)  # type: ignore[call-overload]
        (files / "pg_hba.conf").write_text("local all admin trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
        settings = ["-c", "listen_addresses=127.0.0.1", "-k", files, "-p", str(free_port), "-c", "fsync=off"]
        command = [programs / "postgres", "-D", files, *settings]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, **run) as server:  # type: ignore[call-overload]
            assert until((files / f".s.PGSQL.{free_port}").exists)
            with administrator(files, free_port) as admin:
                yield Outside(free_port, admin)
            server.terminate()


def administrator(socket: Path, port: int) -> psycopg.Connection:
    found: list[psycopg.Connection] = []

    def connected() -> bool:
        try:
            found.append(
                psycopg.connect(host=str(socket), port=port, user="admin", dbname="postgres", autocommit=True)
            )
        except psycopg.OperationalError:
            return False
        return True

    assert until(connected)
    return found[0]


@pytest.fixture(scope="module")
def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def url(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A new database with its owner, and this process pointed at it."""
    outside.admin.execute("CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'p@ss'")
    outside.admin.execute("CREATE DATABASE work OWNER keeper")
    embedded._check_outside.cache_clear()
    with short_folder() as home:
        monkeypatch.setenv("DATABASE_URL", outside.url())
        monkeypatch.setenv("DISPOSITIF_HOME", str(home))
        yield outside.url()
    outside.admin.execute("DROP DATABASE work WITH (FORCE)")
    for role in (connect.APP, connect.AUDITOR, "keeper"):
        outside.admin.execute(f"DROP ROLE IF EXISTS {role}")


def signed_in(alias: str) -> psycopg.Connection:
    return psycopg.connect(**connect.parameters(connect.databases()[alias]), autocommit=True)  # type: ignore[arg-type]


def refused() -> Refusal:
    with pytest.raises(Refusal) as caught:
        embedded.attach()
    return caught.value


@pytest.mark.usefixtures("url")
def test_each_role_signs_in_with_its_own_password() -> None:
    embedded.attach()
    for alias, role in (("default", connect.APP), ("auditor", connect.AUDITOR), ("owner", "keeper")):
        with signed_in(alias) as connection:
            assert connection.execute("SELECT current_user::text").fetchone() == (role,)
    assert embedded.status().running
    settings = connect.databases()
    assert settings["default"]["PASSWORD"] != settings["auditor"]["PASSWORD"]


@pytest.mark.usefixtures("url")
def test_the_app_makes_no_tables_and_strangers_do_not_connect(outside: Outside) -> None:
    embedded.attach()
    for forbidden in ("CREATE TABLE t ()", "CREATE TEMPORARY TABLE t ()", "CREATE SCHEMA s", "CREATE ROLE r"):
        with signed_in("default") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(forbidden)
    outside.admin.execute("CREATE ROLE stranger LOGIN PASSWORD 'x'")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(outside.url("stranger:x"))
    finally:
        outside.admin.execute("DROP ROLE stranger")


@pytest.mark.usefixtures("url")
def test_a_changed_password_is_repaired_and_a_right_one_left(outside: Outside) -> None:
    embedded.attach()
    query = f"SELECT rolpassword FROM pg_authid WHERE rolname = '{connect.APP}'"
    before = outside.admin.execute(query).fetchone()
    embedded._check_outside.cache_clear()
    embedded.attach()
    assert outside.admin.execute(query).fetchone() == before
    outside.admin.execute(f"ALTER ROLE {connect.APP} PASSWORD 'other'")
    embedded._check_outside.cache_clear()
    embedded.attach()
    signed_in("default").close()


def test_processes_that_begin_together_agree(url: str) -> None:
    with short_folder() as home:
        site = Site(home)
        site.environment["DATABASE_URL"] = url
        clients = [site.client("print(ask('default', 'SELECT 7'))") for _ in range(4)]
        said = [client.communicate(timeout=60) for client in clients]
        assert said == [("attached\n7\n", "")] * 4
        assert not site.serving()
        assert not (home / "database").exists()


@pytest.mark.usefixtures("url")
def test_a_user_who_may_not_create_roles_is_refused_with_the_remedy(outside: Outside) -> None:
    outside.admin.execute("ALTER ROLE keeper NOCREATEROLE")
    refusal = refused()
    assert refusal.code == "server.may_not_create_roles"
    assert "ALTER ROLE keeper CREATEROLE" in str(refusal)


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("above", ["SUPERUSER", "BYPASSRLS"])
def test_a_role_above_row_security_is_refused(outside: Outside, above: str) -> None:
    embedded.attach()
    embedded._check_outside.cache_clear()
    outside.admin.execute(f"ALTER ROLE {connect.APP} {above}")
    assert refused().code == "server.role_above_security"


@pytest.mark.usefixtures("url")
def test_a_user_who_does_not_own_the_database_is_refused(outside: Outside) -> None:
    outside.admin.execute("ALTER DATABASE work OWNER TO admin")
    assert refused().code == "server.not_owner"


@pytest.mark.usefixtures("url")
def test_a_wrong_password_and_a_silent_port_are_said(
    outside: Outside, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wrong in (outside.url("keeper:wrong"), outside.url().replace(str(free_port), "1")):
        monkeypatch.setenv("DATABASE_URL", wrong)
        assert refused().code == "server.unreachable"
        assert not embedded.status().running


@pytest.mark.usefixtures("url")
def test_a_server_older_than_the_oldest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "OLDEST", 99)
    refusal = refused()
    assert refusal.code == "server.too_old"
    assert "99 or later" in str(refusal)


@pytest.mark.parametrize("url", ["mysql://u@h/n", "postgresql://h", "postgresql://h/n?no_such=1", "nonsense"])
def test_a_malformed_url_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with short_folder() as home:
        monkeypatch.setenv("DISPOSITIF_HOME", str(home))
        with pytest.raises(Refusal) as caught:
            connect.databases()
    assert caught.value.code == "server.url_malformed"


def test_options_and_a_socket_in_the_url_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with short_folder() as home:
        monkeypatch.setenv("DISPOSITIF_HOME", str(home))
        monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%40@/n?host=/run/x&sslmode=require")
        owner = connect.databases()["owner"]
    assert (owner["HOST"], owner["USER"], owner["PASSWORD"], owner["NAME"]) == ("/run/x", "u", "p@", "n")
    assert owner["OPTIONS"] == {"sslmode": "require"}
