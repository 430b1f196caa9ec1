"""Confirming and correcting: seen, or not written."""

from typing import Any

import pytest
from django.test import Client

from dispositif.documents.models import Provision, Reading
from dispositif.people.rules import Role
from tests.api.asking import V1, officer, program
from tests.world import imported, person

pytestmark = pytest.mark.database


@pytest.fixture
def act(database: None) -> Provision:
    """“Requests the Secretary-General to report …”."""
    document = imported().document
    return Provision.objects.get(document=document, part="operative", path="2", act=1)


def address(one: Provision, tail: str = "") -> str:
    return f"{V1}/provisions/{one.uuid}{tail}"


def sent(client: Client, one: Provision, tail: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(address(one, tail), body, content_type="application/json", headers=headers)


def test_one_provision(act: Provision) -> None:
    body = Client().get(address(act)).json()
    assert (body["document"], body["path"], body["act"], body["revision"]) == ("A-RES-99-77", "2", 1, 0)
    assert body["renderings"][0]["text"].startswith("Requests the Secretary-General")
    machine = body["fields"]["strength"]["machine"]
    assert (machine["value"], machine["by"], machine["verified"]) == (3, "", True)
    assert Client().get(f"{V1}/provisions/{act.document.uuid}").status_code == 404


def test_a_correction_stands_beside_the_machine(act: Provision) -> None:
    body = {"seen": 0, "field": "strength", "value": 4, "why": "it decides"}
    answer = sent(officer("documents:write"), act, "/corrections", body)
    assert answer.status_code == 201
    field = answer.json()["fields"]["strength"]
    assert (field["value"], field["standing"], field["machine"]["value"]) == (4, "corrected", 3)
    assert (field["person"]["by"], answer.json()["revision"]) == ("Officer", 1)
    told = Client().get(f"{V1}/documents/A-RES-99-77/history").json()["items"][0]
    assert (told["what"], told["why"], told["by"]["label"]) == (
        "documents.corrected", "it decides", "Officer",
    )  # fmt: skip


def test_a_confirmation_of_one_field_and_of_all(act: Provision) -> None:
    client = officer()
    one = sent(client, act, "/confirmations", {"seen": 0, "field": "act"})
    assert one.status_code == 201
    assert one.json()["fields"]["act"]["standing"] == "confirmed"
    every = sent(client, act, "/confirmations", {"seen": 1})
    assert {field["standing"] for field in every.json()["fields"].values()} == {"confirmed"}


def test_who_has_not_seen_the_change_writes_nothing(act: Provision) -> None:
    client = officer()
    sent(client, act, "/corrections", {"seen": 0, "field": "strength", "value": 4})
    stale = sent(client, act, "/corrections", {"seen": 0, "field": "strength", "value": 2})
    assert stale.status_code == 409
    assert stale.json()["type"] == "urn:dispositif:documents.stale"
    assert stale.json()["facts"] == {"theirs": 4, "yours": 2}
    assert Reading.objects.filter(provision=act, field="strength", origin="person").count() == 1


@pytest.mark.parametrize(("header", "status"), [("0", 201), ('"0"', 201), ("1", 412), ("soon", 412)])
def test_if_match_says_the_same_as_seen(act: Provision, header: str, status: int) -> None:
    body = {"seen": 0, "field": "strength", "value": 4}
    answer = sent(officer(), act, "/corrections", body, **{"if-match": header})
    assert answer.status_code == status, answer.content
    assert Reading.objects.filter(origin="person").exists() is (status == 201)


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"field": "strength", "value": 9}, 400, None),
        ({"field": "addressees", "value": ["NOBODY"]}, 400, None),
        ({"field": "deadline", "value": {"kind": "session", "session": 2**53}}, 400, None),
        ({"field": "strength", "value": 10**30}, 422, "#/value"),
        ({"field": "strength", "value": True}, 422, "#/value"),
        ({"field": "verb", "value": "a\x00b"}, 422, "#/value"),
        ({"field": "verb", "value": "\ud800"}, 422, "#/value"),
        ({"field": "verb", "value": "v" * 4001}, 422, "#/value"),
        ({"field": "deadline", "value": {"kind": "asap", "text": "\x00"}}, 422, "#/value"),
        ({"field": "deadline", "value": {"kind": "asap", "a\x00": "b"}}, 422, "#/value"),
        ({"field": "report", "value": {"to": {"to": {"to": "deep"}}}}, 422, "#/value"),
        ({"field": "colour", "value": "red"}, 422, "#/field"),
        ({"field": "verb", "value": "asks", "seen": -1}, 422, "#/seen"),
        ({"field": "verb", "value": "asks", "seen": 10**40}, 422, "#/seen"),
        ({"field": "verb", "value": "asks", "why": "\x00"}, 422, "#/why"),
        ({"field": "verb", "value": "asks", "whim": "no"}, 422, "#/whim"),
        ({"field": "verb"}, 422, "#/value"),
    ],
)
def test_what_does_not_fit_is_named(
    act: Provision, body: dict[str, Any], status: int, pointer: str | None
) -> None:
    answer = sent(officer(), act, "/corrections", {"seen": 0} | body)
    assert answer.status_code == status, answer.content
    faults = answer.json().get("errors", [])
    assert [fault["pointer"] for fault in faults] == ([pointer] if pointer else [])
    assert not Reading.objects.filter(origin="person").exists()


@pytest.mark.parametrize(
    "raw", [b"{", b" ", b"[]", b'{"seen": NaN}', b"[" * 100_000, b"\xff\xfe", b"1" * 5000, b'"\\u0000"']
)
def test_what_is_no_body_is_refused(act: Provision, raw: bytes) -> None:
    answer = officer().post(address(act, "/corrections"), raw, content_type="application/json")
    assert answer.status_code in (400, 422), answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_reader_with_a_token_learns_who_may(act: Provision) -> None:
    body = {"seen": 0, "field": "strength", "value": 4}
    answer = sent(program(person("Reader")), act, "/corrections", body)
    assert answer.status_code == 403
    assert answer.json()["roles"] == ["secretariat", "drafter", "administrator"]
    assert "secretariat officer, drafter, administrator may do it" in answer.json()["detail"]


def test_the_rights_are_those_of_the_day(act: Provision) -> None:
    one = person("Officer", Role.DRAFTER)
    client = program(one)
    one.postings.update(suspended=True)
    assert sent(client, act, "/confirmations", {"seen": 0}).status_code == 403
