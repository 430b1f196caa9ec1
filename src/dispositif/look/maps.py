"""The dot map: one dot per participant, no borders, no coastlines; small island States as large as any.

Own SVG, not Vega-Altair with vl-convert: those bring about 60 MB, and what they draw can neither follow the
dark tokens nor make each dot a link with its own name. Projection and spreading are the few lines below.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, floor, hypot, radians, sin, sqrt, tau

from django.utils.translation import gettext as _

from dispositif.kernel.refusal import phrase
from dispositif.look.marks import RADIUS, shape

WIDTH, HEIGHT = 1000.0, 440.0
CENTRE = 25.0
"""The middle meridian in degrees east: the edge then falls into the open Pacific, east of its islands."""
UNIT, LEFT, TOP = 208.0, 2.1, 1.19
"""Drawing units per radian at the origin; what is seen left of it and above it, in radians."""
APART = 2 * RADIUS + 1
"""Least distance of two dots' centres, in the units of the drawing."""
STEP = 1.5
NOTICE = phrase(
    "One dot stands for each participant, near its place, moved aside where dots would cover one another. "
    "Where a dot stands, or that it stands, says nothing about the legal status of any country, territory or "
    "area, about its authorities, or about its frontiers."
)
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A participant with a place: degrees north and east, a mark of `marks.SHAPES`, its state in words."""

    code: str
    name: str
    latitude: float
    longitude: float
    mark: str
    said: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A participant without a place on a map, such as an organization."""

    code: str
    name: str
    mark: str
    said: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A participant as the page draws it: its path on the map (none without a place) and its whole name."""

    name: str
    mark: str
    said: str
    url: str
    path: str

    @property
    def title(self) -> str:
        """What is read out, and shown when one points at it."""
        return _("%(name)s: %(said)s") % {"name": self.name, "said": self.said}


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend."""

    mark: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class DotMap:
    """What the component `dot_map` shows."""

    label: str
    name: str
    dots: tuple[Shown, ...]
    elsewhere: tuple[Shown, ...]
    legend: tuple[Key, ...]
    graticule: str
    notice: str
    view: str = f"0 0 {WIDTH:g} {HEIGHT:g}"


def dot_map(
    *,
    dots: Sequence[Dot],
    legend: Sequence[tuple[str, str]],
    elsewhere: Sequence[Elsewhere] = (),
    label: str = "",
    name: str = "map",
) -> DotMap:
    """The map of `dots` in the order given; `legend`: (mark, words) of every mark in use, counted here.

    `label` names the drawing for those who do not see it, `name` is its own among the maps of a page. A mark
    without words, or two dots with one code, are faults of the program (ValueError).
    """
    marks = Counter([*(dot.mark for dot in dots), *(one.mark for one in elsewhere)])
    if missing := marks.keys() - dict(legend):
        raise ValueError(f"the legend has no words for {sorted(missing)}")
    places = spread(frozenset((dot.code, *placed(dot.latitude, dot.longitude)) for dot in dots))
    if len(places) != len(dots):
        raise ValueError("two dots have the same code")
    return DotMap(
        label=label or _("Map, one dot per participant"),
        name=name,
        dots=tuple(_shown(dot, shape(dot.mark, *places[dot.code])) for dot in dots),
        elsewhere=tuple(_shown(one, "") for one in elsewhere),
        legend=tuple(Key(mark, words, marks[mark]) for mark, words in legend),
        graticule=graticule(),
        notice=_(NOTICE),
    )


def _shown(one: Dot | Elsewhere, path: str) -> Shown:
    return Shown(one.name, one.mark, one.said, one.url, path)


def projected(latitude: float, longitude: float) -> Point:
    """Degrees to the plane of the Equal Earth projection, in radians: x east, y north of the origin.

    Bojan Šavrič, Tom Patterson, Bernhard Jenny: The Equal Earth map projection, International Journal of
    Geographical Information Science 33 (2019) 454-465, doi:10.1080/13658816.2018.1504949
    """
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square, sixth = angle**2, angle**6
    rise = 1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    north = angle * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
    return 2 * sqrt(3) * radians(longitude) * cos(angle) / (3 * rise), north


def placed(latitude: float, longitude: float) -> Point:
    """Degrees to the drawing; what would fall outside stands at its edge."""
    x, y = _drawn(latitude, (longitude - CENTRE + 180) % 360 - 180)
    return min(max(x, RADIUS), WIDTH - RADIUS), min(max(y, RADIUS), HEIGHT - RADIUS)


def _drawn(latitude: float, turned: float) -> Point:
    east, north = projected(latitude, turned)
    return round(UNIT * (LEFT + east), 1), round(UNIT * (TOP - north), 1)


@lru_cache(maxsize=64)
def spread(places: frozenset[tuple[str, float, float]]) -> dict[str, Point]:
    """Places (code, x, y) with no two nearer than `APART`, each as near to its own as was free.

    The most crowded take their place first, so that what has to give way gives way outwards. For n places
    none moves further than 2 (APART + STEP) √n, the quarter disc that n dots fill at worst in a corner.
    """
    homes = sorted((-_crowd(x, y, places), x, y, code) for code, x, y in places)
    held: dict[tuple[int, int], list[Point]] = {}
    found = {}
    for _crowded, x, y, code in homes:
        found[code] = next(spot for spot in _spots(x, y) if _free(spot, held))
        held.setdefault(_cell(found[code]), []).append(found[code])
    return found


def _crowd(x: float, y: float, places: frozenset[tuple[str, float, float]]) -> int:
    return sum(hypot(x - east, y - north) < 4 * APART for _code, east, north in places)


def _spots(x: float, y: float) -> Iterator[Point]:
    """The place itself, then rings around it, those inside the drawing."""
    yield x, y
    ring = 0
    while True:
        ring += 1
        for part in range(6 * ring):
            turn = tau * part / (6 * ring)
            east, north = round(x + STEP * ring * cos(turn), 1), round(y + STEP * ring * sin(turn), 1)
            if RADIUS <= east <= WIDTH - RADIUS and RADIUS <= north <= HEIGHT - RADIUS:
                yield east, north


def _cell(spot: Point) -> tuple[int, int]:
    return floor(spot[0] / APART), floor(spot[1] / APART)


def _free(spot: Point, held: dict[tuple[int, int], list[Point]]) -> bool:
    """Whether no dot stands nearer than APART; only the nine cells around can hold one."""
    column, row = _cell(spot)
    cells = (held.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return all(hypot(spot[0] - x, spot[1] - y) >= APART for cell in cells for x, y in cell)


@cache
def graticule() -> str:
    """Parallels and meridians every 30 degrees, and the edge, as one path."""
    parallels = ([_drawn(latitude, -180), _drawn(latitude, 180)] for latitude in range(-60, 90, 30))
    east = [-180.0, *(turned - CENTRE for turned in range(-150, 210, 30)), 180.0]
    meridians = ([_drawn(latitude, turned) for latitude in range(-90, 91, 10)] for turned in east)
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in line) for line in (*parallels, *meridians))
