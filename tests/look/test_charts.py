"""Step chart and share bar: ticks, curves, words that keep clear of one another, what stands for nothing."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from dispositif.look import charts
from dispositif.look.axes import Counts, Days, nice

FORCE = charts.Event(date(2003, 9, 29), "entry into force")
DAYS = st.dates(date(1950, 1, 1), date(2030, 1, 1))
POINTS = st.dictionaries(DAYS, st.integers(0, 300), min_size=1, max_size=20).map(
    lambda one: tuple(one.items())
)


def parties(*counts: int, mark: str = "full") -> charts.Series:
    """One count a year from 2000 on."""
    return charts.Series(
        f"line {mark}", tuple((date(2000 + at, 1, 1), count) for at, count in enumerate(counts)), mark
    )


def chart(*series: charts.Series, **given: Any) -> charts.StepChart:
    return charts.step_chart(series=series, label="Parties over time", **given)


def drawn(name: str, **given: Any) -> ElementTree.Element:
    """A component as XML: what is not well formed is not parsed."""
    passed = " ".join(f"{key}={key}" for key in given)
    said = engines["django"].from_string(f'{{% component "{name}" {passed} %}}').render(given)
    return ElementTree.fromstring(said)  # noqa: S314 - our own page


def words(element: ElementTree.Element) -> str:
    """What is read, its spaces that do not break kept."""
    return re.sub("[ \n]+", " ", " ".join(element.itertext())).strip()


@given(st.integers(0, 10**9), st.integers(1, 8))
def test_steps_are_nice_and_few(most: int, ticks: int) -> None:
    step = nice(most, ticks)
    assert re.fullmatch("[125]0*", str(step))
    assert step * ticks >= most
    assert step == 1 or any(smaller * ticks < most for smaller in (step // 2, step * 2 // 5))


@pytest.mark.parametrize(
    ("most", "ticks"), [(0, [1]), (3, [1, 2, 3]), (160, [50, 100, 150, 200]), (193, [50, 100, 150, 200])]
)
def test_counts_have_few_round_ticks(most: int, ticks: list[int]) -> None:
    assert [tick.said for tick in chart(parties(0, most)).heights] == ticks


def test_days_have_round_years_and_else_their_ends() -> None:
    def said(first: date, last: date) -> list[Any]:
        return [tick.said for tick in Days(first, last).ticks()]

    assert said(date(2001, 3, 1), date(2026, 2, 1)) == ["2010", "2020"]
    assert said(date(2003, 9, 29), date(2006, 12, 20)) == ["2004", "2005", "2006"]
    assert said(date(2006, 1, 5), date(2006, 12, 20)) == ["Jan. 5, 2006", "Dec. 20, 2006"]
    assert said(date(2006, 1, 5), date(2006, 1, 5)) == ["Jan. 5, 2006"]


@given(DAYS, st.integers(0, 30_000))
def test_dates_stand_on_the_axis_and_never_past_it(first: date, length: int) -> None:
    days = Days(first, first + timedelta(days=length))
    ticks = days.ticks()
    assert 1 <= len(ticks) <= 5
    assert all(0 <= float(tick.at.removesuffix("%")) <= 100 for tick in ticks)


def test_dates_are_the_reader_s(french: None) -> None:
    said = drawn("step_chart", chart=chart(parties(1, 1200), events=[FORCE]))
    assert "29 septembre 2003" in words(said)
    assert "1\u202f200" in words(said)


def test_a_curve_goes_in_steps_and_on_to_the_last_day_held() -> None:
    one = chart(charts.Series("x", ((date(2000, 7, 1), 50), (date(2000, 1, 1), 100)), "full"),
                until=date(2001, 1, 1)).curves[0]  # fmt: skip
    assert one.path == "M0 0H497V500H1000"
    assert one.last == 50


@given(POINTS, st.randoms())
def test_the_order_of_points_changes_nothing(points: tuple[tuple[date, int], ...], chance: Any) -> None:
    mixed = tuple(chance.sample(points, len(points)))
    assert chart(charts.Series("x", points, "full")) == chart(charts.Series("x", mixed, "full"))


@given(POINTS)
def test_curves_stay_inside_their_square(points: tuple[tuple[date, int], ...]) -> None:
    path = chart(charts.Series("x", points, "full"), events=[FORCE]).curves[0].path
    assert all(0 <= int(number) <= 1000 for number in re.findall(r"-?\d+", path))


@given(st.lists(st.integers(0, 200), min_size=4, max_size=4))
def test_the_words_at_the_ends_keep_clear_of_one_another(counts: list[int]) -> None:
    marks = ("full", "half", "ring", "dot")
    one = chart(
        *(parties(0, count, mark=mark) for count, mark in zip(counts, marks, strict=True)), events=[FORCE]
    )
    heights = sorted(float(curve.label_at.removesuffix("em")) for curve in one.curves)
    assert all(lower - upper >= charts.ROW - 0.011 for upper, lower in pairwise(heights))
    flags = [float(at.removesuffix("em")) for flag in one.flags for at, _words in flag.lines]
    assert heights[0] > max(flags) + 0.5 * charts.ROW


def test_events_have_lines_of_their_own_and_lean_inwards() -> None:
    events = [
        charts.Event(date(2010, 1, 1), "latest held"),
        charts.Event(date(2000, 1, 1), "opened for signature"),
        charts.Event(date(2005, 1, 1), "a sentence that is much too long for one line of a phone"),
    ]
    flags = chart(parties(1, 2), events=events).flags
    assert [flag.anchor for flag in flags] == ["start", "middle", "end"]
    assert [flag.at for flag in flags] == ["0%", "50.014%", "100%"]
    heights = [at for flag in flags for at, _words in flag.lines]
    assert len(set(heights)) == len(heights) == 2 + 4 + 2
    assert all(len(said) <= charts.LETTERS for flag in flags for _at, said in flag.lines)


def test_the_table_says_what_the_chart_shows() -> None:
    one = chart(
        parties(3, 8), charts.Series("signatories", ((date(2000, 6, 1), 12),), "ring"), events=[FORCE]
    )
    assert one.rows == (
        (date(2000, 1, 1), (3, None)),
        (date(2000, 6, 1), (3, 12)),
        (date(2001, 1, 1), (8, 12)),
    )
    table = drawn("step_chart", chart=one).find("details")
    assert table is not None
    assert [words(row) for row in table.iter("tr")][:2] == ["Date line full signatories", "Jan. 1, 2000 3 —"]
    assert "Sept. 29, 2003 · entry into force" in words(table)


def test_a_drawing_is_named_and_carries_no_style() -> None:
    page = drawn("step_chart", chart=chart(parties(1, 5, 9), parties(2, 4, mark="ring"), events=[FORCE]))
    drawing = page.find("svg")
    assert drawing is not None
    assert drawing.get("aria-label") == "Parties over time"
    assert not [one for one in page.iter() if "style" in one.attrib]
    said = [words(text) for text in drawing.iter("text")]
    assert {"line full 9", "line ring 4", "entry into force", "Sept. 29, 2003"} <= set(said)
    assert [path.get("class") for path in drawing.iter("path")] == ["line line-full", "line line-ring"]


def test_nothing_is_said_in_words() -> None:
    page = drawn("step_chart", chart=chart(charts.Series("x", (), "full"), empty="No register held."))
    assert words(page) == "No register held."
    assert words(drawn("step_chart", chart=chart())) == "no data"


def test_a_series_without_points_is_named_beside_the_others() -> None:
    page = drawn("step_chart", chart=chart(parties(1), charts.Series("withdrawals", (), "cross")))
    assert "withdrawals · no data" in words(page)


@pytest.mark.parametrize(
    "faulty",
    [
        lambda: chart(*(parties(1, mark=mark) for mark in ("full", "half", "ring", "dot", "cross"))),
        lambda: chart(parties(1), parties(2)),
        lambda: chart(charts.Series("x", ((FORCE.on, 1), (FORCE.on, 2)), "full")),
        lambda: chart(parties(-1)),
        lambda: chart(parties(1, mark="star")),
        lambda: charts.share_bar(parts=[charts.Part("party", -1, "full")]),
        lambda: charts.share_bar(parts=[charts.Part("party", 1, "star")]),
    ],
    ids=[
        "five",
        "one mark twice",
        "one day twice",
        "below zero",
        "no such mark",
        "part below",
        "part’s mark",
    ],
)
def test_a_faulty_drawing_is_not_made(faulty: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match=r"series|counts|mark|below"):
        faulty()


def test_counts_rise_from_the_floor() -> None:
    counts = Counts(top=2, depth=10, step=50, roof=200)
    assert [counts.height(count) for count in (0, 100, 200)] == [12, 7, 2]
    assert counts.floor == 12


@given(st.lists(st.integers(0, 200), max_size=8))
def test_the_parts_of_a_bar_fill_it(counts: list[int]) -> None:
    bar = charts.share_bar(
        parts=[charts.Part(f"part {at}", count, "full") for at, count in enumerate(counts)]
    )
    widths = [float(one.width.removesuffix("%")) for one in bar.segments]
    starts = [float(one.start.removesuffix("%")) for one in bar.segments]
    assert bar.total == sum(counts)
    assert len(widths) == sum(count > 0 for count in counts)
    if widths:
        assert starts[0] == 0
        assert starts[-1] + widths[-1] == pytest.approx(100, abs=0.01)
        assert all(before + width == pytest.approx(after, abs=0.01)
                   for (before, after), width in zip(pairwise(starts), widths, strict=False))  # fmt: skip


def test_a_bar_says_every_part_in_words() -> None:
    parts = [
        charts.Part("parties", 124, "full"),
        charts.Part("consent", 5, "half"),
        charts.Part("not yet", 0, "dot"),
    ]
    page = drawn("share_bar", bar=charts.share_bar(parts=parts, label="UNTOC"))
    assert [words(one) for one in page.iter("li")] == ["124 parties", "5 consent", "0 not yet"]
    drawing = page.find("svg")
    assert drawing is not None
    assert drawing.get("aria-hidden") == "true"
    assert [one.get("class") for one in drawing] == ["share share-full", "share share-half", "share-full"]


def test_a_bar_of_nothing_says_so() -> None:
    page = drawn("share_bar", bar=charts.share_bar(parts=[charts.Part("parties", 0, "full")], label="UNTOC"))
    assert words(page) == "UNTOC · nothing to share out"
    assert page.find("svg") is None
    assert words(drawn("share_bar", bar=charts.share_bar(parts=[]))) == "nothing to share out"
