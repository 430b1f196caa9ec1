"""A/RES/61/181: read to the letter, and scored by the outside script."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dispositif.engines.reading import Reading, as_gold, read
from dispositif.engines.reading.verify import verify
from tests.engines.reading.texts import SEED, seed


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(seed())


def test_all_sixteen_paragraphs_are_equal_to_the_letter(reading: Reading) -> None:
    told = json.loads((SEED / "A-RES-61-181.fr.paragraphs.json").read_text("utf-8"))
    expected = told["preambular"] + told["operative"]
    assert len(expected) == 16
    assert [one.printed for one in reading.paragraphs] == [one["text"] for one in expected]
    digests = [hashlib.sha256(one.printed.encode()).hexdigest() for one in reading.paragraphs]
    assert digests == [one["sha256"] for one in expected]


def test_the_outside_score_is_one_everywhere(reading: Reading, tmp_path: Path) -> None:
    made = tmp_path / "read.json"
    made.write_text(json.dumps(as_gold(reading), ensure_ascii=False), "utf-8")
    command = [sys.executable, SEED / "score.py", SEED / "A-RES-61-181.fr.gold.json", made]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores = json.loads(done.stdout)
    assert done.stderr == ""
    assert {name: score["f1"] for name, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert len(scores) == 9


def test_twelve_acts_and_two_deadlines(reading: Reading) -> None:
    acts = [act for paragraph in reading.operative for act in paragraph.acts]
    assert len(acts) == 12
    deadlines = {
        paragraph.id: act.deadline
        for paragraph in reading.operative
        for act in paragraph.acts
        if act.deadline
    }
    assert {name: (one.kind, one.session, one.starts) for name, one in deadlines.items()} == {
        "6": ("asap", None, ""),
        "9": ("session", 62, "2007-09"),
    }
    last = acts[-1].report
    assert last is not None
    assert last.to == "A"
    assert last.on.startswith("application des mandats du Programme")


def test_six_notes_on_eight_anchors(reading: Reading) -> None:
    assert [(note.number, [one.para for one in note.anchors]) for note in reading.footnotes] == [
        (1, ["p1", "6"]), (2, ["p1", "6"]), (3, ["p2"]), (4, ["p6"]), (5, ["p7"]), (6, ["1"]),
    ]  # fmt: skip
    glued = {one.number: one.glued_to for note in reading.footnotes for one in note.anchors if one.glued_to}
    assert glued == {3: "20063", 6: "60/1756"}
    first = reading.paragraph("1")
    assert first.text[: first.anchors[0].offset].endswith("sa résolution 60/175")


def test_the_list_of_eleven_resolutions_shares_one_date(reading: Reading) -> None:
    listed = next(one for one in reading.citations if one.para == "p3")
    assert listed.targets == tuple(f"E/RES/2006/{number}" for number in range(19, 30))
    assert listed.date == "2006-07-27"


def test_the_text_says_no_date_so_none_is_read(reading: Reading) -> None:
    doc = reading.doc
    assert (doc.symbol, doc.session, doc.body, doc.language, doc.adopted_on) == (
        "A/RES/61/181", 61, "A", "fr", None,
    )  # fmt: skip
    assert reading.findings == ()
    assert verify(reading, seed()) == []


def test_flattened_to_one_line_it_still_reads(reading: Reading) -> None:
    flat = read(" ".join([reading.opening, *(one.printed for one in reading.paragraphs)]))
    assert [(one.id, one.text) for one in flat.paragraphs] == [
        (one.id, one.text) for one in reading.paragraphs
    ]
