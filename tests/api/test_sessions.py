"""Sessions and mechanisms as JSON: read by anybody, written with a token that may."""

from typing import Any

import pytest
from django.test import Client

from tests.api.asking import V1, officer
from tests.instruments.conferences import recorded, world

pytestmark = pytest.mark.database
SESSIONS, UNTOC = f"{V1}/instruments/sessions", f"{V1}/instruments/mechanisms/UNTOC"
THIRD = f"{SESSIONS}/COP_UNTOC/3"
SITTING = {
    "held": "held",
    "place": "Vienna",
    "since_on": "2006-10-09",
    "until_on": "2006-10-18",
    "source": "CTOC/COP/2006/14",
}


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


def sent(client: Client, address: str, status: int, how: str = "post", **said: Any) -> Any:
    response = getattr(client, how)(address, said, content_type="application/json")
    assert response.status_code == status, response.content.decode()
    return response.json()


def read(address: str, status: int = 200) -> Any:
    response = Client().get(address)
    assert response.status_code == status
    return response.json()


def test_a_session_is_recorded_read_and_corrected() -> None:
    program = officer()
    made = sent(program, SESSIONS, 201, body="COP_UNTOC", number=3, **SITTING)
    assert (made["slug"], made["revision"], made["unverified"]) == ("3", 0, [])
    again = sent(program, SESSIONS, 400, body="COP_UNTOC", number=3, **SITTING)
    assert again["type"] == "urn:dispositif:sessions.twice"
    shorter = {**SITTING, "until_on": "2006-10-17", "seen": 0}
    assert sent(program, THIRD, 200, "put", **shorter)["until_on"] == "2006-10-17"
    assert sent(program, THIRD, 409, "put", **shorter)["type"] == "urn:dispositif:sessions.stale"
    assert [row["slug"] for row in read(f"{SESSIONS}?body=COP_UNTOC&year=2006")["items"]] == ["3"]
    assert read(f"{SESSIONS}?held=planned")["total"] == 0
    assert read(f"{SESSIONS}/COP_UNTOC/4", 404)["status"] == 404


def test_attendance_and_documents_of_a_session() -> None:
    recorded()
    program = officer()
    here: dict[str, Any] = {"who": ["France", "KEN", "UNICRI"], "source": "INF/2"}
    assert sent(program, f"{THIRD}/attendance", 200, **here) == {"new": 3, "changed": 0, "same": 0}
    assert sent(program, f"{THIRD}/attendance", 200, **here) == {"new": 0, "changed": 0, "same": 3}
    paper = {"symbol": "CTOC/COP/2006/5", "title": "Report", "due_on": "2006-08-28", "source": "list"}
    made = sent(program, f"{THIRD}/documents", 201, languages=["fr", "en"], **paper)
    issued = f"{THIRD}/documents/{made['uuid']}/issued"
    stands = sent(program, issued, 200, issued_on={"fr": "2006-08-29"}, source="ODS")["languages"]
    assert {line["language"]: line["stands"] for line in stands} == {"en": "outstanding", "fr": "late"}
    nowhere = issued.replace(made["uuid"], "00000000-0000-0000-0000-000000000000")
    sent(program, nowhere, 404, issued_on={"fr": "2006-08-29"}, source="ODS")
    whole = read(f"{THIRD}?at=2006-08-28")
    assert [line["code"] for line in whole["attendance"]] == ["FRA", "KEN", "UNICRI"]
    assert whole["no_information"] == whole["universe"] - 2
    assert {line["stands"] for line in whole["documents"][0]["languages"]} == {"outstanding"}


def test_a_mechanism_is_written_and_read() -> None:
    program = officer()
    office = {"who": "Peru", "office": "Ministry", "reference": "NV 7", "since_on": "2021-05-03"}
    assert sent(program, f"{UNTOC}/focal-points", 201, **office)["participant"] == "PER"
    pledge = {"who": "France", "basis": "pledge", "made_on": "2021-04-01", "source": "letter"}
    made = sent(program, f"{UNTOC}/contributions", 201, amount="12.50", currency="USD", **pledge)
    assert made["amount"] == "12.50"
    sent(program, f"{UNTOC}/contributions", 201, in_kind=True, words="a room", **pledge | {"who": "UNODC"})
    assert sent(program, f"{UNTOC}/contributions", 400, amount="1", currency="???", **pledge)["field"]
    sent(program, f"{UNTOC}/contributions", 422, amount="1e999999", currency="USD", **pledge)
    asking = {"title": "Survey", "sent_on": "2021-03-01", "due_on": "2021-06-01", "source": "NV 1"}
    assert sent(program, f"{UNTOC}/questionnaires", 400, **asking)["type"].endswith("sessions.nobody")
    survey = sent(program, f"{UNTOC}/questionnaires", 201, who=["FRA", "Kenya"], **asking)
    assert (survey["addressed"], survey["outstanding"]) == (2, 2)
    one = f"{V1}/instruments/mechanisms/questionnaires/{survey['uuid']}"
    answer = {"who": "KEN", "received_on": "2021-06-01", "source": "mail"}
    assert sent(program, f"{one}/answers", 200, **answer)["stands"] == "in_time"
    assert read(one)["in_time"] == 1
    assert read(f"{one}?at=2021-05-31")["outstanding"] == 2
    assert read(one.replace(survey["uuid"], "00000000-0000-0000-0000-000000000000"), 404)
    whole = read(UNTOC)
    assert whole["totals"] == [{"basis": "pledge", "currency": "USD", "amount": "12.50", "contributions": 1}]
    assert [row["contributor"] for row in whole["contributions"]] == ["UNODC", "FRA"]
    assert whole["contributions"][0]["amount"] is None
    assert len(whole["focal_points"]) == len(whole["questionnaires"]) == 1


def test_writing_needs_the_scope_and_the_right() -> None:
    sent(Client(), SESSIONS, 401, body="CCPCJ", number=40, **SITTING)
    sent(officer("instruments:read"), SESSIONS, 403, body="CCPCJ", number=40, **SITTING)
