"""`dispositif conferences`: list, show, record, bring in a list of participants."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispositif.cli.group import dispositif
from dispositif.instruments.models import Attendance
from dispositif.kernel.refusal import Refusal
from tests.instruments.conferences import recorded, world

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


def run(*words: str) -> Result:
    return CliRunner().invoke(dispositif, ["conferences", *words])


def test_sessions_are_listed_and_shown() -> None:
    recorded()
    line = run("list").output.strip().split("\t")
    assert line[:5] == ["COP_UNTOC", "3", "held", "2006-10-09", "2006-10-18"]
    assert json.loads(run("list", "--year", "1999", "--format", "json").output) == []
    assert json.loads(run("list", "--body", "COP_UNTOC", "--format", "json").output)[0]["place"] == "Vienna"
    shown = json.loads(run("show", "COP_UNTOC", "3", "--at", "2006-12-20", "--format", "json").output)
    assert (shown["as_at"], shown["delegations"]) == ("2006-12-20", None)
    assert "place: Vienna" in run("show", "COP_UNTOC", "3").output


def test_a_session_is_recorded() -> None:
    said = run("record", "CCPCJ", "36", "--planned", "--since", "2027-05-10", "--source", "E/2026/30")
    assert said.output == "CCPCJ 36: recorded\n"
    again = run("record", "CCPCJ", "36", "--planned", "--source", "E/2026/30")
    assert isinstance(again.exception, Refusal)
    assert isinstance(run("show", "CCPCJ", "99").exception, Refusal)


def test_a_list_of_participants_is_shown_then_written(tmp_path: Path) -> None:
    recorded()
    file = tmp_path / "list.csv"
    file.write_text("participant,presence\nFrance,\nPeru,represented\n", encoding="utf-8")
    asked = ("attendance", "COP_UNTOC", "3", str(file), "--source", "INF/2")
    looked = run(*asked)
    assert "2 new, 0 changed, 0 same, 0 refused" in looked.output
    assert "Nothing was written." in looked.output
    assert not Attendance.objects.exists()
    assert "COP_UNTOC 3: written" in run(*asked, "--yes").output
    shown = json.loads(run("show", "COP_UNTOC", "3", "--format", "json").output)
    assert (shown["delegations"], shown["represented"]) == (1, 1)
    file.write_text("participant,presence\nAtlantis,\n", encoding="utf-8")
    refused = run(*asked, "--yes")
    assert (refused.exit_code, "'Atlantis'" in refused.output) == (3, True)
