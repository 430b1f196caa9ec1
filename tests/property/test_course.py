"""A course of pieces: whatever is amended, earlier days stay as they were."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dispositif.mandates.rules import Piece, amended

BEGINS = date(2007, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: BEGINS + timedelta(days))
CHANGES = st.dictionaries(st.sampled_from(["status", "owner_id", "due_on"]), st.integers(0, 3), min_size=1)
STEPS = st.lists(st.tuples(DAYS, CHANGES), max_size=8)


def _begun() -> list[Piece]:
    return [Piece(BEGINS, None, (("status", 0), ("owner_id", 0), ("due_on", 0)))]


def _on(pieces: list[Piece], day: date) -> dict[str, int]:
    (found,) = [piece for piece in pieces if piece.holds(day)]
    return dict(found.facts)


@given(STEPS, DAYS, CHANGES, DAYS)
def test_the_change_holds_from_its_day_on_and_not_before(
    steps: list[tuple[date, dict[str, int]]], since: date, changes: dict[str, int], asked: date
) -> None:
    pieces = _begun()
    for day, facts in steps:
        pieces = amended(pieces, day, facts)
    before, after = _on(pieces, asked), _on(amended(pieces, since, changes), asked)
    assert after == (before | changes if asked >= since else before)


@given(STEPS)
def test_pieces_cover_every_day_once_and_neighbours_differ(
    steps: list[tuple[date, dict[str, int]]],
) -> None:
    pieces = _begun()
    for day, facts in steps:
        pieces = amended(pieces, day, facts)
    assert pieces[0].since == BEGINS
    assert pieces[-1].until is None
    for one, after in pairwise(pieces):
        assert one.until == after.since
        assert dict(one.facts) != dict(after.facts)


@given(STEPS, DAYS, CHANGES)
def test_saying_it_twice_says_it_once(
    steps: list[tuple[date, dict[str, int]]], since: date, changes: dict[str, int]
) -> None:
    pieces = _begun()
    for day, facts in steps:
        pieces = amended(pieces, day, facts)
    once = amended(pieces, since, changes)
    assert amended(once, since, changes) == once
