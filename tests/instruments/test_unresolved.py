"""Names that nobody recognises: they wait, keep their instrument from being published, and are settled."""

from datetime import date

import pytest

from dispositif.instruments.actions.notify import set_aside_name, settle_name
from dispositif.instruments.models import Action, Instrument, Unresolved
from dispositif.instruments.queries.adherence import registers
from dispositif.instruments.queries.register import COLUMNS, exported, names_waiting
from dispositif.instruments.registers.acts import Change
from dispositif.instruments.rules import Holding
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from dispositif.world.queries import participant
from tests.instruments.registered import (
    FRANCE,
    FRANCE_IN,
    ON,
    PERU,
    brought,
    csv_of,
    looked,
    standing,
    world_and_instruments,
)

pytestmark = pytest.mark.database
FRNACE = ("UNTOC", "Frnace", "signature", "2000-12-12")
FRNACE_IN = ("UNTOC", "Frnace", "ratification", "2002-10-29")
REEF = ("UNTOC", "Republic of Reefs", "ratification", "2002-10-29")


@pytest.fixture
def ready(database: None) -> None:
    world_and_instruments()


def holding() -> Holding:
    return registers().holding("UNTOC", ON)


def settle(printed: str, code: str) -> None:
    for one in Unresolved.objects.filter(printed=printed, settled_at=None):
        settle_name(unresolved=one, participant=participant(code), by=local_administrator(), on=ON)


def test_a_name_that_nobody_bears_blocks_until_it_is_settled(ready: None) -> None:
    found = looked(csv_of([PERU, FRNACE, FRNACE_IN]))
    assert (found.refuses, found.waiting, found.totals[Change.UNRESOLVED]) == (False, ["Frnace"], 2)
    brought(csv_of([PERU, FRNACE, FRNACE_IN]))
    assert (Action.objects.count(), Unresolved.objects.count()) == (1, 2)
    assert holding() is Holding.UNRESOLVED
    (name,) = names_waiting()
    assert (name.printed, len(name.acts), name.likely[0]) == ("Frnace", 2, "FRA")
    settle("Frnace", "FRA")
    assert holding() is Holding.HELD
    assert {row[1:4] for row in standing()} >= {("FRA", "ratification", date(2002, 10, 29))}
    assert names_waiting() == []


def test_the_same_file_again_changes_nothing_whether_the_name_waits_or_is_settled(ready: None) -> None:
    file = csv_of([PERU, FRNACE, REEF])
    brought(file)
    assert not looked(file).changes
    assert not looked(b"\n".join(map(_line, exported([Instrument.objects.get(code="UNTOC")])))).changes
    settle("Frnace", "FRA")
    reef = Unresolved.objects.get(printed="Republic of Reefs")
    set_aside_name(unresolved=reef, reason="no State is called so", by=local_administrator(), on=ON)
    found = looked(file)
    assert (found.changes, found.refuses, found.totals[Change.SAME]) == (False, False, 3)
    assert {one.code for one in found.findings} == {"instruments.other_name"}
    assert holding() is Holding.HELD


def _line(row: tuple[object, ...]) -> bytes:
    return ",".join("" if cell is None else str(cell) for cell in row).encode()


def test_a_later_file_without_the_name_takes_it_out(ready: None) -> None:
    brought(csv_of([PERU, FRNACE]))
    found = looked(csv_of([PERU, FRANCE]))
    assert (found.totals[Change.GONE], found.totals[Change.NEW]) == (1, 1)
    brought(csv_of([PERU, FRANCE]))
    assert holding() is Holding.HELD
    assert looked(csv_of([PERU, FRANCE, FRNACE])).waiting == ["Frnace"]


def test_a_misprint_takes_out_nobody_that_it_may_mean(ready: None) -> None:
    brought(csv_of([PERU, FRANCE, FRANCE_IN]))
    found = looked(csv_of([PERU, FRNACE, FRNACE_IN]))
    assert (found.totals[Change.GONE], found.totals[Change.UNRESOLVED]) == (0, 2)
    brought(csv_of([PERU, FRNACE, FRNACE_IN]))
    settle("Frnace", "FRA")
    assert Action.objects.filter(superseded_at=None).count() == 3
    assert not looked(csv_of([PERU, FRNACE, FRNACE_IN])).changes


def test_a_name_is_not_settled_against_what_is_held_nor_twice(ready: None) -> None:
    brought(csv_of([PERU, (*FRNACE_IN[:3], "2003-01-01")]))
    waiting, by = Unresolved.objects.get(), local_administrator()
    with pytest.raises(Refusal) as refused:
        settle_name(unresolved=waiting, participant=participant("PER"), by=by, on=ON)
    assert refused.value.code == "instruments.two_consents"
    with pytest.raises(Refusal) as refused:
        set_aside_name(unresolved=waiting, reason=" ", by=by, on=ON)
    assert refused.value.code == "instruments.no_reason"
    settle("Frnace", "FRA")
    with pytest.raises(Refusal) as refused:
        settle_name(unresolved=waiting, participant=participant("FRA"), by=by, on=ON)
    assert refused.value.code == "instruments.settled"


def test_who_was_meant_elsewhere_is_proposed(ready: None) -> None:
    brought(csv_of([("UNTOC", "Reef Land", "ratification", "2002-10-29")]))
    settle("Reef Land", "NOR")
    brought(csv_of([("UNCAC", "Reef Land", "ratification", "2006-06-29")]))
    assert [(one.printed, one.likely[0]) for one in names_waiting()] == [("Reef Land", "NOR")]
    assert COLUMNS[1] == "participant"
