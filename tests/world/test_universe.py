"""Who took part on which day, in what way, and together with whom."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispositif.world import queries
from dispositif.world.actions import Loaded
from dispositif.world.models import Participant, holds
from dispositif.world.rules import GroupingKind, Kind, Presence

pytestmark = pytest.mark.database
GROWTH = {
    1945: 51, 1946: 55, 1947: 57, 1948: 58, 1949: 59, 1950: 60, 1955: 76, 1956: 80, 1957: 82, 1958: 82,
    1960: 99, 1961: 104, 1962: 110, 1963: 113, 1964: 115, 1965: 117, 1966: 122, 1967: 123, 1968: 126,
    1970: 127, 1971: 132, 1973: 135, 1974: 138, 1975: 144, 1976: 147, 1977: 149, 1978: 151, 1979: 152,
    1980: 154, 1981: 157, 1983: 158, 1984: 159, 1989: 159, 1990: 159, 1991: 166, 1992: 179, 1993: 184,
    1994: 185, 1999: 188, 2000: 189, 2002: 191, 2006: 192, 2011: 193, 2025: 193,
}  # fmt: skip
"""Members at the end of a year, as the United Nations counts the growth of its membership."""
DAYS = (
    (date(2006, 12, 20), 192, 2),
    (date(2006, 6, 1), 191, 2),
    (date(2001, 2, 1), 189, 3),
    (date(2002, 9, 9), 189, 4),
    (date(2011, 7, 12), 192, 3),
    (date(2026, 11, 23), 193, 2),
)
"""A day, its Members, its other States."""
TURNS: dict[str, dict[str, Kind | None]] = {
    "CHE": {"2002-09-09": Kind.STATE, "2002-09-10": Kind.MEMBER},
    "PSE": {"2012-11-28": None, "2012-11-29": Kind.OBSERVER},
    "SUN": {"1991-12-23": Kind.MEMBER, "1991-12-24": None},
    "RUS": {"1991-12-23": None, "1991-12-24": Kind.MEMBER},
    "DDR": {"1972-01-01": Kind.STATE, "1980-01-01": Kind.MEMBER, "1990-10-03": None},
    "SRB": {"1992-04-26": None, "2000-10-31": Kind.STATE, "2000-11-01": Kind.MEMBER},
    "YUG": {"2000-10-31": Kind.MEMBER, "2000-11-01": None},
    "SYR": {"1958-02-21": Kind.MEMBER, "1961-10-12": None, "1961-10-13": Kind.MEMBER},
    "IDN": {"1965-06-01": Kind.STATE, "1966-09-28": Kind.MEMBER},
    "EU": {"1957-12-31": None, "1958-01-01": Kind.REIO},
    "SSD": {"2006-12-20": None, "2011-07-09": Kind.STATE, "2011-07-14": Kind.MEMBER},
}
AWAY = {"SYR": (date(1958, 2, 22), date(1961, 10, 12))}
"""Participants that were none for a while: Syria, a part of the United Arab Republic."""


def count(at: date, kind: Kind) -> int:
    return sum(one is kind for one in queries.universe(at).values())


def test_members_grow_as_the_united_nations_counts_them(loaded: Loaded) -> None:
    assert {year: count(date(year, 12, 31), Kind.MEMBER) for year in GROWTH} == GROWTH


def test_the_participants_of_a_day(loaded: Loaded) -> None:
    for at, members, states in DAYS:
        found = queries.universe(at)
        assert (count(at, Kind.MEMBER), count(at, Kind.STATE)) == (members, states), at
        assert list(found) == sorted(found)
        assert found["EU"] is Kind.REIO


def test_how_one_participant_took_part(loaded: Loaded) -> None:
    for code, days in TURNS.items():
        said = {day: queries.universe(date.fromisoformat(day)).get(code) for day in days}
        assert said == days, code


def test_spells_stand_in_order_and_are_those_of_one_participant(loaded: Loaded) -> None:
    spells = queries.presences()
    assert list(spells) == sorted(spells, key=lambda one: (one.code, one.since or date.min))
    swiss = [one for one in spells if one.code == "CHE"]
    assert swiss == [
        Presence("CHE", Kind.STATE, None, date(2002, 9, 9)),
        Presence("CHE", Kind.MEMBER, date(2002, 9, 10), None),
    ]
    rows = queries.standings(queries.participant("CHE"))
    assert [(row.valid_from, row.valid_to) for row in rows] == [(one.since, one.until) for one in swiss]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(at=st.dates(date(1945, 10, 24), date(2030, 12, 31)))
def test_the_universe_agrees_with_the_spells(loaded: Loaded, at: date) -> None:
    """On each day every participant that exists has one kind, and nobody else has any."""
    kinds: dict[str, list[Kind]] = {}
    for one in queries.presences():
        if (one.since is None or one.since <= at) and (one.until is None or at <= one.until):
            kinds.setdefault(one.code, []).append(one.kind)
    assert {code: [kind] for code, kind in queries.universe(at).items()} == kinds
    there = set(Participant.objects.filter(holds(at)).values_list("code", flat=True))
    assert there - kinds.keys() == {code for code, (gone, back) in AWAY.items() if gone <= at <= back}
    assert kinds.keys() <= there


def test_who_continues_whom(loaded: Loaded) -> None:
    assert queries.continued() == {"RUS": (("SUN", date(1991, 12, 24)),)}


def test_successors_are_there_on_their_day(loaded: Loaded) -> None:
    rows = list(queries.successions())
    heirs: dict[str, set[str]] = {}
    for row in rows:
        assert row.valid_from is not None
        heirs.setdefault(row.predecessor.code, set()).add(row.successor.code)
        assert row.successor.code in queries.universe(row.valid_from), row
    assert heirs["YUG"] == {"BIH", "HRV", "MKD", "SRB", "SVN"}
    assert heirs["CSK"] == {"CZE", "SVK"}
    assert len(heirs["SUN"]) == 12
    assert {"EST", "LVA", "LTU"}.isdisjoint(heirs["SUN"])
    days = [row.valid_from for row in rows if row.valid_from]
    assert days == sorted(days)


def test_names_of_those_that_are_there(loaded: Loaded) -> None:
    at = date(2006, 12, 20)
    rows = {row.participant.code: row.name for row in queries.participants("en", at)}
    assert rows.keys() == queries.universe(at).keys()
    assert (rows["TUR"], rows["MKD"]) == ("Turkey", "the former Yugoslav Republic of Macedonia")
    assert "SSD" not in rows
    assert "SUN" in {row.participant.code for row in queries.participants("fr", date(1980, 1, 1))}


def test_everyone_has_a_name_by_the_one_nearest_in_time(loaded: Loaded) -> None:
    for language in ("en", "fr", "ru", "es", "zh", "ar"):
        assert len(queries.names(language, date(2006, 12, 20))) == 204
    then, now = queries.names("en", date(1961, 5, 1)), queries.names("en", date(2026, 1, 1))
    assert (then["SSD"][0], now["SUN"][0]) == ("South Sudan", "Union of Soviet Socialist Republics")
    assert (then["LKA"][0], now["LKA"][0]) == ("Ceylon", "Sri Lanka")
    name, key, verified = queries.names("ru", date(2000, 1, 1))["TUR"]
    assert (name, type(key), verified) == ("Турция", bytes, True)


def test_former_names_follow_each_other(loaded: Loaded) -> None:
    rows = [row for row in queries.former_names("en") if row.participant.code == "KHM"]
    assert [row.name for row in rows] == ["Cambodia", "Khmer Republic", "Cambodia", "Democratic Kampuchea"]
    for earlier, later in pairwise(rows):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_regions_hold_the_participants_of_their_parts(loaded: Loaded) -> None:
    africa, northern = queries.within(queries.region("002")), queries.within(queries.region("015"))
    assert northern < africa
    assert {"EGY", "SDN"} <= northern
    assert "KEN" in africa - northern
    assert queries.within(queries.region("001")) | {"EU"} == set(queries.names("en", date(2026, 1, 1)))


def test_an_office_region_is_no_region_of_m49(loaded: Loaded) -> None:
    at = date(2026, 1, 1)
    office = queries.members(queries.grouping("ROMENA"), at)
    assert {"EGY", "IRQ", "PSE"} <= office
    egypt = queries.participant("EGY")
    assert egypt.region is not None
    assert (egypt.region.m49, queries.belonging(at)["EGY"][GroupingKind.OFFICE_REGION]) == ("015", ["ROMENA"])
    assert not office & queries.members(queries.grouping("ROCA"), at)


def test_groups_change_with_the_day(loaded: Loaded) -> None:
    least = queries.grouping("LDC")
    assert len(queries.members(least, date(2026, 1, 1))) == 44
    assert {"CPV", "MDV", "BTN"} <= queries.members(least, date(2006, 12, 20))
    assert "CPV" not in queries.members(least, date(2007, 12, 20))
    assert "CHL" not in queries.members(queries.grouping("ODA"), date(2018, 1, 1))
    codes = [row.grouping.code for row in queries.groupings("fr", date(2026, 1, 1))]
    assert {"LDC", "LLDC", "SIDS", "ODA", "ROMENA"} <= set(codes)
    assert queries.name_of(least, "ru", date(2026, 1, 1)).name == "Least developed countries"


def test_every_state_has_its_place(loaded: Loaded) -> None:
    places = queries.places()
    assert places.keys() | {"EU"} == set(queries.names("en", date(2026, 1, 1)))
    assert places["NRU"] == pytest.approx((-0.5, 166.9), abs=1)
    assert places["FJI"] == pytest.approx((-17.8, 178), abs=1)
