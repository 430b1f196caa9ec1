"""JSON for programs: the same readings, the same refusals."""

import json

import pytest
from django.test import Client

from dispositif.api.v1 import api
from tests.world import imported

pytestmark = pytest.mark.database


def test_the_library_as_json(database: None) -> None:
    imported()
    body = Client().get("/api/v1/documents?words=islands").json()
    assert body["total"] == 1
    assert body["documents"][0] == {
        "symbol": "A/RES/99/77", "slug": "A-RES-99-77",
        "title": "Assistance to courts of small islands", "languages": ["en"],
    }  # fmt: skip
    assert Client().get("/api/v1/documents?language=fr").json()["total"] == 0
    assert Client().get("/api/v1/documents?page=0").status_code == 422
    assert Client().get("/api/v1/documents?words=%00").json()["total"] == 0


def test_a_reading_as_json_keeps_both_readings(database: None) -> None:
    version = imported()
    body = Client().get("/api/v1/documents/A-RES-99-77").json()
    assert (body["symbol"], body["language"], body["version"]) == ("A/RES/99/77", "en", 1)
    second = body["paragraphs"][2]
    text = "".join(version.text[start:end] for start, end in second["spans"])
    assert text.split() == second["text"].split()
    field = second["acts"][0]["fields"]["act"]
    assert field["value"] == "request"
    assert field["standing"] == "proposed"
    assert field["machine"]["rule"].startswith("act.")


def test_what_is_not_held_is_not_found(database: None) -> None:
    assert Client().get("/api/v1/documents/A-RES-60-175").status_code == 404
    assert Client().get("/api/v1/documents/%00").status_code == 404


def test_a_refusal_is_a_problem(database: None) -> None:
    from django.test import RequestFactory

    from dispositif.api.v1 import refused
    from dispositif.kernel.refusal import Refusal

    response = refused(RequestFactory().get("/"), Refusal("documents.stale", "Changed.", field="seen"))
    assert response.status_code == 409
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["type"] == "urn:dispositif:documents.stale"


def test_the_description_is_served(database: None) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {"/api/v1/documents", "/api/v1/documents/{slug}"}
    assert api.version
