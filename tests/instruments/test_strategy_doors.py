"""Strategies at the API and on the command line."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.cli.group import dispositif
from dispositif.instruments.models import Strategy
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from tests.api.asking import PROBLEM, V1, officer, program
from tests.instruments.strategy_world import NATIONAL, ON, REGIONAL, csv_of, imported
from tests.world import person

pytestmark = pytest.mark.database
ROOT = f"{V1}/strategies"
SENT = {
    "title": "Plan", "language": "en", "kind": "regional", "institution": "UNODC", "source": "Annex",
    "themes": ["corruption"], "since_on": "2018-01-01", "measures": ["A school\nfor judges"],
    "states": [
        {"name": "Uganda"},
        {"name": "BFA", "until_on": "2019-12-31"},
        {"name": "KEN", "since_on": "2019-01-01"},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def world(database: None) -> None:
    load_facts(by=local_administrator().as_party(), on=ON)


def asked(address: str, status: int = 200, client: Client | None = None) -> dict[str, object]:
    response = (client or Client()).get(ROOT + address)
    assert response.status_code == status, response.content.decode()
    said: dict[str, object] = response.json()
    return said


def send(
    client: Client, address: str, body: dict[str, object], status: int, how: str = "post"
) -> dict[str, object]:
    response = getattr(client, how)(ROOT + address, json.dumps(body), content_type="application/json")
    assert response.status_code == status, response.content.decode()
    if status >= 400:
        assert response.headers["Content-Type"] == PROBLEM
    said: dict[str, object] = response.json()
    return said


def test_a_program_records_amends_lists_and_withdraws() -> None:
    client = officer()
    made = send(client, "", SENT, 201)
    here = f"/{made['uuid']}"
    assert (made["entity"], made["status"], made["revision"]) == ("UNODC", "in_force", 1)
    assert made["measures"][0]["text"] == "A school for judges"  # type: ignore[index]
    assert [one["state"] for one in made["states"]] == ["BFA", "KEN", "UGA"]  # type: ignore[attr-defined]
    covered = send(client, f"{here}/states", {"states": [{"name": "Rwanda"}], "seen": 1}, 200)
    assert covered["states"][2] == {  # type: ignore[index]
        "state": "RWA", "source": "Annex", "since_on": None, "until_on": None,
    }  # fmt: skip
    ended = {"state": "RWA", "until_on": "2020-01-01", "why": "Left.", "seen": 2}
    assert send(client, f"{here}/states/end", ended, 200)["revision"] == 3
    amended = SENT | {"themes": ["terrorism"], "seen": 3}
    assert send(client, here, amended, 200, "put")["themes"] == ["terrorism"]
    gone = {"withdrawn_on": "2022-01-01", "why": "Replaced.", "seen": 4}
    assert send(client, f"{here}/withdrawal", gone, 200)["status"] == "withdrawn"
    assert asked(f"{here}?at=2020-01-01")["status"] == "in_force"
    told = [one["what"] for one in asked(f"{here}/history")["items"]]  # type: ignore[attr-defined]
    assert told[0] == "instruments.strategy_withdrawn"
    assert len(told) == 5


def test_what_is_refused_is_a_problem() -> None:
    client = officer()
    made = send(client, "", SENT, 201)
    here = f"/{made['uuid']}"
    assert send(client, "", SENT, 400)["type"] == "urn:dispositif:instruments.strategy_twice"
    unknown = SENT | {"states": [{"name": "Atlantis"}]}
    assert send(client, "", unknown, 400)["field"] == "states"
    assert send(client, "", SENT | {"link": "http://a.example"}, 400)["field"] == "link"
    assert send(client, here, SENT | {"seen": 7}, 409, "put")["type"] == "urn:dispositif:instruments.stale"
    send(client, f"{here}/states", {"states": [{"name": "Uganda; Kenya"}], "seen": 1}, 422)
    send(client, "", SENT | {"turtle": 1}, 422)
    response = client.put(
        ROOT + here, json.dumps(SENT | {"seen": 1}), "application/json", headers={"if-match": "2"}
    )
    assert response.status_code == 412
    assert asked(f"/{UUID(int=1)}", 404)["status"] == 404


def test_writing_needs_the_scope_and_the_right() -> None:
    send(Client(), "", SENT, 401)
    send(officer("instruments:read"), "", SENT, 403)
    send(program(person("Donor", Role.DONOR)), "", SENT, 403)
    assert (
        asked("", 403, program(person("Other", Role.SECRETARIAT), "mandates:read"))["scope"]
        == "instruments:read"
    )
    assert not Strategy.objects.exists()


def test_anybody_reads_the_list_the_coverage_and_the_table() -> None:
    imported(NATIONAL, REGIONAL)
    assert asked("?kind=national&at=2020-01-01")["items"][0]["status"] == "in_force"  # type: ignore[index]
    assert asked("?theme=kidnapping")["total"] == 0
    rows = asked("/coverage?at=2020-06-01&region=014&size=200")["items"]
    by_code = {row["code"]: row["themes"] for row in rows}  # type: ignore[attr-defined]
    assert by_code["KEN"]["corruption"] == [{"mark": "national", "verified": True}]
    assert by_code["UGA"]["smuggling"] == [{"mark": "regional", "verified": False}]
    assert by_code["RWA"]["corruption"] == []
    assert NATIONAL["title"] in Client().get(f"{ROOT}/sheet.csv").content.decode()
    assert Client().get(f"{ROOT}/sheet.xlsx").status_code == 200


def test_a_table_is_looked_at_and_written() -> None:
    client = officer()

    def handed(content: bytes, status: int, **given: str) -> dict[str, object]:
        file = SimpleUploadedFile("list.csv", content)
        response = client.post(f"{ROOT}/imports", {"file": file, **given})
        assert response.status_code == status, response.content.decode()
        said: dict[str, object] = response.json()
        return said

    looked = handed(csv_of([NATIONAL, REGIONAL]), 200)
    assert (looked["writes"], looked["counts"]) == (True, {"new": 2, "changed": 0, "same": 0})
    refused = handed(csv_of([NATIONAL | {"states": "Atlantis"}]), 200)
    assert refused["remarks"][0]["code"] == "instruments.strategy_unresolved"  # type: ignore[index]
    assert handed(csv_of([NATIONAL]), 409, write="true", seen="5")["status"] == 409
    assert handed(csv_of([NATIONAL, REGIONAL]), 201, write="true")["written"] == 2


def ran(*words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(dispositif, ["strategies", *words])
    assert done.exit_code == code, (done.output, done.exception)
    return done


def test_the_command_imports_lists_shows_and_covers(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_bytes(csv_of([NATIONAL]))
    two.write_bytes(csv_of([REGIONAL]))
    assert "Nothing was written" in ran("import", str(one), str(two)).output
    assert "1 new" in ran("import", str(one), str(two), "--yes").output
    ran("import", str(one), "--yes", code=1)
    listed = json.loads(ran("list", "--at", "2020-06-01", "--format", "json").output)
    assert [row["status"] for row in listed] == ["in_force", "in_force"]
    assert "expired\tnational\tKEN" in ran("list", "--kind", "national", "--at", "2024-01-01").output
    shown = json.loads(ran("show", listed[0]["uuid"], "--at", "2024-01-01").output)
    assert (shown["status"], shown["states"]) == ("expired", "KEN")
    rows = json.loads(ran("coverage", "--at", "2020-06-01", "--format", "json").output)
    by_code = {row["code"]: row for row in rows}
    assert by_code["KEN"]["corruption"] == "● national, in force"
    assert by_code["FRA"]["corruption"] == "no information"
    assert (
        "BFA\tBurkina Faso\tno information" in ran("coverage", "--at", "2020-06-01", "--region", "011").output
    )
    assert "TZA" in ran("coverage", "--group", "LDC").output


def test_the_command_refuses_all_files_or_writes_all(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_bytes(csv_of([NATIONAL]))
    two.write_bytes(csv_of([REGIONAL | {"states": "Atlantis"}]))
    done = ran("import", str(one), str(two), "--yes", code=1)
    assert isinstance(done.exception, Refusal)
    assert (done.exception.code, Strategy.objects.count()) == ("instruments.file_refused", 0)
    missing = ran("show", str(UUID(int=1)), code=1)
    assert isinstance(missing.exception, Refusal)
    person("Donor", Role.DONOR)
    denied = ran("import", str(one), "--as", "donor@example.org", code=1)
    assert isinstance(denied.exception, Refusal)
