"""Fonts: cut once, small, with the letters they are for."""

from collections.abc import Callable
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from dispositif.look import assets, fonts
from dispositif.server.home import folder

WORDS = {"latin": "État où ’ «» … – Ž", "cyrillic": "Призывает", "arabic": "الجمعيةالعامة"}


@pytest.mark.parametrize("name", ["sans-latin", "serif-italic-latin", "sans-arabic"])
def test_a_face_holds_its_letters_and_little_more(name: str) -> None:
    made = fonts.content(name)
    letters = set(TTFont(BytesIO(made)).getBestCmap())
    wanted = {ord(letter) for letter in WORDS[name.rpartition("-")[2]]}
    assert wanted <= letters
    assert len(made) < 80_000


def test_weights_vary_and_widths_do_not() -> None:
    axes = {
        axis.axisTag: (axis.minValue, axis.maxValue)
        for axis in TTFont(BytesIO(fonts.content("sans-latin")))["fvar"].axes
    }
    assert axes == {"wght": (400, 700)}


def test_a_face_is_made_once_per_home() -> None:
    fonts.content("sans-latin")
    face = next(face for face in fonts.FACES if face.name == "sans-latin")
    kept = folder("fonts") / face.file_name
    before = kept.stat().st_mtime_ns
    fonts.content.cache_clear()
    assert fonts.content("sans-latin") == kept.read_bytes()
    assert kept.stat().st_mtime_ns == before


def test_a_face_is_served(ask: Callable) -> None:
    face = next(face for face in fonts.FACES if face.name == "sans-latin")
    answer = assets.asset(ask("/"), face.file_name)
    assert answer["Content-Type"] == "font/woff2"
    assert answer.content[:4] == b"wOF2"
