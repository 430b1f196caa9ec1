"""The register, what is due and figures, as programs ask for them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.documents.models import Document, Provision
from dispositif.kernel.symbol import Symbol
from dispositif.mandates import actions
from dispositif.mandates.models import Mandate
from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from tests.api.asking import PROBLEM, V1, officer
from tests.mandates.registered import LATER, TEXT, registered, text

pytestmark = pytest.mark.database


@pytest.fixture
def document(database: None) -> Document:
    """The text of the small register."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    return text().document


def _get(address: str, client: Client | None = None) -> Any:
    answer = (client or Client()).get(f"{V1}{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def _send(client: Client, address: str, sent: dict[str, Any]) -> tuple[int, Any]:
    answer = client.post(f"{V1}{address}", sent, content_type="application/json")
    return answer.status_code, answer.json()


def test_acts_are_proposed_then_registered_all_or_none(document: Document) -> None:
    rows = _get("/mandates/proposals/A-RES-99-88")["items"]
    wanted = [row for row in rows if row["proposal"] in ("mandate", "states")]
    acts = [{"provision": row["provision"], "kind": row["proposal"]} for row in wanted]
    recital = next(row["provision"] for row in rows if row["proposal"] == "citation")
    program = officer()
    status, said = _send(program, "/mandates", {"acts": [*acts, {"provision": recital, "kind": "mandate"}]})
    assert (status, said["type"]) == (400, "urn:dispositif:mandates.no_act")
    assert not Mandate.objects.exists()
    status, made = _send(program, "/mandates", {"acts": acts, "owner": "UNODC"})
    assert (status, len(made)) == (201, 4)
    assert {(row["kind"], row["owner"]) for row in made} == {("mandate", "UNODC"), ("states", None)}
    found = _get("/mandates?status=no_indication&size=2")
    assert (found["total"], len(found["items"])) == (3, 2)
    assert "resources" in found["items"][0]["words"]["en"]
    assert _get("/mandates?words=turtles")["total"] == 1
    assert _get("/mandates?order=due")["items"][0]["path"] == "5"


def test_one_mandate_is_followed_as_its_author_had_seen_it(document: Document) -> None:
    one, program = registered(document)["2"], officer("mandates:write", "mandates:read")
    at = f"/mandates/{one.uuid}"
    status, said = _send(program, f"{at}/owner", {"seen": 0, "owner": "UNODC", "supporting": ["SG"]})
    assert (status, said["owner"], said["supporting"], said["revision"]) == (201, "UNODC", ["SG"], 1)
    assert _send(program, f"{at}/owner", {"seen": 0, "owner": None})[0] == 409
    assert _send(program, f"{at}/themes", {"seen": 1, "themes": ["TIP", "TIP"]})[1]["themes"] == ["TIP"]
    assert _send(program, f"{at}/due", {"seen": 2, "due_on": "2047-01-01"})[1]["due_on"] == "2047-01-01"
    assert _send(program, f"{at}/due", {"seen": 3, "due_on": "2040-01-01"})[0] == 400
    assert _send(program, f"{at}/status", {"seen": 3, "status": "completed"})[0] == 400
    proof = {"seen": 3, "status": "completed", "since": "2044-09-01", "document": "A-RES-99-88"}
    assert _send(program, f"{at}/status", proof)[1]["status"] == "completed"
    assert _send(program, f"{at}/status", proof | {"seen": 4, "document": "A-1-1"})[0] == 404
    course = _get(f"{at}/course")["items"]
    assert course[0]["status"] == "completed"
    assert any(piece["superseded_at"] for piece in course)
    assert "mandates.stated" in {entry["what"] for entry in _get(f"{at}/history")["items"]}
    answer = program.post(
        f"{V1}{at}/due",
        {"seen": 4, "due_on": None},
        content_type="application/json",
        headers={"if-match": "7"},
    )
    assert answer.status_code == 412


def test_who_follows_it_and_who_goes_on_supporting(document: Document) -> None:
    one, program = registered(document)["2"], officer("mandates:write")
    at = f"/mandates/{one.uuid}/owner"
    assert _send(program, at, {"seen": 0, "owner": "UNODC", "supporting": ["SG"]})[0] == 201
    mine = _send(program, at, {"seen": 1, "owner": "UNODC", "mine": True})[1]
    assert (mine["officer"], mine["supporting"]) == ("Officer", ["SG"])
    both = {"seen": 2, "owner": "UNODC", "mine": True, "released": True}
    assert _send(program, at, both)[1]["type"] == "urn:dispositif:api.mine_and_released"
    free = _send(program, at, {"seen": 2, "owner": "UNODC", "released": True, "supporting": []})[1]
    assert (free["officer"], free["supporting"]) == ("", [])


def test_statements_are_listed_with_their_evidence(document: Document) -> None:
    one, program = registered(document)["2"], officer("mandates:write")
    said = {
        "seen": 0,
        "status": "completed",
        "since": "2044-09-01",
        "evidence": "A list",
        "document": "A-RES-99-88",
    }
    assert _send(program, f"/mandates/{one.uuid}/status", said)[0] == 201
    (row,) = _get(f"/mandates/{one.uuid}/statements")["items"]
    assert (row["evidence"], row["document"], row["said_by"]) == ("A list", "A-RES-99-88", "Officer")


def test_an_act_is_set_aside_and_registered_all_the_same(document: Document) -> None:
    act = Provision.objects.get(document=document, part="operative", path="2", act=1)
    program, sent = officer("mandates:write"), {"provision": str(act.uuid)}
    status, aside = _send(program, "/mandates/set-aside", sent | {"reason": "said elsewhere"})
    assert (status, aside["set_aside"], aside["mandate"]) == (201, True, None)
    assert _send(program, "/mandates", {"acts": [sent | {"kind": "mandate"}]})[0] == 201
    assert _send(program, "/mandates/set-aside", sent)[0] == 400
    assert _send(program, "/mandates/set-aside", {"provision": str(document.uuid)})[0] == 404


def test_a_changed_text_is_looked_for_and_confirmed(document: Document) -> None:
    one, program = registered(document)["2"], officer("mandates:write")
    text(TEXT.replace("resources that they need", "resources that they ask for"))
    actions.follow_texts(by=local_administrator(), on=LATER)
    assert [row["path"] for row in _get("/mandates?look=any")["items"]] == ["2"]
    assert _get("/mandates?look=gone")["total"] == 0
    status, said = _send(program, f"/mandates/{one.uuid}/text", {"seen": 0})
    assert (status, said["look"], said["revision"]) == (201, "", 1)
    assert _send(program, f"/mandates/{one.uuid}/text", {"seen": 0})[0] == 409


def test_a_search_is_paged_and_counted(document: Document) -> None:
    registered(document)
    first = _get("/mandates?words=courts or judges or turtles&size=2")
    assert (first["total"], len(first["items"]), "page=2" in first["next"]) == (3, 2, True)
    last = _get("/mandates?words=courts or judges or turtles&size=2&page=2")
    assert (last["total"], len(last["items"]), last["next"]) == (3, 1, None)
    beyond = _get("/mandates?size=2&page=1000000")
    assert (beyond["total"], beyond["items"]) == (4, [])


def test_the_chain_of_reports(document: Document) -> None:
    one, program = registered(document)["5"], officer()
    noted, asked = _get("/mandates/reports/A-RES-99-88")["items"]
    assert (noted["report"], noted["asked_in"], len(noted["noted_by"])) == ("A/98/123", "A/RES/98/88", 1)
    assert (asked["report"], asked["standing"]) == (None, "probable")
    status, links = _send(program, f"/mandates/{one.uuid}/reports", {"symbol": "A/100/55"})
    assert (status, links[0]["report"]) == (201, "A/100/55")
    at = f"{V1}/mandates/{one.uuid}/reports/{links[0]['uuid']}"
    early = program.post(at, {"issued_on": "2040-01-01", "file": SimpleUploadedFile("r.txt", b"report")})
    assert early.status_code == 400
    assert program.post(at, {"issued_on": "2044-09-02"}).status_code == 400
    elsewhere = f"{V1}/mandates/{registered_uuid(document)}/reports/{links[0]['uuid']}"
    assert program.post(elsewhere, {"issued_on": "2044-09-02"}).status_code == 404


def registered_uuid(document: Document) -> str:
    """Another mandate of the document."""
    return str(Mandate.objects.exclude(asks_report=True).first().uuid)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("method", "address", "scope"),
    [
        ("get", "/mandates", "mandates:read"),
        ("get", "/due", "due:read"),
        ("get", "/figures", "figures:read"),
        ("get", "/figures/mandates.registered", "figures:read"),
        ("get", "/clauses/priorities", "mandates:read"),
        ("get", "/clauses/plans", "mandates:read"),
        ("post", "/mandates", "mandates:write"),
    ],
)
def test_a_token_without_the_scope_is_told_which(
    database: None, method: str, address: str, scope: str
) -> None:
    program = officer("world:read")
    answer = getattr(program, method)(f"{V1}{address}", content_type="application/json")
    assert answer.status_code == 403
    assert answer["Content-Type"] == PROBLEM
    assert answer.json()["scope"] == scope


