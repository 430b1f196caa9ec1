"""`dispositif read`: without a database, in three forms, one bad file among good ones."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispositif.cli.read import read
from tests.engines.reading.texts import example
from tests.environment import bare_environment


@pytest.fixture
def model(tmp_path: Path) -> Path:
    place = tmp_path / "model.fr.txt"
    place.write_text(example("fr"), "utf-8")
    return place


def run(*words: object, given: str | None = None) -> Result:
    return CliRunner().invoke(read, [str(word) for word in words], input=given)


def test_the_table_shows_acts_strength_addressee_and_deadline(model: Path) -> None:
    done = run(model)
    assert done.exit_code == 0
    for words in ("A/RES/99/201", "take_note", "Secretary-General", "session 100", "A/99/146", "3 ■■■"):
        assert words in done.stdout


def test_json_is_the_whole_reading(model: Path) -> None:
    told = json.loads(run(model, "--format", "json").stdout)
    assert told["nodes"][0]["start"] == 0
    assert told["nodes"][-1]["end"] == len(example("fr"))
    assert told["doc"]["symbol"] == "A/RES/99/201"


def test_standard_input_as_gold() -> None:
    done = run("-", "--format", "gold", given=example("en"))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "un-gold/1"


def test_one_bad_file_does_not_stop_the_others(model: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"a shopping list")
    done = run(model, bad, tmp_path / "absent.txt", model, "--format", "gold")
    assert done.exit_code == 3
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(model)] * 2
    assert f"{bad}: This is not the text of a resolution" in done.stderr
    assert "[source.not_found]" in done.stderr


def test_remarks_are_told_by_the_exit_code(tmp_path: Path) -> None:
    place = tmp_path / "gap.txt"
    place.write_text(
        "60/11. T\n\nThe General Assembly,\n\n1. Decides to act;\n\n3. Decides to rest.", "utf-8"
    )
    done = run(place)
    assert done.exit_code == 1
    assert "Paragraph 2 is missing from the text." in done.stderr


@pytest.mark.parametrize("words", [(), ("--format", "xml", "x")])
def test_what_is_not_understood_is_two(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_an_unknown_language_is_refused(model: Path) -> None:
    done = run(model, "--language", "tlh")
    assert done.exit_code == 3
    assert "[reading.language]" in done.stderr


def test_it_reads_without_django_and_without_a_database(model: Path) -> None:
    code = (
        "import sys; from dispositif.cli.read import read\n"
        f"try:\n read([{str(model)!r}, '--format', 'gold'])\n"
        "except SystemExit as end:\n"
        " print(end.code, {'django', 'psycopg'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=bare_environment()
    )
    assert done.stderr.strip() == "0 set()"


def test_many_files_have_a_bar_where_somebody_is_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    from dispositif.cli import read

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    told = sys.modules["dispositif.cli.read"]._told
    assert list(told(("one", "two"))) == ["one", "two"]
    assert list(told(("one",))) == ["one"]
    assert read
