"""The dot map: where the projection puts a place, how dots are pulled apart, what the component says."""

import csv
import re
from collections.abc import Callable
from itertools import combinations
from math import hypot, pi, sqrt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from dispositif.look import maps
from dispositif.look.marks import RADIUS, SHAPES, shape

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
PLACES = st.lists(st.tuples(LATITUDES, LONGITUDES), max_size=60)
CROWDS = st.lists(st.tuples(st.floats(12, 15), st.floats(-62, -59)), max_size=40)
COUNTRIES = "data/countries/packages/hdx-python-country-4.2.5_countries.csv"


def spread(places: list[tuple[float, float]]) -> tuple[dict[str, maps.Point], dict[str, maps.Point]]:
    """(where they belong, where they stand) by code."""
    homes = {str(at): maps.placed(*place) for at, place in enumerate(places)}
    return homes, maps.spread(frozenset((code, *home) for code, home in homes.items()))


def moved(homes: dict[str, maps.Point], stand: dict[str, maps.Point]) -> float:
    return max(hypot(x - homes[code][0], y - homes[code][1]) for code, (x, y) in stand.items())


def nearest(stand: dict[str, maps.Point]) -> float:
    return min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(stand.values(), 2))


def dot(code: str = "NOR", mark: str = "full", **given: Any) -> maps.Dot:
    return maps.Dot(**{"code": code, "name": f"Name of {code}", "latitude": 60.0, "longitude": 9.0} | given,
                    mark=mark, said="party since 2003")  # fmt: skip


def drawn(chart: maps.DotMap) -> ElementTree.Element:
    """The component as XML: what is not well formed is not parsed."""
    said = engines["django"].from_string('{% component "dot_map" map=map %}').render({"map": chart})
    return ElementTree.fromstring(re.sub(r"&nbsp;", " ", said))  # noqa: S314 - our own page


@pytest.fixture(scope="module")
def states(shared: Path) -> list[maps.Dot]:
    """Some 200 real places, those of every participant that the source calls independent."""
    if not shared.exists():
        pytest.skip("NOT RUN: ../shared is absent")
    with (shared / COUNTRIES).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Independent"] == "Y"]
    return [
        maps.Dot(
            row["ISO 3166-1 Alpha 3-Codes"],
            row["Preferred Term"],
            float(row["Latitude"]),
            float(row["Longitude"]),
            list(SHAPES)[at % 4],
            "party since 29 Oct. 2002",
            f"/instruments/states/{row['ISO 3166-1 Alpha 3-Codes']}/",
        )
        for at, row in enumerate(rows)
    ]


def test_the_origin_stands_in_the_middle() -> None:
    assert maps.projected(0, 0) == (0, 0)


@pytest.mark.parametrize(
    ("place", "point"),
    [
        ((0, 180), (2 * sqrt(3) * pi / (3 * 1.340264), 0)),
        ((90, 0), (0, 1.3173627591574)),
        ((-90, 0), (0, -1.3173627591574)),
        ((0, 90), (sqrt(3) * pi / (3 * 1.340264), 0)),
    ],
)
def test_known_places_of_the_projection(place: tuple[float, float], point: maps.Point) -> None:
    """The pole's height: 1.3173627591574 for the unit sphere, as PROJ documents `+proj=eqearth`."""
    assert maps.projected(*place) == pytest.approx(point, abs=1e-9)


@given(LATITUDES, LONGITUDES)
def test_the_projection_mirrors_north_and_south_east_and_west(latitude: float, longitude: float) -> None:
    x, y = maps.projected(latitude, longitude)
    assert maps.projected(-latitude, -longitude) == pytest.approx((-x, -y))
    assert maps.projected(latitude, -longitude) == pytest.approx((-x, y))


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_areas_are_equal(latitude: float, longitude: float) -> None:
    """The Jacobian over cos(latitude) is the same everywhere: equal areas stay equal."""
    step = 1e-4
    east = maps.projected(latitude, longitude + step)[0] - maps.projected(latitude, longitude - step)[0]
    north = maps.projected(latitude + step, longitude)[1] - maps.projected(latitude - step, longitude)[1]
    a_degree = (pi / 180 * 2 * step) ** 2
    assert east * north / a_degree / maps.cos(maps.radians(latitude)) == pytest.approx(1, abs=2e-5)


@given(st.integers(-900, 900), st.integers(-3600, 3600))
def test_a_place_stays_in_the_drawing_and_forgets_whole_turns(latitude: int, longitude: int) -> None:
    x, y = maps.placed(latitude / 10, longitude / 10)
    assert RADIUS <= x <= maps.WIDTH - RADIUS
    assert RADIUS <= y <= maps.HEIGHT - RADIUS
    assert (x, y) == pytest.approx(maps.placed(latitude / 10, longitude / 10 + 360), abs=0.11) or (
        abs((longitude / 10 - maps.CENTRE) % 360 - 180) < 0.01  # the very edge may go to either side
    )


def test_islands_of_the_pacific_stand_together() -> None:
    """Suva, Nuku‘alofa, Apia and Avarua on the same side, though the date line runs between them."""
    islands = [maps.placed(*place) for place in ((-18, 178), (-21, -175), (-14, -172), (-21, -160))]
    assert [x for x, _y in islands] == sorted(x for x, _y in islands)
    assert islands[0][0] > 0.8 * maps.WIDTH


