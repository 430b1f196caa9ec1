"""How participants stand on any day: whatever was done, in whatever order it is told."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispositif.instruments.adherence import (
    REIO,
    Adherence,
    Deed,
    Treaty,
    bonds,
    in_force_on,
    signed_on,
    status,
    track,
)
from dispositif.instruments.rules import CONSENTING, CONSENTS, Kind, Status
from dispositif.world.rules import Presence

FIRST, LAST = date(2000, 1, 1), date(2003, 12, 31)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + timedelta(days))
MAYBE = st.none() | DAYS
ADVANCING = [Status.NOT_YET, Status.SIGNED, Status.CONSENTED, Status.PARTY]
STAYING = [kind for kind in Kind if kind is not Kind.WITHDRAWAL]
ADOPTED = date(2000, 6, 1)


@st.composite
def deeds(draw: st.DrawFn, kinds: Iterable[Kind] = tuple(Kind)) -> Deed:
    """An action after adoption; what takes effect does so on its day or later, a succession at any time."""
    kind, on = draw(st.sampled_from(list(kinds))), max(ADOPTED, draw(DAYS))
    effective_on = draw(MAYBE)
    if effective_on and kind is not Kind.SUCCESSION:
        effective_on = max(on, effective_on)
    return Deed(kind, on, effective_on)


LISTS = st.lists(deeds(), max_size=6)
TREATIES = st.builds(
    Treaty,
    code=st.just("X"),
    adopted_on=st.just(ADOPTED),
    in_force_on=st.none() | DAYS.map(lambda day: max(day, ADOPTED)),
    reio=st.booleans(),
    wait_days=st.sampled_from([0, 30, 90]),
    wait_months=st.sampled_from([0, 0, 2]),
)
WHO = ("AAA", "BBB", "CCC", "OLD", "EU")


@st.composite
def worlds(draw: st.DrawFn) -> Adherence:
    """Two instruments; States that are there, come, go, and continue another; an organization."""
    treaties = [draw(TREATIES), Treaty("Y", date(2001, 3, 1), None, reio=True, wait_days=30)]
    turn = draw(DAYS)
    spells = [
        Presence("AAA", "member", None, None),
        Presence("BBB", "observer", None, turn - timedelta(1)),
        Presence("BBB", "member", turn, None),
        Presence("CCC", "member", None, draw(DAYS)),
        Presence("OLD", "member", None, turn - timedelta(1)),
        Presence("NEW", "member", turn, None),
        Presence("EU", REIO, None, None),
    ]
    held = {("X", who): draw(LISTS) for who in WHO if draw(st.booleans())}
    gaps = {("X", "AAA"): draw(DAYS)} if draw(st.booleans()) else {}
    return Adherence(treaties, held, draw(st.permutations(spells)), {"NEW": ["OLD"]}, gaps)


@given(TREATIES, st.lists(deeds(STAYING), max_size=6), DAYS, DAYS)
def test_nobody_falls_back_who_does_not_withdraw(
    treaty: Treaty, held: list[Deed], one: date, other: date
) -> None:
    earlier, later = (status(treaty, held, day) for day in sorted((one, other)))
    assert ADVANCING.index(earlier) <= ADVANCING.index(later)


@given(TREATIES, LISTS, st.randoms(), DAYS)
def test_neither_order_nor_repetition_tells_anything(
    treaty: Treaty, held: list[Deed], chance: object, on: date
) -> None:
    other = held * 2
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert status(treaty, other, on) is status(treaty, held, on)
    assert bonds(treaty, other) == bonds(treaty, held)
    assert track(treaty, other) == track(treaty, held)


@given(TREATIES, LISTS)
def test_a_track_is_the_status_of_every_day(treaty: Treaty, held: list[Deed]) -> None:
    found = track(treaty, held)
    day = FIRST - timedelta(1)
    while day <= LAST + timedelta(100):
        assert found.at(day) is status(treaty, held, day), day
        day += timedelta(1)
    assert all(before is not after for before, after in pairwise(found.statuses))
    assert list(found.days) == sorted(set(found.days))


@given(TREATIES, st.lists(deeds(), max_size=6))
def test_consent_comes_before_it_is_in_force(treaty: Treaty, held: list[Deed]) -> None:
    for bond in bonds(treaty, held):
        assert bond.kind in CONSENTING
        assert bond.ended_on is None or bond.ended_on >= bond.consented_on
        if bond.in_force_on and bond.kind is not Kind.SUCCESSION:
            assert bond.consented_on <= bond.in_force_on
        if bond.in_force_on:
            assert treaty.in_force_on is not None
            assert treaty.in_force_on <= bond.in_force_on
    assert (treaty.in_force_on is None) <= all(bond.in_force_on is None for bond in bonds(treaty, held))


@given(worlds(), DAYS, st.sets(st.sampled_from([*WHO, "NEW", "NOBODY"])))
def test_the_counts_are_the_participants_of_the_day(held: Adherence, on: date, within: set[str]) -> None:
    for code in held.treaties:
        whole = held.count(code, on)
        some, rest = (
            held.count(code, on, frozenset(part)) for part in (within, {*held.universe(on)} - within)
        )
        assert whole.participants == len(held.universe(on))
        for one in (whole, some, rest):
            assert one.parties + one.not_yet_parties + one.not_eligible + one.unknown == one.participants
            assert one.parties <= one.consents <= one.parties + one.not_yet_parties
            assert one.of_states <= one.consents
            assert one.signatories <= one.participants
        for name in ("participants", "signatories", "consents", "parties", "not_yet_parties", "of_states"):
            assert getattr(some, name) + getattr(rest, name) == getattr(whole, name)


@given(worlds(), DAYS)
def test_column_grid_and_counts_say_the_same(held: Adherence, on: date) -> None:
    grid = held.grid(on)
    for code, column in grid.items():
        assert column == held.column(code, on)
        assert column.keys() == held.universe(on).keys()
        counted = held.count(code, on)
        assert counted.consents == sum(one in CONSENTS for one in column.values())
        assert counted.parties == sum(one is Status.PARTY for one in column.values())
        assert len(held.signatories(code, on)) == counted.signatories
        assert (
            all(one is Status.NOT_ELIGIBLE for one in column.values()) or on >= held.treaties[code].adopted_on
        )


@settings(max_examples=40)
@given(worlds(), DAYS, DAYS, st.lists(DAYS, min_size=1, max_size=5))
def test_spans_are_the_grid_of_every_day(held: Adherence, one: date, other: date, days: list[date]) -> None:
    first, last = sorted((one, other))
    spans = list(held.spans(first, last))
    assert all(first <= since <= until <= last for *_, since, until in spans)
    for day in (first, last, *(day for day in days if first <= day <= last)):
        on_day = [span for span in spans if span[3] <= day <= span[4]]
        found = {(code, who): said for code, who, said, _, _ in on_day}
        assert len(found) == len(on_day), "one status a day"
        grid = held.grid(day)
        assert found == {(code, who): said for code in grid for who, said in grid[code].items()}


@given(worlds(), DAYS)
def test_an_organization_is_counted_apart_from_states(held: Adherence, on: date) -> None:
    for code, treaty in held.treaties.items():
        counted, said = held.count(code, on), held.status(code, "EU", REIO, on)
        assert counted.consents - counted.of_states == (said in CONSENTS)
        if not treaty.reio:
            assert said is Status.NOT_ELIGIBLE


@given(worlds(), DAYS)
def test_what_it_continues_and_what_ended(held: Adherence, on: date) -> None:
    present = held.universe(on)
    assert ("OLD" in present) is not ("NEW" in present)
    assert held.line("OLD") == "NEW"
    said = held.status("X", "OLD", "member", on)
    assert said is held.status("X", "NEW", "member", on)
    assert said is not Status.UNKNOWN, "who continues it is in the register or is not"
    if ("X", "CCC") not in held.tracks and on >= ADOPTED:
        assert held.status("X", "CCC", "member", on) is Status.UNKNOWN
    if "NOBODY" not in present:
        assert held.count("X", on, frozenset({"NOBODY"})).participants == 0


@given(worlds(), DAYS)
def test_what_a_register_has_lost_is_unknown_until_it_tells_again(held: Adherence, on: date) -> None:
    told_from = held.gaps.get(("X", "AAA"), date.min)
    begun = any(day <= on for day in held.tracks[("X", "AAA")].days) if ("X", "AAA") in held.tracks else False
    lost = on >= ADOPTED and on < told_from and not begun
    assert (held.status("X", "AAA", "member", on) is Status.UNKNOWN) is lost


@given(worlds(), DAYS, DAYS)
def test_who_joined_between_two_days(held: Adherence, one: date, other: date) -> None:
    after, until = sorted((one, other))
    joined = held.joined("X", after, until)
    assert all(after < day <= until for day in joined.values())
    before, then = held.grid(after)["X"], held.grid(until)["X"]
    for who, said in then.items():
        track = held.tracks.get(("X", held.line(who)))
        fresh = said in CONSENTS and track is not None and track.at(after) not in CONSENTS
        if fresh and before.get(who) is not Status.NOT_ELIGIBLE and said is not Status.NOT_ELIGIBLE:
            assert who in joined or any(held.line(code) == held.line(who) for code in joined)


def test_coming_back_is_joining_again() -> None:
    spells = [Presence("BOL", "member", None, None)]
    one = Adherence([NARCOTICS], {("1961", "BOL"): BOLIVIA}, spells, {})
    assert list(track(NARCOTICS, BOLIVIA).consents()) == [date(1976, 9, 23), date(2013, 1, 10)]
    assert one.joined("1961", date(2012, 1, 1), date(2013, 1, 10)) == {"BOL": date(2013, 1, 10)}
    assert one.joined("1961", date(2013, 1, 10), date(2014, 1, 1)) == {}


NARCOTICS = Treaty("1961", date(1961, 3, 30), date(1964, 12, 13), wait_days=30)
BOLIVIA = (
    Deed(Kind.ACCESSION, date(1976, 9, 23)),
    Deed(Kind.WITHDRAWAL, date(2011, 6, 29), date(2012, 1, 1)),
    Deed(Kind.ACCESSION, date(2013, 1, 10)),
)
BOLIVIA_STOOD = {
    date(1976, 9, 22): Status.NOT_YET,
    date(1976, 9, 23): Status.CONSENTED,
    date(1976, 10, 23): Status.PARTY,
    date(2011, 12, 31): Status.PARTY,
    date(2012, 1, 1): Status.WITHDRAWN,
    date(2013, 1, 9): Status.WITHDRAWN,
    date(2013, 1, 10): Status.CONSENTED,
    date(2013, 2, 9): Status.PARTY,
}
"""United Nations Treaty Collection, chapter VI-15: the withdrawal and the return of Bolivia."""


@pytest.mark.parametrize(("on", "stood"), BOLIVIA_STOOD.items())
def test_a_withdrawal_and_the_return(on: date, stood: Status) -> None:
    assert status(NARCOTICS, BOLIVIA, on) is stood
    assert track(NARCOTICS, reversed(BOLIVIA)).at(on) is stood


def test_a_withdrawal_ends_a_consent_that_never_was_in_force() -> None:
    treaty = Treaty("X", date(2005, 1, 1), None)
    held = [Deed(Kind.RATIFICATION, date(2005, 5, 1)), Deed(Kind.WITHDRAWAL, date(2006, 1, 1))]
    said = [status(treaty, held, date(year, 6, 1)) for year in (2004, 2005, 2006)]
    assert said == [Status.NOT_YET, Status.CONSENTED, Status.WITHDRAWN]
    assert [bond.ended_on for bond in bonds(treaty, held)] == [date(2006, 1, 1)], (
        "at once, where no day is said"
    )


def test_consents_and_no_party() -> None:
    """On the day of A/RES/61/181 the Convention on Nuclear Terrorism had consents, and was not in force."""
    treaty = Treaty("N", date(2005, 4, 13), date(2007, 7, 7), wait_days=30)
    held = {("N", who): [Deed(Kind.RATIFICATION, date(2006, 11, 1))] for who in ("AAA", "BBB")}
    spells = [Presence(who, "member", None, None) for who in WHO]
    one = Adherence([treaty], held, spells, {})
    then, after = one.count("N", date(2006, 12, 20)), one.count("N", date(2007, 7, 7))
    assert (then.consents, then.parties, then.not_yet_parties) == (2, 0, 5)
    assert (after.consents, after.parties, after.not_yet_parties) == (2, 2, 3)


def test_an_older_action_is_borne_by_who_took_part_then() -> None:
    treaty = Treaty("1988", date(1988, 12, 20), date(1990, 11, 11), wait_days=90)
    spells = [
        Presence("SUN", "member", None, date(1991, 12, 25)),
        Presence("RUS", "member", date(1991, 12, 26), None),
    ]
    one = Adherence(
        [treaty], {("1988", "RUS"): [Deed(Kind.RATIFICATION, date(1990, 12, 17))]}, spells, {"RUS": ["SUN"]}
    )
    assert one.column("1988", date(1991, 6, 1)) == {"SUN": Status.PARTY}
    assert one.column("1988", date(1992, 1, 1)) == {"RUS": Status.PARTY}
    assert {
        (who, since, until) for _, who, said, since, until in one.spans(date(1991, 6, 1), date(1992, 1, 1))
    } == {
        ("SUN", date(1991, 6, 1), date(1991, 12, 25)),
        ("RUS", date(1991, 12, 26), date(1992, 1, 1)),
    }


@pytest.mark.parametrize(
    ("deposit", "binds"),
    [
        (date(2019, 1, 1), date(2019, 3, 1)),
        (date(2019, 1, 31), date(2019, 3, 1)),
        (date(2019, 11, 15), date(2020, 1, 1)),
        (date(2019, 12, 31), date(2020, 2, 1)),
        (date(2015, 6, 7), date(2018, 7, 1)),
    ],
)
def test_some_count_in_months(deposit: date, binds: date) -> None:
    """As article 22 (2) of the Beijing Convention: the first day of the second month after the deposit."""
    treaty = Treaty("B", date(2010, 9, 10), date(2018, 7, 1), wait_months=2)
    assert in_force_on(treaty, Deed(Kind.RATIFICATION, deposit)) == binds


def test_a_succession_waits_for_nothing() -> None:
    """A successor is bound as its predecessor was: the wait after a deposit is for who joins anew."""
    treaty = Treaty("U", date(2000, 11, 15), date(2003, 9, 29), wait_days=30)
    deposit, since = date(2006, 10, 23), date(2006, 6, 3)
    assert in_force_on(treaty, Deed(Kind.SUCCESSION, deposit)) == deposit
    assert in_force_on(treaty, Deed(Kind.SUCCESSION, deposit, since)) == since
    assert in_force_on(treaty, Deed(Kind.ACCESSION, deposit)) == deposit + timedelta(30)
    told = [Deed(Kind.SUCCESSION, deposit, since)]
    assert status(treaty, told, deposit - timedelta(1)) is Status.NOT_YET, "nobody had told the depositary"
    assert status(treaty, told, deposit) is Status.PARTY


@pytest.mark.parametrize(("days", "months"), [*product((0, 90), (0, 2))])
def test_at_the_ends_of_the_calendar(days: int, months: int) -> None:
    treaty = Treaty("X", date.min, date.min, reio=True, wait_days=days, wait_months=months)
    held = [Deed(Kind.ACCESSION, date.max), Deed(Kind.SIGNATURE, date.min)]
    one = Adherence([treaty], {("X", "AAA"): held}, [Presence("AAA", "member", None, None)], {})
    assert one.column("X", date.min) == {"AAA": Status.SIGNED}
    assert one.column("X", date.max)["AAA"] in CONSENTS
    spans = list(one.spans(date.min, date.max))
    assert (spans[0][3], spans[-1][4]) == (date.min, date.max)
    assert signed_on(held) == date.min


def test_only_one_half_is_held() -> None:
    """A participation, a succession to a signature, an application for a time: what each of them is."""
    treaty = Treaty("X", date(2000, 1, 1), date(2001, 1, 1))
    on = date(2002, 1, 1)
    said = {kind: status(treaty, [Deed(kind, date(2001, 6, 1))], on) for kind in Kind}
    parties = {kind for kind, one in said.items() if one is Status.PARTY}
    assert parties == CONSENTING
    assert said[Kind.SUCCESSION_TO_SIGNATURE] is said[Kind.SIGNATURE] is Status.SIGNED
    assert said[Kind.PROVISIONAL_APPLICATION] is said[Kind.WITHDRAWAL] is Status.NOT_YET
