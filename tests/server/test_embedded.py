"""The embedded server: one for all clients, gone with the last."""

import signal
import subprocess
import time

from tests.server.homes import Site, attached, short_folder, until


def test_a_start_and_an_end_leave_no_process(site: Site) -> None:
    done = site.run("print(ask('default', 'SELECT current_user'))")
    assert (done.returncode, done.stdout, done.stderr) == (0, "dispositif_app\n", "")
    assert until(lambda: not site.serving(), 5)
    assert not (site.home / "database" / "postmaster.pid").exists()
    assert list((site.home / "run").iterdir()) == []


def test_clients_that_begin_together_share_one_server(site: Site) -> None:
    clients = [site.client() for _ in range(5)]
    for client in clients:
        attached(client)
    assert len(site.serving()) == 2  # the supervisor and the server
    first = site.postmaster()
    for client in clients[:-1]:
        client.communicate("", timeout=10)
    time.sleep(1.5)
    assert site.postmaster() == first, "the server stays for its last client"
    clients[-1].communicate("", timeout=10)
    assert until(lambda: not site.serving(), 5)


def test_the_next_command_in_a_row_finds_the_server_warm(site: Site) -> None:
    code = "print(ask('owner', 'SELECT pg_postmaster_start_time()'))"
    assert site.run(code).stdout == site.run(code).stdout != ""


def test_a_client_that_comes_while_the_server_stops_gets_a_server(site: Site) -> None:
    for pause in (0.9, 1.0, 1.1, 1.2):  # around the second of grace
        assert site.run().returncode == 0
        time.sleep(pause)
    assert site.run("ask('default', 'SELECT 1')").returncode == 0


def test_an_interrupt_of_the_client_that_started_it_does_not_reach_the_server(site: Site) -> None:
    starter = Site(site.home, start_new_session=True)
    try:
        code = "import os, signal; sys.stdin.read(); os.killpg(0, signal.SIGINT)"
        interrupted = attached(starter.client(code))
        keeper = attached(site.client())
        before = site.postmaster()
        interrupted.communicate("")
        assert interrupted.returncode == -signal.SIGINT
        time.sleep(0.5)
        assert len(site.serving()) == 2
        assert site.postmaster() == before
        keeper.communicate("")
    finally:
        starter.close()


def test_a_killed_client_counts_as_gone(site: Site) -> None:
    attached(site.client()).kill()
    assert until(lambda: not site.serving(), 5)


def test_detach_lets_the_server_stop_while_the_process_lives(site: Site) -> None:
    client = attached(site.client("embedded.detach(10); print('let go', flush=True); sys.stdin.read()"))
    assert client.stdout is not None
    assert client.stdout.readline() == "let go\n"
    assert not site.serving()


def test_a_second_attach_of_a_process_starts_what_has_gone(site: Site) -> None:
    code = (
        "embedded.detach()\nimport time; time.sleep(2)\nembedded.attach(); print(embedded.status().running)"
    )
    assert site.run(code).stdout == "True\n"


def test_status_starts_nothing(site: Site) -> None:
    found = subprocess.run(
        [site.python, "-c", "from dispositif.server.embedded import status; print(status().running)"],
        env=site.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "False\n"
    assert not (site.home / "database").exists()


def test_a_home_with_spaces_quotes_and_accents() -> None:
    with short_folder('l\'été "à" 日本 $x') as home:
        site = Site(home)
        done = site.run("print(ask('auditor', 'SELECT current_user'))")
        assert (done.stdout, done.stderr) == ("dispositif_auditor\n", "")
        site.close()


def test_settings_of_the_caller_for_other_servers_do_not_matter(site: Site) -> None:
    site.environment |= {
        "PGDATA": "/nowhere",
        "PGPORT": "1",
        "PGHOST": "nowhere",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    code = "print(ask('owner', 'SHOW timezone'), ask('owner', 'SHOW server_encoding'))"
    assert site.run(code).stdout == "UTC UTF8\n"


def test_the_server_listens_nowhere_but_in_its_private_folder(ready: Site) -> None:
    code = "print(repr(ask('owner', 'SHOW listen_addresses')), ask('owner', 'SHOW fsync'))"
    assert ready.run(code).stdout == "'' on\n"
    assert (ready.home / "run").stat().st_mode & 0o777 == 0o700
    assert (ready.home / "database").stat().st_mode & 0o777 == 0o700
