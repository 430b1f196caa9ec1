"""M10, conservation: whatever is given, every character is in exactly one node and offsets map back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispositif.engines.reading import read
from dispositif.engines.reading.problem import Reading
from dispositif.engines.reading.source import Source, fold, normalise, origin
from dispositif.engines.reading.verify import verify
from dispositif.kernel.refusal import Refusal
from tests.engines.reading.texts import example

PIECES = [
    "The General Assembly,", "L’Assemblée générale,", "60/11. A title", "Recalling its resolution 60/1756,",
    "Recalling the rules1 and others,", "Noting with concern ¹ that",
    "and requests the Secretary-General to act;",
    "1. Requests all States to report;", "2. Decides:", "(a) To act;", "(i) And well;", "5. Urges States;",
    "_______________", "1 See resolution 55/25.", "2 A/60/5.", "Annex", "I", "71st plenary meeting", "17",
    "<!-- image -->", "A/RES/60/11", "1. Prie le Secrétaire général d’agir ;", "co-", "operation",
    "e\u0301te\u0301",
    "\u00a0", "\u00ad", "“quoted", "»", "\f", "\r\n", "\u2028", "2006 and 20063",
]  # fmt: skip
documents = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), min_size=1, max_size=40).flatmap(
    lambda parts: st.lists(
        st.sampled_from(["\n", "\n\n", " ", ""]), min_size=len(parts), max_size=len(parts)
    ).map(lambda gaps: "The General Assembly,\n" + "".join(a + b for a, b in zip(parts, gaps, strict=True)))
)


def attempt(text: str) -> Reading | None:
    try:
        return read(text)
    except Refusal:
        return None


@settings(max_examples=300, deadline=None)
@given(documents)
def test_every_character_is_in_exactly_one_node_and_every_offset_maps_back(text: str) -> None:
    reading = attempt(text)
    if reading is not None:
        assert "".join(text[node.start : node.end] for node in reading.nodes) == text
        assert [str(finding) for finding in verify(reading, text)] == []


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(["en", "fr"]))
def test_a_damaged_resolution_is_read_or_refused_and_conserved(data: st.DataObject, language: str) -> None:
    text = example(language)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 40))
        text = text[:place] + data.draw(st.text(max_size=5)) + text[place + cut :]
    reading = attempt(text)
    if reading is not None:
        assert [str(finding) for finding in verify(reading, text)] == []


@given(st.text(max_size=200))
def test_composing_keeps_the_way_back(text: str) -> None:
    source = Source(text)
    assert source.text == unicodedata.normalize("NFC", text)
    places = [source.back(place) for place in range(len(source.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab- \n\t\u00ad\u00a0é", max_size=60))
def test_normalised_text_is_single_spaced_and_points_home(text: str) -> None:
    made = normalise(text, [(0, len(text))])
    assert made.value == made.value.strip()
    assert "  " not in made.value
    for offset, character in enumerate(made.value):
        if character != " ":
            assert text[origin(made, offset)] == character


@pytest.mark.parametrize("language", ["en", "fr"])
def test_decomposed_accents_read_alike(language: str) -> None:
    text = example(language)
    apart = unicodedata.normalize("NFD", text)
    reading = read(apart)
    assert [one.text for one in reading.paragraphs] == [one.text for one in read(text).paragraphs]
    assert verify(reading, apart) == []
