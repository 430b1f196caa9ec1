"""Documents from the command line: a preview first, written with --yes, refused with a reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dispositif.cli.group import dispositif
from tests.world import SHORT

pytestmark = pytest.mark.database


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(dispositif, ["documents", *map(str, arguments)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    place = tmp_path / "a text.txt"
    place.write_text(SHORT)
    return place


def test_the_walk_on_the_command_line(fresh: None, text: Path) -> None:
    looked = _run("import", text)
    assert looked.exit_code == 0, looked.output
    assert "A/RES/99/77" in looked.output
    assert "Nothing was written" in looked.output
    assert _run("list").output == ""
    written = _run("import", text, "--yes")
    assert "A/RES/99/77: version 1 (en) written" in written.output
    assert _run("import", text, "--yes").exit_code == 1
    assert _run("list").output == "A/RES/99/77\ten\tAssistance to courts of small islands\n"
    shown = json.loads(_run("show", "A/RES/99/77").output)
    assert shown["paragraphs"][0]["part"] == "preambular"


def test_one_refused_file_leaves_the_others_unwritten(fresh: None, text: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = _run("import", text, empty, "--yes")
    assert result.exit_code == 3
    assert "empty" in result.output
    assert _run("list").output == ""


def test_a_symbol_goes_with_one_file(fresh: None, text: Path) -> None:
    assert _run("import", text, text, "--symbol", "A/RES/99/77").exit_code == 2


def test_what_is_not_held_is_refused(fresh: None) -> None:
    from dispositif.kernel.refusal import Refusal

    assert isinstance(_run("show", "A/RES/1/1").exception, Refusal)
    assert isinstance(_run("show", "nonsense").exception, Refusal)


def test_somebody_without_the_right_cannot_import(fresh: None, text: Path) -> None:
    CliRunner().invoke(dispositif, ["people", "enrol", "Reader", "reader@example.org"])
    result = _run("import", text, "--yes", "--as", "reader@example.org")
    assert result.exit_code != 0
    assert _run("list").output == ""


def test_a_corpus_is_written_file_by_file_and_can_be_continued(fresh: None, tmp_path: Path) -> None:
    texts = [tmp_path / f"{number}.txt" for number in range(70, 77)]
    for text in texts:
        text.write_text(SHORT.replace("99/77", f"99/{text.stem}"))
    texts[2].write_bytes(b"")
    first = _run("import", *texts, "--yes")
    assert first.exit_code == 3
    assert "2.txt" in first.output
    assert len(_run("list").output.splitlines()) == 6
    texts[2].write_text(SHORT.replace("99/77", "99/72"))
    again = _run("import", *texts, "--yes")
    assert again.exit_code == 0
    assert "A/RES/99/72: version 1 (en) written" in again.output
    assert len(_run("list").output.splitlines()) == 7


def test_a_class_is_changed_with_its_reason(fresh: None, text: Path) -> None:
    assert _run("import", text, "--yes").exit_code == 0
    assert _run("classify", "A/RES/99/77", "confidential").exit_code == 2
    assert _run("classify", "A/RES/99/77", "secret", "--why", "x").exit_code == 2
    done = _run("classify", "A/RES/99/77", "confidential", "--why", "It names a source.")
    assert done.exit_code == 0, done.output
    assert "documents.classified" in _run("history", "A/RES/99/77").output
