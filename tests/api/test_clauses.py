"""Priorities, lineage and plans, as programs change them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.documents.models import Document
from dispositif.mandates.models import Plan
from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from tests.api.asking import V1, officer
from tests.mandates.lists import ROWS, csv_of
from tests.world import DAY, SHORT, imported

pytestmark = pytest.mark.database


@pytest.fixture
def texts(database: None) -> tuple[Document, Document]:
    """An earlier text and a later one."""
    load_facts(by=local_administrator().as_party(), on=DAY)
    return imported(SHORT.replace("99/77", "57/77")).document, imported().document


def _sent(client: Client, address: str, **sent: Any) -> tuple[int, Any]:
    answer = client.post(f"{V1}/clauses{address}", sent, content_type="application/json")
    return answer.status_code, answer.json()


def _uuid(document: Document, path: str, act: int = 0) -> str:
    return str(document.provisions.get(part="operative", path=path, act=act).uuid)


def test_a_priority_is_entered_for_a_paragraph_and_withdrawn(texts: tuple[Document, Document]) -> None:
    program, document = officer("mandates:write", "mandates:read"), texts[1]
    status, made = _sent(
        program, "/priorities", provision=_uuid(document, "2", 1), theme="TIP", note="chosen"
    )
    assert (status, made["provision"], made["organ"]) == (201, _uuid(document, "2"), "GA")
    status, said = _sent(program, "/priorities", provision=_uuid(document, "2"), theme="TIP")
    assert (status, said["type"]) == (400, "urn:dispositif:mandates.priority_twice")
    at = f"/priorities/{made['uuid']}/withdraw"
    assert _sent(program, at, why="")[0] == 422
    assert _sent(program, at, why="a slip") == (200, made)
    assert _sent(program, at, why="a slip")[0] == 404
    assert program.get(f"{V1}/clauses/priorities").json()["items"] == []


def test_two_clauses_are_joined_and_parted(texts: tuple[Document, Document]) -> None:
    program, (earlier, later) = officer("mandates:write", "mandates:read"), texts
    two = {"earlier": _uuid(earlier, "1"), "later": _uuid(later, "2", 1), "relation": "follows"}
    status, made = _sent(program, "/lineage", **two)
    assert (status, made["earlier"], made["later"]) == (201, two["earlier"], _uuid(later, "2"))
    assert _sent(program, "/lineage", **two)[1]["type"] == "urn:dispositif:mandates.joined_twice"
    round_again = two | {"earlier": two["later"], "later": two["earlier"]}
    assert _sent(program, "/lineage", **round_again)[0] == 400
    assert _sent(program, "/lineage", **two | {"later": made["uuid"]})[0] == 404
    steps = program.get(f"{V1}/clauses/lineage/{two['later']}").json()["items"]
    assert steps[1]["joins"] == [made]
    at = f"/lineage/joins/{made['uuid']}/part"
    assert _sent(program, at, why="a slip") == (200, made)
    assert _sent(program, at, why="a slip")[0] == 404


def _listed(client: Client, rows: Any = ROWS, **sent: Any) -> tuple[int, Any]:
    file = SimpleUploadedFile("list.csv", csv_of(rows))
    given = {"year": 2026, "source": "A/80/6 (Sect. 16)"} | sent
    answer = client.post(f"{V1}/clauses/plans", given | {"file": file})
    return answer.status_code, answer.json()


def test_a_plan_is_looked_at_then_imported(texts: tuple[Document, Document]) -> None:
    program = officer("mandates:write", "mandates:read")
    status, seen = _listed(program)
    assert (status, seen["writes"], seen["seen"], seen["counts"]["new"]) == (200, True, 0, 5)
    assert [line["change"] for line in seen["changes"]] == ["new"] * 5
    assert not Plan.objects.exists()
    status, plan = _listed(program, write="true", seen=0)
    assert (status, plan["year"], plan["revision"]) == (201, 2026, 1)
    assert _listed(program, ROWS[:4], write="true", seen=0)[0] == 409
    same = _listed(program)[1]
    assert (same["writes"], same["counts"]["same"], same["changes"]) == (False, 5, [])
    assert _listed(program, write="true")[1]["type"] == "urn:dispositif:mandates.plan_same"
    left = program.get(f"{V1}/clauses/plans/2026/not-cited").json()
    assert [(one["symbol"], one["last_cited"]) for one in left["items"]] == [("A/RES/57/77", None)]
    assert (left["total"], left["next"]) == (1, None)
    assert program.get(f"{V1}/clauses/plans/2026/not-cited?page=2").json()["items"] == []
    assert program.get(f"{V1}/clauses/plans/2025/not-cited").status_code == 404


def test_what_is_wrong_with_a_list_is_said_cell_by_cell(database: None) -> None:
    program = officer("mandates:write")
    status, seen = _listed(program, [*ROWS, ("", "", "1/1", "", "")])
    assert (status, seen["writes"]) == (200, False)
    worst = next(one for one in seen["remarks"] if one["severity"] == "error")
    assert (worst["row"], worst["code"].partition(".")[0]) == ("7", "mandates")
    assert worst["detail"]
    assert _listed(program, [*ROWS, ("", "", "1/1", "", "")], write="true")[0] == 400
    assert _listed(program, year=1900)[0] == 422
    assert _listed(program, source="")[0] == 400
