"""The model resolution in two languages: same structure, every trap read."""

import pytest

from dispositif.engines.reading import Reading, read
from dispositif.engines.reading.verify import verify
from tests.engines.reading.texts import example


@pytest.fixture(scope="module")
def both() -> tuple[Reading, Reading]:
    return read(example("en")), read(example("fr"))


def test_both_languages_have_the_same_structure(both: tuple[Reading, Reading]) -> None:
    english, french = both
    assert (english.doc.language, french.doc.language) == ("en", "fr")
    assert english.doc.symbol == french.doc.symbol == "A/RES/99/201"
    for one, other in zip(english.paragraphs, french.paragraphs, strict=True):
        assert (one.id, one.path, one.part) == (other.id, other.path, other.part)
        assert len(one.acts) == len(other.acts)
        for act, acte in zip(one.acts, other.acts, strict=True):
            assert act.addressees == acte.addressees
            assert act.strength_range[0] <= acte.strength_range[1]
            assert acte.strength_range[0] <= act.strength_range[1]
            assert (act.deadline is None) == (acte.deadline is None)
            if act.deadline and acte.deadline:
                assert (act.deadline.kind, act.deadline.session) == (
                    acte.deadline.kind,
                    acte.deadline.session,
                )


def test_both_languages_cite_the_same(both: tuple[Reading, Reading]) -> None:
    cited = [{(one.para, target) for one in reading.citations for target in one.targets} for reading in both]
    assert cited[0] == cited[1]
    assert len(cited[0]) == 19


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_traps_are_read(language: str) -> None:
    text = example(language)
    reading = read(text)
    assert reading.findings == ()
    assert verify(reading, text) == []
    assert {one.number: [a.para for a in one.anchors] for one in reading.footnotes} == {
        1: ["p2"], 2: ["p2", "6"], 3: ["p4"], 4: ["p6"], 5: ["1"],
    }  # fmt: skip
    assert [one.id for one in reading.operative] == [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "7(a)",
        "7(b)",
        "8",
        "9",
    ]
    assert "mid-career" in reading.paragraph("2").text or "mi-carrière" in reading.paragraph("2").text
    assert "_" not in reading.paragraph("p4").text
    first = next(one for one in reading.citations if one.para == "1" and one.via == "text")
    assert first.targets == ("A/RES/98/142",)


def test_the_examples_say_that_they_are_models() -> None:
    assert "never adopted" in example("en")
    assert "jamais" in example("fr")
