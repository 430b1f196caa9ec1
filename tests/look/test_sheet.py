"""The style sheet: one list of colours, legible ones; no left and no right; kept by browsers."""

import re
from collections.abc import Callable

import pytest
from django.http import Http404, HttpResponse

from dispositif.look import assets, fonts

OWN = assets.ROOM / "static" / "look"
PAIRS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", (OWN / "tokens.css").read_text()
    )
}
TEXTS = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "warn", "ok") for ground in ("paper", "sheet")),
    ("soft", "accent-wash"),
    ("accent", "accent-wash"),
    ("ink", "accent-wash"),
    ("warn", "warn-wash"),
    ("ink", "warn-wash"),
    ("on-accent", "accent"),
]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2, definition)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_is_legible_on_its_ground(ink: str, ground: str, mode: int) -> None:
    assert contrast(PAIRS[ink][mode], PAIRS[ground][mode]) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_the_edge_of_an_input_is_seen(ground: str, mode: int) -> None:
    assert contrast(PAIRS["edge"][mode], PAIRS[ground][mode]) >= 3


def test_colours_are_tokens() -> None:
    for file in assets.COMPONENTS.glob("*.css"):
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", file.read_text()), file.name


def test_nothing_is_left_or_right() -> None:
    physical = re.compile(
        r"(margin|padding|border)-(left|right)|[;{ ](left|right|width|height):|text-align: (left|right)"
    )
    for file in [OWN / "frame.css", *assets.COMPONENTS.glob("*.css")]:
        assert not physical.search(file.read_text()), file.name


def test_every_token_that_is_used_exists() -> None:
    sheet = assets.sheet().decode()
    assert set(re.findall(r"var\((--[a-z-]+)", sheet)) <= set(re.findall(r"(--[a-z-]+):", sheet))


def test_the_sheet_holds_every_component() -> None:
    sheet = assets.sheet().decode()
    for file in assets.COMPONENTS.glob("*.css"):
        assert file.read_text() in sheet


def test_an_asset_is_kept_for_a_year_under_its_digest(ask: Callable) -> None:
    address = assets.url("look.css")
    assert re.fullmatch(r"/look/assets/look\.[0-9a-f]{12}\.css", address)
    answer = assets.asset(ask(address), address.rpartition("/")[2])
    assert "immutable" in answer["Cache-Control"]
    assert answer.content == assets.sheet()


def test_an_old_digest_gets_the_present_file_unkept(ask: Callable) -> None:
    answer = assets.asset(ask("/"), "htmx.000000000000.js")
    assert answer["Cache-Control"] == "no-store"
    assert b"htmx" in answer.content


@pytest.mark.parametrize("name", ["other.css", "settings.py", "../settings.py", "look", ""])
def test_nothing_else_is_served(name: str, ask: Callable) -> None:
    with pytest.raises(Http404):
        assets.asset(ask("/"), name)


def test_assets_are_answered_before_sessions(ask: Callable) -> None:
    later = assets.before_sessions(lambda request: HttpResponse("later"))
    assert later(ask("/elsewhere/")).content == b"later"
    answer = later(ask(assets.url("look.css")))
    assert answer["Content-Type"].startswith("text/css")
    assert not answer.has_header("Vary")


def test_the_sheet_names_every_font(ask: Callable) -> None:
    for face in fonts.FACES:
        assert f'url("{face.file_name}")' in assets.sheet().decode()
