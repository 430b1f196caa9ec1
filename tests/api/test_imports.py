"""Files handed in by a program: looked at, then written or dropped."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.documents.models import Document, Intake
from dispositif.people.rules import Role
from tests.api.asking import V1, officer, program
from tests.world import SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
ADDRESS = f"{V1}/imports"


def handed(client: Client, *texts: str) -> Any:
    files = [SimpleUploadedFile(f"{at}.txt", text.encode()) for at, text in enumerate(texts)]
    return client.post(ADDRESS, {"files": files})


def written(client: Client, uuid: str, symbols: dict[str, str] | None = None) -> Any:
    body = {"symbols": symbols or {}}
    return client.post(f"{ADDRESS}/{uuid}/write", body, content_type="application/json")


def test_a_file_is_looked_at_then_written(database: None) -> None:
    client = officer()
    answer = handed(client, SHORT)
    assert answer.status_code == 201
    body = answer.json()
    file = body["files"][0]
    assert (body["state"], file["outcome"], file["symbol"]) == ("waiting", "new", "A/RES/99/77")
    assert [row["relation"] for row in file["rows"]] == ["first"] * 3
    assert not Document.objects.exists()
    done = written(client, body["uuid"])
    assert (done.status_code, done.json()["state"], done.json()["document"]) == (
        201, "written", "A-RES-99-77",
    )  # fmt: skip
    assert Client().get(f"{V1}/documents/A-RES-99-77").status_code == 200
    again = written(client, body["uuid"])
    assert (again.status_code, again.json()["type"]) == (400, "urn:dispositif:documents.intake_over")
    assert client.get(f"{ADDRESS}/{body['uuid']}").json()["files"][0]["outcome"] == "same"


def test_a_file_without_a_symbol_gets_one(database: None) -> None:
    client = officer()
    body = handed(client, SHORT.replace("99/77. ", "")).json()
    file = body["files"][0]
    assert (file["outcome"], file["symbol"]) == ("refused", None)
    assert file["refusal"].startswith("The text does not say its symbol")
    assert written(client, body["uuid"]).status_code == 400
    done = written(client, body["uuid"], {file["id"]: "A/RES/99/78"})
    assert done.json()["document"] == "A-RES-99-78"


def test_many_files_are_written_by_a_job(database: None) -> None:
    client = officer()
    texts = [SHORT.replace("99/77", f"99/{number}") for number in range(70, 77)]
    body = handed(client, *texts).json()
    done = written(client, body["uuid"])
    assert (done.status_code, done.json()["state"], done.json()["document"]) == (202, "running", None)
    assert done.json()["progress"]


def test_files_are_dropped(database: None) -> None:
    client = officer()
    uuid = handed(client, SHORT).json()["uuid"]
    assert client.post(f"{ADDRESS}/{uuid}/drop").json()["state"] == "dropped"
    assert written(client, uuid).status_code == 400


def test_another_program_finds_nothing(database: None) -> None:
    uuid = handed(program(person("One", Role.DRAFTER)), SHORT).json()["uuid"]
    other = program(person("Two", Role.DRAFTER))
    assert other.get(f"{ADDRESS}/{uuid}").status_code == 404
    assert written(other, uuid).status_code == 404
    assert Client().get(f"{ADDRESS}/{uuid}").status_code == 403


def test_a_preview_shows_what_changes(database: None) -> None:
    imported()
    body = handed(officer(), SHORT.replace("on courts", "on courts of law")).json()
    rows = body["files"][0]["rows"]
    assert [row["relation"] for row in rows] == ["kept", "changed", "kept"]
    assert (body["files"][0]["outcome"], body["files"][0]["language"]) == ("version", "en")


@pytest.mark.parametrize("number", [0, 11])
def test_no_file_and_too_many_are_refused(database: None, number: int) -> None:
    answer = handed(officer(), *[SHORT] * number)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/files"
    assert not Intake.objects.exists()


def test_more_files_than_a_server_reads_are_refused(database: None) -> None:
    answer = handed(officer(), *["x"] * 101)
    assert (answer.status_code, answer.json()["title"]) == (413, "Request Entity Too Large")


def test_a_body_without_its_boundary_is_refused(database: None) -> None:
    answer = officer().post(ADDRESS, b"x", content_type="multipart/form-data")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_file_that_is_too_large_is_refused(database: None, settings_limit: None) -> None:
    answer = handed(officer(), SHORT)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:dispositif:files.too_large"


@pytest.fixture
def settings_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 10)


def test_a_session_may_look_and_not_write(database: None) -> None:
    one = person("Officer", Role.SECRETARIAT)
    uuid = handed(program(one), SHORT).json()["uuid"]
    client = signed_in(one)
    assert client.get(f"{ADDRESS}/{uuid}").status_code == 200
    refused = written(client, uuid)
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, 'Bearer realm="dispositif"')
    assert refused.json()["type"] == "urn:dispositif:api.token_needed"
    assert not Document.objects.exists()
