"""Pages of plans and the command: hand in, look, write, narrow, take away."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from openpyxl import load_workbook

from dispositif.documents.models import Document
from dispositif.mandates.models import Plan
from dispositif.mandates.views.plan import cited_words
from dispositif.people.rules import Role
from tests.mandates.lists import ASSEMBLY, ROWS, SOURCE, csv_of, planned
from tests.world import SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
PLANS = "/mandates/plans/"


@pytest.fixture
def officer(database: None) -> Client:
    return signed_in(person("Officer", Role.SECRETARIAT))


def sent(client: Client, content: bytes, year: str = "2026", source: str = SOURCE) -> str:
    file = SimpleUploadedFile("list.csv", content)
    response = client.post(PLANS, {"file": file, "year": year, "source": source})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)  # type: ignore[attr-defined]


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_officer_hands_in_looks_and_writes(officer: Client) -> None:
    assert "No plan is imported." in said(officer, PLANS)
    place = sent(officer, csv_of(ROWS))
    page = said(officer, place)
    assert "A/RES/60/175, A/RES/61/181" in page
    assert not Plan.objects.exists()
    data = {"year": "2026", "source": SOURCE, "seen": "0"}
    response = officer.post(place.split("?")[0], data)
    assert (response.status_code, response.url) == (302, "/mandates/plans/2026/")  # type: ignore[attr-defined]
    assert "1 plan" in said(Client(), PLANS)
    assert "there is nothing to write" in said(officer, place)
    again = officer.post(place.split("?")[0], data)
    assert (again.status_code, "held exactly like this" in again.content.decode()) == (400, True)


def test_what_changed_is_shown_beside_what_was(officer: Client) -> None:
    planned(ROWS)
    page = said(officer, sent(officer, csv_of([(*ROWS[0][:3], "Courts of larger islands", ""), *ROWS[2:]])))
    assert "Courts of larger islands <del" in page
    assert "Two of one kind" in page
    many = [("Justice", ASSEMBLY, f"1/{number}", "x", "") for number in range(1, 31)]
    assert "and 10 more" in said(officer, sent(officer, csv_of(many)))


def test_findings_are_rolled_up_and_can_be_taken_away(officer: Client) -> None:
    faulty = [("", ASSEMBLY, f"1/{number}", "x", "") for number in range(10_000)]
    place = sent(officer, csv_of([*ROWS, *faulty]))
    page = said(officer, place)
    assert "10,000 rows: <code>mandates.plan_blank</code>" in page
    assert page.count("The cell is blank.") == 5
    assert len(page) < 30_000
    assert "nothing is written before the file is mended" in page
    lines = said(officer, place + "&format=csv").splitlines()
    assert len(lines) == 10_001
    assert lines[1].startswith("7,subprogramme,,error,mandates.plan_blank,")
    refused = officer.post(place.split("?")[0], {"year": "2026", "source": SOURCE, "seen": "0"})
    assert (refused.status_code, "10000 rows are refused" in refused.content.decode()) == (400, True)


def test_what_is_no_list_is_refused_on_the_page(officer: Client) -> None:
    assert "No file was chosen" in officer.post(PLANS, {"year": "2026"}).content.decode()
    for content, year, words in (
        (b"\xff\xfe", "2026", "is not in UTF-8"),
        (csv_of(ROWS), "12345", "The year of the plan lies between 1946 and"),
        (csv_of(ROWS), "soon", "The year of the plan lies between"),
    ):
        response = officer.get(sent(officer, content, year))
        assert (response.status_code, words in response.content.decode()) == (400, True)
    lost = officer.post(
        sent(officer, csv_of(ROWS)).split("?")[0], {"year": "2026", "source": "x", "seen": "x"}
    )
    assert "look at the preview again" in lost.content.decode()


def test_a_file_beyond_the_limit_is_refused(officer: Client, settings_limit: None) -> None:
    response = officer.post(PLANS, {"file": SimpleUploadedFile("list.csv", csv_of(ROWS)), "year": "2026"})
    assert response.status_code == 413


@pytest.fixture
def settings_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 10)


def test_others_are_told_who_may(database: None) -> None:
    assert "Secretariat officers, drafters and administrators do this." in said(Client(), PLANS)
    assert "Sign in" in said(Client(), PLANS)
    donor = signed_in(person("Donor", Role.DONOR))
    response = donor.post(PLANS, {"year": "2026", "source": "x"})
    assert (response.status_code, "secretariat officer" in response.content.decode()) == (403, True)


def test_a_plan_is_narrowed_and_taken_away(database: None) -> None:
    document = imported().document
    planned(ROWS)
    plan = PLANS + "2026/"
    page = said(Client(), plan)
    assert f'href="/documents/{document.slug}/"' in page
    for words in (
        "no symbol is made of this number",
        "has no symbol",
        "text not held",
        "texts of resolutions",
    ):
        assert words in page
    assert "No reference of this plan matches" in said(Client(), plan + "?words=nothing+at+all")
    assert "Courts of small" not in said(Client(), plan + "?subprogramme=Research&held=not_held")
    lines = said(Client(), plan + "?held=held&format=csv").splitlines()
    assert lines[1] == "Justice,General Assembly resolutions,99/77,Courts of small islands,,A/RES/99/77,yes"
    sheet = load_workbook(io.BytesIO(Client().get(plan + "?format=xlsx").content)).active
    assert [cell.value for cell in sheet[5]][:3] == [
        "Research",
        "Economic and Social Council resolutions",
        "2006/22",
    ]
    assert Client().get(PLANS + "1999/").status_code == 404
    french = Client(headers={"accept-language": "fr"}).get(plan)
    assert (french.status_code, 'lang="fr"' in french.content.decode()) == (200, True)


def test_texts_that_the_plan_does_not_cite_are_listed(database: None) -> None:
    left = PLANS + "2026/?list=not_cited"
    planned(ROWS[1:], 2024)
    planned(ROWS, 2025)
    planned(ROWS[1:])
    assert "The text of no resolution is held here" in said(Client(), left)
    imported()
    imported(SHORT.replace("99/77", "99/78"))
    page = said(Client(), left)
    assert "not cited since 2025" in page
    assert "not cited in the plans imported (2024, 2025, 2026)" in page
    assert "obsolete" not in page
    assert "cited in the 2025 plan" in said(Client(), left.replace("2026", "2024"))
    lines = said(Client(), left + "&format=csv").splitlines()
    assert [line.split(",")[0] + " " + line.split(",")[-1] for line in lines[1:]] == [
        "A/RES/99/77 2025", "A/RES/99/78 "]  # fmt: skip
    Document.objects.filter(symbol="A/RES/99/78").update(sensitivity="confidential")
    assert "99/78" not in said(Client(), left) + said(Client(), left + "&format=csv")
    assert "cites every resolution" in said(Client(), left.replace("2026", "2025"))


def test_how_a_document_stands_in_the_plans_is_said(database: None) -> None:
    document = imported().document

    def words() -> str:
        return " ".join(render_to_string("mandates/cited.html", {"cited": cited_words(document)}).split())

    assert "No plan is imported" in words()
    planned(ROWS[1:], 2024)
    assert ">plans imported</a> (2024)" in words()
    planned(ROWS, 2025)
    assert 'Cited in the <a href="/mandates/plans/2025/">2025 plan</a> under:' in words()
    assert "<li>Justice:" in words()
    planned(ROWS[1:])
    assert 'Not cited since <a href="/mandates/plans/2025/">2025</a>' in words()
    document.kind = ""
    assert words() == ""


def test_the_command_looks_writes_and_lists(fresh: None, tmp_path: Path) -> None:
    from dispositif.cli.plans import plans

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(plans, words)
        return result.exit_code, result.output

    file = tmp_path / "list.csv"
    file.write_bytes(csv_of(ROWS))
    asked = ("import", str(file), "--year", "2026", "--source", SOURCE)
    code, output = run(*asked)
    assert (code, "5 new, 0 changed, 0 gone, 0 same, 0 refused" in output) == (0, True)
    assert "Nothing was written" in output
    assert run("list") == (0, "")
    code, output = run(*asked, "--yes")
    assert (code, "plan 2026: written" in output) == (0, True)
    assert run(*asked, "--yes")[0] == 1
    code, output = run("list")
    assert (code, output.split("\t")[:3]) == (0, ["2026", "5", SOURCE])
    file.write_bytes(csv_of([("", ASSEMBLY, "1/1", "x", "")]))
    code, output = run(*asked, "--yes")
    assert (code, "row 2, column subprogramme" in output) == (3, True)
    assert json.dumps(output).count("The cell is blank.") == 1
