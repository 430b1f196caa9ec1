"""The dot map: how each participant stood, in shapes and words, and no ranking."""

import re

import pytest

from tests.instruments.pages import SEED, asked, plain

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
MAP = "/instruments/map/"


def test_one_instrument_on_a_day() -> None:
    page = asked(f"{MAP}?instrument=UNTOC&at={SEED}")
    said = plain(page)
    assert re.search(r"party 129 signatory 42 no action held 2\d", said)
    assert "/instruments/states/TUV/?at=2006-12-20" in page
    assert "European Community" in said
    assert "Map on Dec. 20, 2006: Organized crime (UNTOC), one dot per participant" in page


def test_how_many_of_a_list_in_classes_of_words() -> None:
    page = asked(f"{MAP}?count=terrorism&at={SEED}")
    said = plain(page)
    assert "party to more than half of those held" in said
    assert "party to none of those held" in said
    assert re.search(r"party to [0-5] of 5 instruments held", said)
    assert "Nothing can be said of 11 instruments" in said
    assert "none of those held is open to it" in said
    later = plain(asked(f"{MAP}?count=crime&at=2013-01-01"))
    assert "party to all of those held" in later
    assert "party to half of those held, or fewer" in later


def test_who_a_register_says_nothing_of_is_told_apart() -> None:
    """Of a State that ended, and that nobody continues, registers of later say nothing."""
    said = plain(asked(f"{MAP}?count=drugs&at=1990-01-01"))
    assert "no information held" in said
    assert "no information held" in plain(asked(f"{MAP}?instrument=PSYCHOTROPICS-1971&at=1990-01-01"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("instrument=TOKYO-1963", "no register held"),
        (f"instrument=BEIJING-CONVENTION-2010&at={SEED}", "Nothing to show: adopted on Sept. 10, 2010."),
        ("", "United Nations Convention against Transnational Organized Crime"),
    ],
)
def test_a_map_that_cannot_be_drawn_says_why(query: str, words: str) -> None:
    assert words in plain(asked(f"{MAP}?{query}"))


def test_odd_requests() -> None:
    asked(f"{MAP}?instrument=NOTHING", status=404)
    asked(f"{MAP}?count=nothing", status=404)
    refused = asked(f"{MAP}?instrument=UNTOC&at=2999-01-01", status=400)
    assert "still to come" in plain(refused)
    assert '<svg class="dot-map' not in refused
    assert "Trafic illicite de migrants" in asked(f"{MAP}?instrument=UNTOC-SOM&at={SEED}", french=True)