@settings(deadline=None)
@given(st.one_of(PLACES, CROWDS))
def test_no_two_dots_cover_one_another_and_none_goes_far(places: list[tuple[float, float]]) -> None:
    homes, stand = spread(places)
    if len(places) > 1:
        assert nearest(stand) >= maps.APART
    if places:
        assert moved(homes, stand) <= 2 * (maps.APART + maps.STEP) * sqrt(len(places))


@settings(deadline=None)
@given(CROWDS, st.randoms())
def test_the_order_of_dots_moves_none(places: list[tuple[float, float]], chance: Any) -> None:
    dots = [dot(str(at), latitude=place[0], longitude=place[1]) for at, place in enumerate(places)]
    mixed = chance.sample(dots, len(dots))
    one, other = (maps.dot_map(dots=each, legend=[("full", "party")]) for each in (dots, mixed))
    assert {each.name: each.path for each in one.dots} == {each.name: each.path for each in other.dots}
    assert [each.name for each in other.dots] == [each.name for each in mixed]


def test_who_stands_alone_stands_at_home() -> None:
    homes, stand = spread([(0, 20), (45, 100), (-30, -60)])
    assert homes == stand


def test_two_hundred_in_one_place_stand_apart() -> None:
    homes, stand = spread([(48.0, 16.0)] * 200)
    assert nearest(stand) >= maps.APART
    assert moved(homes, stand) <= 2 * (maps.APART + maps.STEP) * sqrt(200)


def test_every_state_is_seen_near_its_place(states: list[maps.Dot]) -> None:
    homes, stand = spread([(one.latitude, one.longitude) for one in states])
    assert len(stand) == len(states) >= 190
    assert nearest(stand) >= 2 * RADIUS
    assert moved(homes, stand) <= 40


def test_the_map_of_every_state_is_light_and_names_each(states: list[maps.Dot]) -> None:
    legend = [(mark, f"{mark} words") for mark in list(SHAPES)[:4]]
    page = drawn(maps.dot_map(dots=states, legend=legend))
    drawing = page.find("svg")
    assert drawing is not None
    assert len(ElementTree.tostring(drawing)) < 40_000
    titles = [title.text for title in drawing.iter("title")]
    assert titles == [f"{one.name}: party since 29 Oct. 2002" for one in states]
    assert [link.get("href") for link in drawing.iter("a")] == [one.url for one in states]


def test_the_drawing_carries_no_style_of_its_own() -> None:
    page = drawn(maps.dot_map(dots=[dot(url="/x")], legend=[("full", "party")]))
    assert not [one for one in page.iter() if "style" in one.attrib or one.tag == "style"]


def test_the_legend_counts_dots_and_those_elsewhere() -> None:
    chart = maps.dot_map(
        dots=[dot("A"), dot("B"), dot("C", "ring")],
        legend=[("full", "party"), ("ring", "signed"), ("none", "no data")],
        elsewhere=[maps.Elsewhere("EU", "European Union", "full", "party since 2004", "/eu")],
    )
    assert [(key.mark, key.count) for key in chart.legend] == [("full", 3), ("ring", 1), ("none", 0)]
    words = " ".join("".join(drawn(chart).itertext()).split())
    assert "party 3" in words
    assert words.count("European Union party since 2004") == 2, "beside the map, and in the list"


def test_the_list_says_what_the_map_shows(french: None) -> None:
    chart = maps.dot_map(dots=[dot("A", url="/a"), dot("B")], legend=[("full", "partie")])
    rows = drawn(chart).findall("details/ul/li")
    assert [" ".join("".join(row.itertext()).split()) for row in rows] == [
        "Name of A party since 2003",
        "Name of B party since 2003",
    ]
    assert [link.get("href") for link in drawn(chart).findall("details/ul//a")] == ["/a"]


def test_names_are_escaped_and_dots_without_an_address_are_named_too() -> None:
    page = drawn(maps.dot_map(dots=[dot(name="A & <b>")], legend=[("full", "party")]))
    assert [one.text for one in page.iter("title")] == ["A & <b>: party since 2003"]
    assert [one.get("role") for one in page.iter("path") if one.find("title") is not None] == ["img"]


def test_a_map_of_nobody_is_a_map() -> None:
    chart = maps.dot_map(dots=[], legend=[("full", "party")])
    assert chart.label == "Map, one dot per participant"
    assert drawn(chart).findall("details/ul/li") == []
    assert "legal status" in "".join(drawn(chart).itertext())


@pytest.mark.parametrize(
    "faulty",
    [
        lambda: maps.dot_map(dots=[dot()], legend=[("ring", "signed")]),
        lambda: maps.dot_map(dots=[dot("A"), dot("A", latitude=10.0)], legend=[("full", "party")]),
        lambda: maps.dot_map(dots=[dot("A"), dot("A")], legend=[("full", "party")]),
        lambda: maps.dot_map(dots=[dot(mark="star")], legend=[("star", "party")]),
    ],
    ids=["no words", "one code twice", "one dot twice", "no such mark"],
)
def test_a_faulty_map_is_not_drawn(faulty: Callable[[], maps.DotMap]) -> None:
    with pytest.raises(ValueError, match=r"legend|code|mark"):
        faulty()


@pytest.mark.parametrize("mark", SHAPES)
def test_every_mark_is_a_shape_of_its_own(mark: str) -> None:
    assert re.fullmatch(r"M-?[\d.]+ -?[\d.]+[ahl][-\d. mlahvz]+", shape(mark, 3, -4))
    assert len(set(SHAPES.values())) == len(SHAPES)
