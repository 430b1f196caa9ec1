"""Who runs what: root's commands, the database's account, an ordinary user."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispositif.server import binaries
from tests.server.homes import Site, attached, short_folder, until

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as several accounts")
QUERY = "print(ask('default', 'SELECT 7'))"
IMPORTS = "import psycopg, cryptography, platformdirs, dispositif.server.embedded"


def owner_of(process: int) -> str:
    shown = subprocess.run(
        ["ps", "-o", "uid=", "-p", str(process)], capture_output=True, text=True, check=True
    )
    return pwd.getpwuid(int(shown.stdout)).pw_name


@pytest.fixture
def ordinary() -> Iterator[Site]:
    """The home of an ordinary user and an interpreter that this user can run; the path holds a space."""
    if os.geteuid() != 0:
        with short_folder("my home") as home:
            site = Site(home)
            yield site
            site.close()
        return
    user = pwd.getpwnam("nobody")
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    with short_folder("my home") as home:
        home.mkdir(mode=0o700)
        os.chown(home, user.pw_uid, user.pw_gid)
        site = Site(home, **identity)
        site.python = reachable(site)
        yield site
        site.close()


def reachable(site: Site) -> str:
    """An interpreter of this release that the user of the site can run with this checkout."""
    release = f"python3.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{release}", f"/usr/local/bin/{release}"):
        command = [python, "-c", IMPORTS]
        try:
            found = subprocess.run(
                command, cwd="/", env=site.environment, capture_output=True, check=False, **site.identity
            )  # type: ignore[call-overload]
        except OSError:
            continue
        if found.returncode == 0:
            return python
    pytest.skip(f"the account nobody can reach neither this {release} nor the system's, or not the checkout")


def test_an_ordinary_user_runs_everything_alone(ordinary: Site) -> None:
    keeper = attached(ordinary.client())
    me = owner_of(keeper.pid)
    assert {owner_of(process) for process in ordinary.serving()} == {me}
    assert ordinary.run(QUERY).stdout == "7\n"
    assert {path.owner() for path in ordinary.home.rglob("*")} == {me}
    keeper.communicate("")
    assert until(lambda: not ordinary.serving(), 5)


def test_an_ordinary_user_is_refused_what_is_not_theirs(ordinary: Site) -> None:
    ordinary.home.parent.chmod(0o755)
    shutil.rmtree(ordinary.home, ignore_errors=True)
    ordinary.home.mkdir(mode=0o500)
    if os.geteuid() == 0:
        ordinary.home.chmod(0o711)
    refused = ordinary.run()
    assert refused.returncode == 1
    assert refused.stderr.startswith("server.home_unusable")
    assert "DISPOSITIF_HOME" in refused.stderr
    ordinary.home.chmod(0o700)


def test_an_ordinary_user_s_full_quota_is_a_full_disk(ordinary: Site) -> None:
    """A limit on the size of a file is met like a quota: the database cannot be written."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))\n"
    attach = (
        "from dispositif.server import embedded\ntry: embedded.attach()\nexcept Exception as e: print(e.code)"
    )
    done = subprocess.run(
        [ordinary.python, "-c", limit + attach],
        env=ordinary.environment, cwd="/", capture_output=True, text=True, check=True, **ordinary.identity,
    )  # type: ignore[call-overload]  # fmt: skip
    assert done.stdout == "server.disk_full\n"
    assert not (ordinary.home / "database").exists()


@root_only
def test_root_keeps_the_key_and_the_account_only_the_database(site: Site) -> None:
    keeper = attached(site.client())
    assert owner_of(site.supervisor()) == "root"
    assert owner_of(site.postmaster()) == "nobody"
    owners = {path.name: path.owner() for path in site.home.iterdir()}
    kept = {"key": "root", "locks": "root", "logs": "root"}
    assert owners == kept | {"database": "nobody", "run": "nobody"}
    keeper.communicate("")


@root_only
def test_the_account_cannot_read_the_key_nor_list_the_home(site: Site) -> None:
    assert site.run().returncode == 0
    nobody = pwd.getpwnam("nobody")
    for command in (["cat", site.home / "key"], ["ls", site.home], ["touch", site.home / "new"]):
        tried = subprocess.run(
            command, user=nobody.pw_uid, group=nobody.pw_gid, capture_output=True, check=False
        )
        assert tried.returncode != 0


@root_only
def test_a_named_account_runs_the_database_and_stays(site: Site) -> None:
    site.environment["DISPOSITIF_ACCOUNT"] = "daemon"
    assert site.run().returncode == 0
    assert (site.home / "database").owner() == "daemon"
    del site.environment["DISPOSITIF_ACCOUNT"]
    assert site.run(QUERY).stdout == "7\n"
    site.environment["DISPOSITIF_ACCOUNT"] = "nobody"
    assert until(lambda: not site.serving(), 5)
    assert site.run().stderr.startswith("server.account_differs")


@root_only
def test_root_and_the_owner_of_a_home_take_turns(ordinary: Site) -> None:
    root = Site(ordinary.home)
    try:
        assert root.run(QUERY).stdout == "7\n"
        assert {path.owner() for path in ordinary.home.rglob("*")} == {"nobody"}
        assert ordinary.run(QUERY).stdout == "7\n", "while root's server still runs"
        assert until(lambda: not ordinary.serving(), 5)
        assert ordinary.run(QUERY).stdout == "7\n", "and with a server of its own"
        assert root.run(QUERY).stdout == "7\n"
    finally:
        root.close()


@root_only
def test_programs_behind_a_closed_door_are_copied_once(site: Site) -> None:
    with short_folder("closed") as closed:
        closed.mkdir(mode=0o700)
        original = binaries._original()
        for name in (binaries.PACKAGE, f"{binaries.PACKAGE}.libs"):
            (closed / name).symlink_to(original.with_name(name))
        site.environment["PYTHONPATH"] = f"{closed}{os.pathsep}{site.environment['PYTHONPATH']}"
        assert site.run(QUERY).stdout == "7\n"
        (copy,) = site.home.glob("postgresql-*")
        made = copy.stat().st_mtime_ns
        assert copy.owner() == "root", "the account runs the programs but cannot change them"
        assert until(lambda: not site.serving(), 5)
        assert site.run(QUERY).stdout == "7\n"
        assert copy.stat().st_mtime_ns == made
        program = Path(f"/proc/{site.postmaster()}/exe")
        if program.exists():
            assert program.resolve().is_relative_to(copy)