def test_writing_needs_a_token(document: Document) -> None:
    sent = {"acts": [{"provision": str(Provision.objects.first().uuid), "kind": "mandate"}]}  # type: ignore[union-attr]
    assert _send(Client(), "/mandates", sent)[0] == 401


def test_what_is_due_and_why_then(document: Document) -> None:
    registered(document)
    rows = _get("/due")["items"]
    assert [row["due_on"] for row in rows] == ["2045-09-01", "2046-03-31"]
    assert rows[0]["because"] == "one hundredth session: from September 2045"
    assert _get("/due?for=me")["items"] == []
    assert _get("/due?until=2045-12-31&kind=mandates.report")["items"][0]["label"] == "A/RES/99/88, 5 (1)"
    assert Client().get(f"{V1}/due?kind=nonsense").status_code == 400


def test_every_figure_and_one_at_another_day(document: Document) -> None:
    names = {row["name"] for row in _get("/figures?size=100")["items"]}
    assert {"mandates.registered", "mandates.overdue", "reports.on_time"} <= names
    none = _get("/figures/mandates.overdue")
    assert (none["state"], none["value"]) == ("none", None)
    assert none["reason"]
    registered(document)
    late = _get("/figures/mandates.overdue?at=2045-09-02&scope=document:A-RES-99-88")
    assert (late["value"], late["of"], late["evidence"][0]["label"]) == (1, 4, "A/RES/99/88, 5 (1)")
    before = _get("/figures/mandates.overdue?at=2045-09-02&known_at=2020-01-01T00:00:00Z")
    assert before["state"] == "none"
    assert Client().get(f"{V1}/figures/nonsense").status_code == 400
    assert Client().get(f"{V1}/figures/mandates.overdue?scope=cloud:7").status_code == 400
    assert Client().get(f"{V1}/figures/mandates.overdue?known_at=2020-01-01").status_code == 422


def test_clauses_priorities_and_plans(document: Document) -> None:
    one = Provision.objects.get(document=document, part="operative", path="2", act=0)
    (step,) = _get(f"/clauses/lineage/{one.uuid}")["items"]
    assert (step["path"], step["here"], step["joins"]) == ("2", True, [])
    assert _get("/clauses/priorities")["items"] == []
    assert _get("/clauses/plans")["items"] == []
    assert Client().get(f"{V1}/clauses/plans/2026").status_code == 404
    assert Client().get(f"{V1}/mandates/{one.uuid}").status_code == 404


def test_a_report_named_for_a_text_that_is_not_held(document: Document) -> None:
    actions.name_report(
        symbol=Symbol.parse("A/98/123"), request_symbol="A/RES/98/88", by=local_administrator(), on=LATER
    )
    assert _get("/mandates/reports/A-RES-99-88")["items"][0]["uuid"] is not None
