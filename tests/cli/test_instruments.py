"""Treaties on the command line: who had joined what on any day."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db.models.functions import Now
from openpyxl import load_workbook

from dispositif.cli.group import dispositif
from dispositif.instruments.models import Instrument, Unresolved
from dispositif.kernel.refusal import Refusal
from dispositif.people.clock import today
from tests.instruments.held import for_all, for_one

pytestmark = pytest.mark.database
SEED = ("--at", "2006-12-20")
COUNTS = ("signatories", "consents", "parties", "not_yet_parties")


@pytest.fixture(scope="module")
def registers_held(installed: None) -> Iterator[None]:
    with for_all():
        yield


@pytest.fixture(autouse=True)
def treaties(registers_held: None) -> Iterator[None]:
    with for_one():
        yield


def invoke(*words: str) -> Result:
    return CliRunner().invoke(dispositif, ["instruments", *words])


def run(*words: str) -> str:
    """What a command prints; it must have gone well."""
    done = invoke(*words)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.stdout


def told(*words: str) -> Any:
    return json.loads(run(*words, "--format", "json"))


def refused(*words: str) -> str:
    """The code of the refusal with which a command ends."""
    done = invoke(*words)
    assert isinstance(done.exception, Refusal), (done.output, done.exception)
    return done.exception.code


def test_the_counts_of_the_day_of_the_resolution() -> None:
    rows = told("parties", *SEED)
    by_code = {one["instrument"]: one for one in rows}
    assert {"UNTOC", "UNTOC-TIP", "UNTOC-SOM", "UNTOC-FIREARMS", "UNCAC"} <= by_code.keys()
    assert {"SINGLE-CONVENTION-1961", "PSYCHOTROPICS-1971", "ILLICIT-TRAFFIC-1988"} <= by_code.keys()
    assert (by_code["UNTOC"]["consents"], by_code["UNCAC"]["consents"]) == (129, 80)
    for one in rows:
        assert one["as_at"] == "2006-12-20"
        kinds = {type(one[name]) for name in COUNTS}
        assert kinds == ({int} if one["holding"] == "held" else {type(None)}), one["instrument"]
    silent = [one for one in rows if one["holding"] == "no_register"]
    assert {(one["family"], one["words"]) for one in silent} == {("terrorism", "no register held")}
    assert len(silent) == 11
    assert "BEIJING-CONVENTION-2010" not in by_code, "adopted later"
    assert by_code["NUCLEAR-TERRORISM-2005"]["parties"] == 0


def test_the_same_as_a_table() -> None:
    lines = run("parties", *SEED, "--family", "crime").splitlines()
    assert lines[0].split("\t")[:3] == ["instrument", "signatories", "consents"]
    assert lines[1].split("\t")[:3] == ["UNTOC", "147", "129"]
    assert len(lines) == 6
    assert run("parties", *SEED, "--instrument", "TOKYO-1963").splitlines()[1].startswith("TOKYO-1963\t-\t-")


def test_whose_and_which() -> None:
    africa = told("parties", *SEED, "--instrument", "18-12", "--region", "002")
    assert [one["instrument"] for one in africa] == ["UNTOC"]
    assert africa[0]["participants"] == 53
    poorest = told("parties", *SEED, "--instrument", "UNTOC", "--region", "002", "--group", "LDC")
    assert 0 < poorest[0]["participants"] < 53
    later = told("parties", *SEED, "--instrument", "BEIJING-CONVENTION-2010")
    assert (later[0]["holding"], later[0]["parties"]) == ("not_adopted", None)
    assert {one["family"] for one in told("parties", "--family", "named")} == {"crime", "terrorism"}
    assert told("parties", *SEED, "--family", "drugs", "--known-at", "2025-01-01")[0]["consents"] is None
    assert told("parties", "--family", "crime")[0]["as_at"] == today().isoformat()


def test_a_name_that_waits() -> None:
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), printed="Freedonia", kind="accession",
        on="2006-12-20", source="a file", recorded_at=Now(),
    )  # fmt: skip
    (one,) = told("parties", *SEED, "--instrument", "UNTOC")
    assert (one["holding"], one["waiting"], one["consents"]) == ("unresolved", 1, None)


def test_what_is_refused() -> None:
    tomorrow = (today() + timedelta(1)).isoformat()
    for command in ("parties", "grid", "follow-up", "list"):
        assert refused(command, "--at", tomorrow) == "instruments.day_to_come"
    assert invoke("parties", "--at", "2006-02-30").exit_code == 2
    assert refused("parties", "--instrument", "NONE") == "instruments.unknown"
    assert refused("parties", "--region", "999") == "world.region_unknown"
    assert refused("follow-up", "--group", "NONE") == "world.grouping_unknown"
    assert refused("show", "NONE") == "instruments.unknown"
    assert refused("status", "--state", "Freedonia") == "instruments.state_unknown"


def test_one_state_by_code_number_and_name() -> None:
    rows = told("status", "--state", "FRA", *SEED)
    first = rows[0]
    assert (first["state"], first["instrument"], first["status"]) == ("FRA", "UNTOC", "party")
    assert (first["signed_on"], first["consented_on"], first["kind"]) == (
        "2000-12-12", "2002-10-29", "ratification",
    )  # fmt: skip
    assert first["in_force_for_state_on"] == "2003-09-29"
    assert told("status", "--state", "250", *SEED) == told("status", "--state", "France", *SEED) == rows
    former = told("status", "--state", "Swaziland", *SEED)
    assert {one["state"] for one in former} == {"SWZ"}
    nuclear = next(one for one in rows if one["instrument"] == "NUCLEAR-TERRORISM-2005")
    assert (nuclear["status"], nuclear["consented_on"]) == ("signed", None)
    assert "UNTOC\tparty\t2000-12-12" in run("status", "--state", "fra", *SEED)
    sudan = told("status", "--state", "SSD", *SEED)
    assert {one["status"] for one in sudan} == {None}


def test_the_list_and_one_instrument() -> None:
    listed = told("list", *SEED)
    assert len(listed) == 26
    assert listed[0]["name"] == "United Nations Convention against Transnational Organized Crime"
    assert len(run("list").splitlines()) == 30
    shown = json.loads(run("show", "UNTOC", *SEED))
    assert shown["consents"] == 129
    assert len(shown["participants_of_the_day"]) == shown["participants"]
    union = next(one for one in shown["participants_of_the_day"] if one["participant"] == "EU")
    assert (union["takes_part_as"], union["kind"]) == ("reio", "approval")


def test_the_grid_and_the_follow_up(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("grid", *SEED, "--family", "crime").removeprefix("\ufeff"))))
    assert len(rows) == told("parties", *SEED)[0]["participants"] + 1
    grid = told("grid", *SEED, "--family", "crime")
    assert sum(one["statuses"]["UNTOC"] == "party" for one in grid) == 129
    file = tmp_path / "grid.xlsx"
    assert "written" in run("grid", *SEED, "--format", "xlsx", "--output", str(file))
    book = load_workbook(file, read_only=True)
    assert len(list(book.worksheets[0].rows)) == len(rows)
    book.close()
    found = told("follow-up", *SEED)
    assert len(found["not_shown"]) == 11
    assert sum(one["instrument"] == "UNTOC" for one in found["open"]) == 67
    narcotics = told("follow-up", *SEED, "--instrument", "SINGLE-CONVENTION-1961-AMENDED")
    assert narcotics["unknown"] == [{"participant": "BOL", "instrument": "SINGLE-CONVENTION-1961-AMENDED"}]
    assert run("follow-up", *SEED, "--region", "002").startswith("\ufeffas_at,instrument")


def test_a_figure_on_the_command_line() -> None:
    done = CliRunner().invoke(
        dispositif, ["figures", "show", "instruments.consents", *SEED, "--scope", "instrument:UNCAC"]
    )
    assert json.loads(done.output)["value"] == 80
