"""Drawings for the gallery: a map and charts of no real fact."""

from datetime import date
from typing import Any

from dispositif.look import charts, maps
from dispositif.look.marks import SHAPES

PLACES = {
    "Cairo": (30.0, 31.2), "Nairobi": (-1.3, 36.8), "Dakar": (14.7, -17.5), "Lagos": (6.5, 3.4),
    "Geneva": (46.2, 6.1), "Vienna": (48.2, 16.4), "Bratislava": (48.1, 17.1), "Oslo": (59.9, 10.8),
    "Bogotá": (4.7, -74.1), "Lima": (-12.0, -77.0), "Santiago": (-33.4, -70.7), "Ottawa": (45.4, -75.7),
    "Castries": (14.0, -61.0), "Kingstown": (13.2, -61.2), "Bridgetown": (13.1, -59.6),
    "Kingston": (18.0, -76.8), "Beirut": (33.9, 35.5), "Doha": (25.3, 51.5), "Almaty": (43.2, 76.9),
    "Delhi": (28.6, 77.2), "Malé": (4.2, 73.5), "Bangkok": (13.8, 100.5), "Manila": (14.6, 121.0),
    "Seoul": (37.6, 127.0), "Canberra": (-35.3, 149.1), "Wellington": (-41.3, 174.8), "Suva": (-18.1, 178.4),
    "Apia": (-13.8, -171.8), "Nuku‘alofa": (-21.1, -175.2), "Avarua": (-21.2, -159.8),
}  # fmt: skip
"""City → degrees north and east: places without any state of their own."""
WORDS = {
    "full": "party",
    "half": "consent given, not yet in force",
    "ring": "signed",
    "dot": "neither",
    "cross": "withdrawn",
    "dash": "not applicable",
    "none": "no data",
    "withheld": "not allowed to see",
}


def drawings() -> dict[str, Any]:
    """A map with every mark, charts long, short and blank, bars whole and empty."""
    return {
        "map": _map(),
        "nowhere": maps.dot_map(
            dots=[maps.Dot("X", "Nairobi", -1.3, 36.8, "dot", "no link")],
            legend=[("dot", "one place")],
            name="place",
        ),
        "chart": _chart(),
        "short": charts.step_chart(
            series=[charts.Series("sessions", ((date(2026, 3, 2), 1),), "full")], label="One point"
        ),
        "blank": charts.step_chart(series=[], label="Parties", empty="No register held."),
        "bar": charts.share_bar(parts=[charts.Part(WORDS[mark], count, mark) for mark, count in PARTS]),
        "every": charts.share_bar(parts=[charts.Part(words, 1, mark) for mark, words in WORDS.items()]),
        "nothing": charts.share_bar(parts=[], label="Parties"),
    }


PARTS = (("full", 124), ("half", 5), ("ring", 31), ("dot", 32))


def _map() -> maps.DotMap:
    marks = list(SHAPES)
    dots = [
        maps.Dot(name, name, *place, mark := marks[at % len(marks)], WORDS[mark], "#maps")
        for at, (name, place) in enumerate(PLACES.items())
    ]
    return maps.dot_map(
        dots=dots,
        legend=list(WORDS.items()),
        elsewhere=[maps.Elsewhere("U", "A union of States", "full", WORDS["full"], "#maps")],
        label="Specimen of a map",
    )


def _chart() -> charts.StepChart:
    def series(label: str, mark: str, since: int, counts: tuple[int, ...]) -> charts.Series:
        return charts.Series(
            label, tuple((date(since + at, 6, 1 + at), count) for at, count in enumerate(counts)), mark
        )

    return charts.step_chart(
        series=[
            series("parties", "full", 2002, (12, 38, 60, 85, 110, 124, 131, 147, 150, 158, 165, 170, 178)),
            series(
                "consents", "half", 2001, (3, 20, 48, 77, 95, 118, 130, 139, 149, 157, 165, 171, 176, 180)
            ),
            series("signatories", "ring", 2000, (121, 140, 147)),
            series("asked for help", "dot", 2004, (1, 4, 9, 12, 15, 17)),
        ],
        events=[
            charts.Event(date(2003, 9, 29), "entry into force"),
            charts.Event(date(2006, 12, 20), "the resolution is adopted"),
            charts.Event(date(2016, 2, 1), "latest held"),
        ],
        until=date(2016, 2, 1),
        label="Specimen of a step chart",
    )
