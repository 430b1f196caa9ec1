"""The register, its figures and clauses on the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispositif.cli.group import dispositif
from dispositif.documents.models import Document
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.models import Mandate, SetAside
from dispositif.people.rules import Role
from tests.mandates.registered import registered, text
from tests.world import imported, person

pytestmark = pytest.mark.database
SYMBOL = "A/RES/99/88"
NOBODY = "7f6a8a52-0000-4000-8000-000000000000"


def run(*words: str) -> str:
    """What a command prints; it must have gone well."""
    done = invoke(*words)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def invoke(*words: str) -> Result:
    return CliRunner().invoke(dispositif, words)


def refused(*words: str) -> str:
    """The code of the refusal with which a command ends."""
    done = invoke(*words)
    assert isinstance(done.exception, Refusal), (done.output, done.exception)
    return done.exception.code


@pytest.fixture
def document(database: None) -> Document:
    """The text of the small register, in a world with entities and themes."""
    run("world", "entities")
    return text().document


def test_acts_are_proposed_registered_and_set_aside(document: Document) -> None:
    said = run("mandates", "propose", SYMBOL)
    assert "5 (1)\trequest\t-\ta mandate" in said
    assert "Nothing was written" in run("mandates", "register", SYMBOL, "--paragraph", "5")
    assert not Mandate.objects.exists()
    assert "paragraph 5 (1): mandate" in run("mandates", "register", SYMBOL, "--owner", "UNODC", "--yes")
    assert Mandate.objects.count() == 4
    run("mandates", "set-aside", SYMBOL, "1", "1", "--reason", "asks nothing")
    assert SetAside.objects.get().reason == "asks nothing"
    assert "5 (1)\trequest\tmandate" in run("mandates", "propose", SYMBOL)
    assert refused("mandates", "set-aside", SYMBOL, "7", "1") == "documents.no_act"
    assert refused("mandates", "propose", "A/RES/1/1") == "documents.unknown"


def test_one_mandate_is_followed(document: Document, tmp_path: Path) -> None:
    found = registered(document)
    one, uuid = found["2"], str(found["2"].uuid)
    Mandate.objects.filter(pk=one.pk).update(begins_on="2026-01-01")
    one.course.filter(superseded_at=None).update(superseded_at="2026-01-01T00:00Z")
    from dispositif.mandates.actions import course

    course.begin(Mandate.objects.get(pk=one.pk))
    run("mandates", "assign", uuid, "UNODC", "--supporting", "SG")
    run("mandates", "tag", uuid, "TIP", "JUSTICE")
    run("mandates", "due", uuid, "2047-01-01", "--why", "letter")
    run("mandates", "state", uuid, "in_progress", "--since", "2026-02-01")
    shown = json.loads(run("mandates", "show", uuid))
    assert (shown["owner"], shown["supporting"], shown["themes"]) == ("UNODC", ["SG"], ["JUSTICE", "TIP"])
    assert (shown["status"], shown["due_on"], shown["revision"]) == ("in_progress", "2047-01-01", 4)
    assert {step["what"] for step in shown["history"]} >= {"mandates.assigned", "mandates.stated"}
    assert len(shown["course"]) > 2
    assert f"in progress\tUNODC\t2047-01-01\t{uuid}" in run("mandates", "list", "--status", "in_progress")
    assert run("mandates", "list", "--words", "turtles").count("\n") == 1
    assert "no day" in run("mandates", "due", uuid)
    assert refused("mandates", "due", NOBODY) == "mandates.unknown"


def test_a_report_is_named_and_attached(document: Document, tmp_path: Path) -> None:
    one = registered(document)["5"]
    Mandate.objects.filter(pk=one.pk).update(begins_on="2026-01-01")
    assert "probable" in run("mandates", "report", str(one.uuid), "A/100/55")
    assert refused("mandates", "report", str(one.uuid), "A/100/55", "--issued", "2026-02-01") == (
        "mandates.nothing_attached"
    )
    file = tmp_path / "report.txt"
    file.write_text("the report")
    run("mandates", "report", str(one.uuid), "A/100/55", "--issued", "2026-02-01", "--file", str(file))
    chain = run("mandates", "reports", SYMBOL)
    assert "A/RES/98/88\tA/98/123\tprobable\tA/RES/99/88, 1" in chain
    assert "A/RES/99/88, 5 (1)\tA/100/55\tattached\t-" in chain


def test_the_register_goes_out_and_comes_in_again(document: Document, tmp_path: Path) -> None:
    registered(document)
    for ending in ("csv", "xlsx"):
        sheet = tmp_path / f"register.{ending}"
        assert "4 mandates" in run("mandates", "export", str(sheet))
        assert invoke("mandates", "import", str(sheet)).exit_code == 1, "nothing to write"
    sheet = tmp_path / "register.csv"
    sheet.write_text(sheet.read_text("utf-8-sig").replace("mandate,request", "mandate,request", 1), "utf-8")
    lines = sheet.read_text("utf-8").splitlines()
    header = lines[0].split(",")
    import csv

    rows = list(csv.DictReader(lines))
    rows[0]["owner"] = "UNODC"
    with sheet.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerows(rows)
    assert "Nothing was written" in run("mandates", "import", str(sheet))
    assert "1 rows written" in run("mandates", "import", str(sheet), "--yes")
    assert Mandate.objects.filter(owner__code="UNODC").count() == 1
    rows[0]["owner"] = "UNODC; SG"
    with sheet.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, header)
        writer.writeheader()
        writer.writerows(rows)
    assert invoke("mandates", "import", str(sheet)).exit_code == 3


def test_figures_are_listed_and_shown_at_a_day(document: Document) -> None:
    assert "mandates.overdue\tnone: No act is registered" in run("figures", "list")
    registered(document)
    words = ("figures", "show", "mandates.overdue", "--at", "2045-09-02", "--scope", f"document:{SYMBOL}")
    said = json.loads(run(*words))
    assert (said["state"], said["value"], said["as_of"]) == ("value", 1, "2045-09-02")
    assert json.loads(run(*words, "--known-at", "2020-01-01"))["state"] == "none"
    assert refused("figures", "show", "nonsense") == "figures.unknown"


def test_priorities_and_lineage(document: Document) -> None:
    imported()
    run("clauses", "prioritise", "TIP", SYMBOL, "2", "--note", "said first")
    assert f"TIP\t{SYMBOL}\toperative\t2\tsaid first" in run("clauses", "priorities")
    refusal = refused("clauses", "join", SYMBOL, "2", SYMBOL, "3", "--relation", "follows")
    assert refusal.startswith("mandates.")
    assert f"* {SYMBOL}, 2" in run("clauses", "lineage", SYMBOL, "2")


def test_readings_are_confirmed_and_corrected(document: Document) -> None:
    run("documents", "confirm", SYMBOL, "2", "1", "--field", "strength")
    run("documents", "confirm", SYMBOL, "2", "1")
    run("documents", "correct", SYMBOL, "2", "1", "addressees", '["UNODC"]', "--why", "the Office")
    assert refused("documents", "correct", SYMBOL, "2", "1", "strength", "heavy") == "documents.unfit_value"
    said = run("documents", "history", SYMBOL)
    assert "documents.corrected" in said
    assert "the Office" in said
    assert refused("documents", "confirm", SYMBOL, "77", "1") == "documents.no_act"


def test_whoever_may_not_learns_it(document: Document) -> None:
    person("Reader", Role.READER)
    one = registered(document)["2"]
    for words in (
        ("mandates", "register", SYMBOL, "--yes"),
        ("mandates", "assign", str(one.uuid), "UNODC"),
        ("clauses", "prioritise", "TIP", SYMBOL, "2"),
        ("documents", "correct", SYMBOL, "2", "1", "strength", "1"),
    ):
        assert refused(*words, "--as", "reader@example.org") == "people.not_allowed"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("participants", "NER\tNiger"),
        ("regions", "002\tAfrica"),
        ("owners", "UNODC_DO\tDivision for Operations"),
        ("themes", "TIP\t"),
    ],
)
def test_the_world_is_listed(database: None, what: str, said: str) -> None:
    assert said in run("world", what)
