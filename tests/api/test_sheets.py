"""The register as a spreadsheet, as programs take it away and hand it in."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from dispositif.mandates.actions import sheet
from dispositif.mandates.models import Mandate
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.world.actions import load_facts
from tests.api.asking import V1, officer, program
from tests.mandates.registered import LATER, registered, text
from tests.mandates.spreadsheets import Rows, as_csv, changed
from tests.world import person

pytestmark = pytest.mark.database
SHEETS = f"{V1}/mandates/sheets"


@pytest.fixture
def mandates(database: None) -> dict[str, Mandate]:
    """The small register."""
    load_facts(by=local_administrator().as_party(), on=LATER)
    return registered(text().document)


def _rows(query: str = "") -> Rows:
    answer = Client().get(f"{V1}/mandates/sheet.csv{query}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def _handed_in(client: Client, rows: Rows) -> Any:
    answer = client.post(SHEETS, {"file": SimpleUploadedFile("register.csv", as_csv(rows))})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_the_register_is_taken_away_as_it_is_asked_for(mandates: dict[str, Mandate]) -> None:
    assert [row["paragraph"] for row in _rows()] == ["2", "3", "4", "5"]
    assert [row["paragraph"] for row in _rows("?kind=states")] == ["3"]
    answer = Client().get(f"{V1}/mandates/sheet.xlsx?words=turtles")
    book = load_workbook(io.BytesIO(answer.content), read_only=True)
    assert len(list(book.worksheets[0].rows)) == 2
    book.close()
    assert Client().get(f"{V1}/mandates/sheet.pdf").status_code == 422


def test_a_sheet_is_looked_at_then_written(mandates: dict[str, Mandate]) -> None:
    client = officer("mandates:write", "mandates:read")
    seen = _handed_in(client, changed(_rows(), "4", themes="TIP"))
    assert (seen["state"], seen["writes"], seen["counts"]["changed"]) == ("waiting", True, 1)
    assert seen["changes"][0]["cells"] == {"themes": ["", "TIP"]}
    at = f"{SHEETS}/{seen['uuid']}"
    assert client.get(at).json() == seen
    assert client.get(f"{at}/remarks").json()["items"] == []
    assert not Mandate.objects.filter(theme_codes=["TIP"]).exists()
    done = client.post(f"{at}/write")
    assert (done.status_code, done.json()["state"], done.json()["counts"]) == (201, "written", None)
    assert Mandate.objects.filter(theme_codes=["TIP"]).count() == 1
    assert client.post(f"{at}/write").json()["type"] == "urn:dispositif:mandates.sheet_over"


def test_what_is_wrong_keeps_a_sheet_out(mandates: dict[str, Mandate]) -> None:
    client = officer("mandates:write", "mandates:read")
    seen = _handed_in(client, changed(_rows(), "4", themes="NOWHERE"))
    at = f"{SHEETS}/{seen['uuid']}"
    assert (seen["writes"], seen["counts"]["refused"]) == (False, 1)
    remark = client.get(f"{at}/remarks").json()["items"][0]
    assert (remark["row"], remark["column"], remark["value"]) == ("4", "themes", "NOWHERE")
    assert client.post(f"{at}/write").status_code == 400
    assert client.post(f"{at}/drop").json()["state"] == "dropped"
    assert client.post(SHEETS, {"file": SimpleUploadedFile("x.csv", b"no table")}).status_code == 400


def test_a_long_sheet_is_looked_at_and_written_by_a_job(
    mandates: dict[str, Mandate], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, rows = officer("mandates:write", "mandates:read"), changed(_rows(), "4", themes="TIP")
    monkeypatch.setattr(sheet, "LONG", 1)
    seen = _handed_in(client, rows)
    assert (seen["state"], seen["counts"]) == ("looking", None)
    assert client.get(f"{SHEETS}/{seen['uuid']}/remarks").json()["items"] == []
    monkeypatch.setattr(sheet, "LONG", 100)
    monkeypatch.setattr(sheet, "AT_ONCE", 0)
    short = _handed_in(client, rows)
    done = client.post(f"{SHEETS}/{short['uuid']}/write")
    assert (done.status_code, done.json()["state"]) == (202, "running")
    assert done.json()["progress"]


def test_sheets_are_for_whoever_registers(mandates: dict[str, Mandate]) -> None:
    uuid = _handed_in(officer("mandates:write"), changed(_rows(), "4", themes="TIP"))["uuid"]
    assert Client().get(f"{SHEETS}/{uuid}").status_code == 403
    assert Client().get(f"{SHEETS}/{uuid}/remarks").status_code == 403
    other = program(person("Drafter", Role.DRAFTER))
    assert other.get(f"{SHEETS}/{uuid}").status_code == 404
