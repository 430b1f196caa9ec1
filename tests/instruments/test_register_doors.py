"""Registers through the command line and the API."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.instruments.models import Action, Unresolved
from tests.api.asking import PROBLEM, V1, officer
from tests.instruments.registered import PERU, ROWS, csv_of, pages, world_and_instruments

pytestmark = pytest.mark.database
FRNACE = ("UNTOC", "Frnace", "signature", "2000-12-12")


def run(*words: str) -> tuple[int, str]:
    from dispositif.cli.instruments import instruments

    result = CliRunner().invoke(instruments, ["import", *words])
    return result.exit_code, result.output


def test_the_command_looks_writes_and_finds_nothing_more(fresh: None, tmp_path: Path, shared: Path) -> None:
    files = [str(file) for file in pages(shared)]
    code, output = run(*files, "--format", "json")
    told = json.loads(output)
    assert (code, len(told), sum(one["instruments"][0]["same"] for one in told)) == (0, 15, 3563)
    code, output = run(*files)
    assert (code, "Held exactly like this" in output) == (0, True)
    later = ("--as-at", "2015-03-14", "--source", "Treaty Collection")
    code, output = run(*files, *later, "--dry-run")
    assert (code, "Nothing was written" in output) == (0, True), output
    for words in ("Written.", "Held exactly like this"):
        code, output = run(*files, *later)
        assert (code, words in output) == (0, True), output
    _refused(tmp_path, files[0])


def _refused(tmp_path: Path, good: str) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(csv_of([PERU, ("UNTOC", "France", "blessing", "29/10/2002"), FRNACE]))
    code, output = run(str(wrong), good)
    assert (code, "Refused: nothing was written." in output) == (3, True)
    assert "1 × instruments.no_kind" in output
    assert "3 kind blessing" in output
    wrong.write_bytes(b"turtle\n1\n")
    code, output = run(str(wrong))
    assert (code, "instruments.columns" in output) == (3, True)
    wrong.write_bytes(csv_of([FRNACE]))
    code, output = run(str(wrong), "--additions", "--instrument", "18-12")
    assert (code, "Names to resolve" in output) == (0, True)
    code, output = run(str(wrong), "--as-at", "2999-01-01")
    assert (code, "instruments.as_at_future" in output) == (3, True)


@pytest.fixture
def program(database: None) -> Client:
    world_and_instruments()
    return officer()


def posted(client: Client, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    response = client.post(f"{V1}/instruments{path}", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def handed(client: Client, content: bytes, **given: str) -> tuple[int, dict[str, Any]]:
    sent = {"file": SimpleUploadedFile("register.csv", content), **given}
    response = client.post(f"{V1}/instruments/import", sent)
    return response.status_code, response.json()


def test_a_register_is_looked_at_and_written(program: Client) -> None:
    status, found = handed(program, csv_of([*ROWS, FRNACE]))
    assert (status, found["writes"], found["unresolved"]) == (200, True, ["Frnace"])
    assert found["instruments"][0]["counts"]["new"] == 4
    assert (found["changes"][0]["participant"], found["changes"][0]["row"]) == ("", 6)
    given = {"write": "true", "seen": '{"UNTOC": 7}'}
    assert handed(program, csv_of(ROWS), **given)[0] == 409
    assert handed(program, csv_of(ROWS), write="true", seen="[1]")[1]["type"].endswith("no_object")
    assert handed(program, csv_of(ROWS), columns="{")[0] == 400
    status, written = handed(program, csv_of([*ROWS, FRNACE]), **given | {"seen": '{"UNTOC": 0}'})
    assert (status, written["editions"][0]["rows"]) == (201, 5)
    status, found = handed(program, csv_of([*ROWS, FRNACE]), write="true")
    assert (status, found["writes"], found["refused"]) == (200, False, False)
    chosen = {"columns": '{"kind": "what"}', "covers": "additions", "instrument": "18-12"}
    heads = ("instrument", "participant", "what", "on")
    assert handed(program, csv_of(ROWS, heads), **chosen)[1]["writes"] is False
    assert handed(program, csv_of([("UNTOC", "France", "blessing", "x")]), write="true")[0] == 400


def test_names_are_settled_and_set_aside(program: Client) -> None:
    reef = ("UNTOC", "Republic of Reefs", "ratification", "2002-10-29")
    handed(program, csv_of([PERU, FRNACE, reef]), write="true")
    listed = Client().get(f"{V1}/instruments/unresolved").json()
    first, second = (one["uuid"] for one in listed["items"])
    status, action = posted(program, f"/unresolved/{first}/settle", participant="FRA")
    assert (status, action["participant"], action["superseded"]) == (201, "FRA", False)
    assert posted(program, f"/unresolved/{second}/set-aside", reason="no State")[0] == 201
    assert not Unresolved.objects.filter(settled_at=None).exists()
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert posted(program, f"/unresolved/{nowhere}/settle", participant="FRA")[0] == 404
    assert posted(program, f"/actions/{nowhere}/strike", reason="x")[0] == 404


def test_single_actions_statements_and_procedures(program: Client) -> None:
    base = {"instrument": "UNTOC", "participant": "NOR", "source": "Depositary"}
    action = base | {"kind": "ratification", "on": "2003-09-23", "symbol": "C.N.1.2003", "seen": 0}
    status, done = posted(program, "/actions", **action)
    assert (status, done["on"]) == (201, "2003-09-23")
    assert posted(program, "/actions", **action)[0] == 409
    status, done = posted(program, f"/actions/{done['uuid']}/strike", reason="a slip", seen=1)
    assert (status, done["superseded"]) == (201, True)
    stated = base | {"kind": "declaration", "text": "Reefs.", "language": "en", "made_on": "2003-09-23"}
    assert posted(program, "/statements", **stated)[0] == 201
    reported = base | {"reported_on": "2026-01-02", "words": "A bill lies before it."}
    assert posted(program, "/procedures", **reported)[0] == 201
    answer = Client().post(f"{V1}/instruments/procedures", reported, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert Action.objects.filter(superseded_at=None).count() == 0
