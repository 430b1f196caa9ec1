"""Serving as real processes: they answer, they are replaced when they die, and none is left behind."""

import os
import signal
import socket
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.cli.running import Command, Site, gone, interrupt, line_of, site, status, terminate, until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    """A home that is ready, for all tests of this module."""
    with site() as place:
        assert place.run("migrate").returncode == 0
        yield place


@pytest.fixture
def serving(here: Site) -> Iterator[Command]:
    """A server that answers."""
    command = here.start("serve", "--port", "0")
    assert status(command.address()) > 0
    yield command
    command.end()


def test_ctrl_c_stops_it_within_three_seconds_and_leaves_no_process(here: Site, serving: Command) -> None:
    family = serving.family()
    assert len(family) >= 4, "the web server, its two processes, the worker"
    asked = time.monotonic()
    interrupt(serving)
    assert serving.process.wait(10) == 0
    assert time.monotonic() - asked < 3
    assert gone(family) == []
    assert until(lambda: not here.serving(), 4), "the database stops a second after its last client"
    assert "Traceback" not in serving.said


def test_a_killed_command_takes_all_with_it(here: Site, serving: Command) -> None:
    family = serving.family()
    serving.process.kill()
    assert gone(family) == []
    assert until(lambda: not here.serving(), 4)


@pytest.fixture(scope="module")
def lasting() -> Iterator[Command]:
    """A server on another home, which outlives what the tests do to its parts."""
    with site() as place:
        command = place.start("serve", "--port", "0")
        assert status(command.address()) > 0
        yield command


def test_a_killed_web_server_is_replaced(lasting: Command) -> None:
    family, address = lasting.family(), lasting.address()
    web = next(process for process in family if process.children())
    old = web.children()
    web.kill()
    assert until(lambda: not web.is_running())
    assert until(lambda: status(address) > 0)
    assert until(lambda: len(lasting.family()) == len(family))
    assert set(lasting.family()).isdisjoint({web, *old}), "nothing of the former one is left"


def test_one_killed_process_of_the_web_server_is_replaced(lasting: Command) -> None:
    web = next(process for process in lasting.family() if process.children())
    killed = web.children()[0]
    killed.kill()
    assert until(lambda: len(web.children()) == 2 and killed not in web.children())
    assert until(lambda: status(lasting.address()) > 0)


def test_a_killed_worker_is_replaced(lasting: Command) -> None:
    parent = psutil.Process(lasting.process.pid)
    worker = next(process for process in parent.children() if not process.children())
    worker.kill()
    assert until(lambda: len(parent.children()) == 2 and worker not in parent.children())


def test_a_database_that_dies_is_outlived(lasting: Command) -> None:
    address, home = lasting.address(), lasting.site
    former = home.postmaster()
    os.kill(former, signal.SIGKILL)
    assert until(lambda: home.postmaster() not in (0, former))
    assert until(lambda: status(address + "/accounts/login/") not in (0, 500))
    assert until(lambda: len(psutil.Process(lasting.process.pid).children()) == 2), "the worker came back"


def test_a_port_in_use_is_refused_with_the_remedy(here: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = here.run("serve", "--port", str(port))
    assert refused.returncode == 3
    assert f"127.0.0.1:{port} cannot be opened" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr
    assert "[serve.port_taken]" in refused.stderr


def test_a_second_server_on_the_same_port_is_refused(here: Site, lasting: Command) -> None:
    port = lasting.address().rpartition(":")[2]
    refused = here.run("serve", "--port", port)
    assert (refused.returncode, "[serve.port_taken]" in refused.stderr) == (3, True)
    assert status(lasting.address()) > 0


def test_an_address_of_another_machine_is_refused(here: Site) -> None:
    refused = here.run("serve", "--host", "192.0.2.1")
    assert refused.returncode == 3
    assert "192.0.2.1:8000 cannot be opened" in refused.stderr


def test_a_worker_alone_stops_when_told(here: Site) -> None:
    command = here.start("worker")
    assert command.says("Working off jobs")
    family = command.family()
    assert len(family) == 1
    terminate(command)
    assert command.process.wait(5) == 0
    assert gone(family) == []


def test_without_a_worker(here: Site) -> None:
    command = here.start("serve", "--port", "0", "--no-worker")
    assert status(command.address()) > 0
    assert len(psutil.Process(command.process.pid).children()) == 1
    command.end()


def test_two_commands_at_once_on_an_empty_home() -> None:
    with site() as place:
        both = [place.start("serve", "--port", "0") for _ in range(2)]
        addresses = {command.address() for command in both}
        assert len(addresses) == 2
        assert all(status(address) > 0 for address in addresses)
        supervisors = [one for one in place.serving() if "supervisor" in line_of(one)]
        assert len(supervisors) == 1
