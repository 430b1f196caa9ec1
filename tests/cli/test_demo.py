"""The demo, and the small commands: what they print, with which exit code, and that twice changes nothing."""

import json
import urllib.request
from collections.abc import Iterator

import pytest

from tests.cli.running import Site, gone, site, status, terminate

pytestmark = pytest.mark.slow
QUERY = """
import json
from dispositif.cli.acting import as_person
from dispositif.cli.ready import ready
ready()
from django.apps import apps
with as_person():
    models = [model for model in apps.get_models() if model.__module__.startswith("dispositif.")]
    print(json.dumps({model._meta.label: model.objects.count() for model in models}))
"""


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    """A home with the demo in it."""
    with site() as place:
        done = place.run("demo", "load")
        assert (done.returncode, done.stderr) == (0, "")
        yield place


def rows(place: Site) -> dict[str, int]:
    done = place.python(QUERY)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_loading_twice_adds_nothing(here: Site) -> None:
    before = rows(here)
    assert before["documents.Document"] >= 1
    assert here.run("demo", "load").returncode == 0
    assert rows(here) == before


def test_it_serves_and_says_who_can_sign_in(here: Site) -> None:
    command = here.start("demo", "--port", "0")
    address = command.address()
    assert status(address) == 200
    with urllib.request.urlopen(address + "/accounts/login/") as answer:
        assert "<form" in answer.read().decode()
    family = command.family()
    terminate(command)
    assert command.process.wait(5) == 0
    assert gone(family) == []
    assert "secretariat@demo.example" in command.said
    assert command.said.index("answers at") < command.said.index("Passphrase")
    assert "Traceback" not in command.said


def test_status_of_a_home_in_step(here: Site) -> None:
    said = here.run("status")
    assert said.returncode == 0
    assert str(here.home) in said.stdout
    running = here.start("worker")  # holds the database, so that there is more to say
    assert running.says("Working off jobs")
    said = here.run("status")
    terminate(running)
    assert "PostgreSQL" in said.stdout
    assert "dispositif_app, dispositif_owner, dispositif_auditor" in said.stdout
    assert "tables    in step" in said.stdout


def test_status_starts_nothing() -> None:
    with site() as place:
        said = place.run("status")
        assert (said.returncode, place.serving()) == (0, [])
        assert "not running" in said.stdout


def test_enrolling_shows_a_passphrase_once(here: Site) -> None:
    done = here.run("people", "enrol", "Ana", "Ana@Example.org", "--role", "drafter", "--role", "auditor")
    assert done.returncode == 0, done.stderr
    passphrase = done.stdout.split()[-1]
    assert len(passphrase) == 19
    listed = here.run("people", "list").stdout
    assert "ana@example.org" in listed
    assert "auditor, drafter" in listed
    assert passphrase not in listed
    again = here.run("people", "enrol", "Ana", "ana@example.org", "--role", "drafter")
    assert (again.returncode, "[people.address_taken]" in again.stderr) == (3, True)


def test_acting_as_somebody_is_to_see_as_they_do(here: Site) -> None:
    own = here.run("people", "list", "--as", "drafter@demo.example").stdout
    assert "drafter@demo.example" in own
    assert "auditor@demo.example" not in own
    nobody = here.run("people", "list", "--as", "nobody@example.org")
    assert (nobody.returncode, "[people.unknown]" in nobody.stderr) == (3, True)


def test_the_trail_is_verified_and_a_fault_is_named(here: Site) -> None:
    whole = here.run("trail", "verify")
    assert whole.returncode == 0
    assert "faults: 0" in whole.stdout
    anchor = here.home / "trail" / "anchor"
    kept = anchor.read_text()
    anchor.write_text(f"999999 {kept.split()[1]}\n")
    cut = here.run("trail", "verify")
    anchor.write_text(kept)
    assert cut.returncode == 1
    assert "999999" in cut.stdout
    assert "faults: 1" in cut.stdout


def test_migrating_again_changes_nothing(here: Site) -> None:
    done = here.run("migrate")
    assert (done.returncode, done.stdout) == (0, "The database is in step with the program.\n")
