"""A course of pieces: whatever is amended, earlier days stay as they were."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dispositif.mandates.rules import Piece, amended, changes_next

BEGINS = date(2007, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: BEGINS + timedelta(days))
CHANGES = st.dictionaries(st.sampled_from(["status", "owner_id", "due_on"]), st.integers(0, 3), min_size=1)
STEPS = st.lists(st.tuples(DAYS, CHANGES), max_size=8)


def _course(steps: list[tuple[date, dict[str, int]]]) -> list[Piece]:
    pieces = [Piece(BEGINS, None, (("status", 0), ("owner_id", 0), ("due_on", 0)))]
    for day, facts in steps:
        pieces = amended(pieces, day, facts, onward=day.day % 2 == 0)
    return pieces


def _on(pieces: list[Piece], day: date) -> dict[str, int]:
    (found,) = [piece for piece in pieces if piece.holds(day)]
    return dict(found.facts)


@given(STEPS, DAYS, CHANGES, DAYS)
def test_onward_a_change_holds_from_its_day_on_and_not_before(
    steps: list[tuple[date, dict[str, int]]], since: date, changes: dict[str, int], asked: date
) -> None:
    pieces = _course(steps)
    after = _on(amended(pieces, since, changes, onward=True), asked)
    assert after == (_on(pieces, asked) | changes if asked >= since else _on(pieces, asked))


@given(STEPS, DAYS, CHANGES, DAYS)
def test_what_was_said_to_change_later_still_does(
    steps: list[tuple[date, dict[str, int]]], since: date, changes: dict[str, int], asked: date
) -> None:
    pieces = _course(steps)
    before, after = _on(pieces, asked), _on(amended(pieces, since, changes), asked)
    for name, value in before.items():
        until = changes_next(pieces, since, name)
        covered = since <= asked and (until is None or asked < until)
        assert after[name] == (changes.get(name, value) if covered else value)


@given(STEPS)
def test_pieces_cover_every_day_once_and_neighbours_differ(
    steps: list[tuple[date, dict[str, int]]],
) -> None:
    pieces = _course(steps)
    assert pieces[0].since == BEGINS
    assert pieces[-1].until is None
    for one, after in pairwise(pieces):
        assert one.until == after.since
        assert dict(one.facts) != dict(after.facts)


@given(STEPS, DAYS, CHANGES)
def test_saying_it_twice_says_it_once(
    steps: list[tuple[date, dict[str, int]]], since: date, changes: dict[str, int]
) -> None:
    pieces = _course(steps)
    once = amended(pieces, since, changes)
    assert amended(once, since, changes) == once
