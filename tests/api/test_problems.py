"""Every error of the API is a problem: no page of HTML, and no detail of ours."""

import json

import pytest
from django.test import Client, RequestFactory

from dispositif.api.middleware import speak_to_programs
from dispositif.documents import queries
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.look.refusals import as_problem, problem
from tests.api.asking import PROBLEM, V1, officer
from tests.world import imported

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/nowhere", 404),
        ("get", "/documents/", 404),
        ("get", "/", 404),
        ("post", "/documents", 405),
        ("head", "/documents", 405),
        ("options", "/documents", 405),
        ("delete", "/people/me", 405),
        ("get", "/documents?page=x", 422),
        ("post", "/imports", 401),
    ],
)
def test_an_error_is_a_problem(database: None, method: str, address: str, status: int) -> None:
    answer = getattr(Client(), method)(f"{V1}{address}")
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    if method != "head":
        assert answer.json()["status"] == status
        assert answer.json()["title"]
    if status == 405:
        assert answer["Allow"]


def test_a_host_that_is_not_ours(database: None) -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get(f"{V1}/documents")
    assert (answer.status_code, answer.json()["type"]) == (400, "about:blank")


def test_a_fault_of_ours_tells_nothing(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_asked: object) -> None:
        raise RuntimeError("the password is opensesame")

    monkeypatch.setattr(queries, "library", broken)
    answer = Client(raise_request_exception=False).get(f"{V1}/documents")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert answer.json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500}


def test_a_body_that_is_too_large(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "DATA_UPLOAD_MAX_MEMORY_SIZE", 100)
    uuid = imported().document.provisions.get(path="2", act=1).uuid
    body = {"seen": 0, "field": "verb", "value": "v" * 200}
    answer = officer().post(f"{V1}/provisions/{uuid}/corrections", body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)
    monkeypatch.setattr(settings, "REQUEST_LIMIT", 10)
    whole = officer_again().post(f"{V1}/imports", {"files": b"x" * 100})
    assert (whole.status_code, whole.json()["type"]) == (413, "urn:dispositif:files.too_large")


def officer_again() -> Client:
    from dispositif.people.queries import by_address
    from tests.api.asking import program

    one = by_address("officer@example.org")
    assert one is not None
    return program(one)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_another_media_type_is_refused(database: None, media: str) -> None:
    uuid = imported().document.provisions.get(path="2", act=1).uuid
    answer = officer().post(f"{V1}/provisions/{uuid}/corrections", b"{}", content_type=media)
    assert (answer.status_code, answer.json()["type"]) == (415, "urn:dispositif:api.media")
    assert answer.json()["facts"]["takes"] == "application/json"


def test_problems_speak_the_language_of_whoever_asks(database: None) -> None:
    french = Client(headers={"accept-language": "fr"}).post(f"{V1}/imports").json()
    assert french["title"] == "Unauthorized"
    assert french["type"] == "urn:dispositif:api.token_needed"


def test_a_refusal_with_its_facts() -> None:
    refusal = Refusal("documents.stale", phrase("Changed by %(who)s."), field="seen", who="Ana")
    answer = as_problem(refusal)
    assert answer.status_code == 409
    assert json.loads(answer.content) == {
        "type": "urn:dispositif:documents.stale", "title": "Conflict", "status": 409,
        "detail": "Changed by Ana.", "field": "seen", "facts": {"who": "Ana"},
    }  # fmt: skip
    assert json.loads(problem(404).content) == {"type": "about:blank", "title": "Not Found", "status": 404}


def test_pages_keep_their_own_errors(database: None) -> None:
    assert Client().get("/documents/A-RES-1-1/")["Content-Type"].startswith("text/html")
    page = speak_to_programs(lambda _request: problem(404))
    assert "Cache-Control" not in page(RequestFactory().get("/documents/"))
