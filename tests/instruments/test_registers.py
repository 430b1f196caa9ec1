"""Importing registers: the same facts by whatever file, once, in whatever order."""

import csv
import io
import random
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from dispositif.files.writing import written
from dispositif.instruments.actions.register import import_register
from dispositif.instruments.facts import actions as shipped
from dispositif.instruments.models import Action, Edition, Instrument, Unresolved
from dispositif.instruments.queries.register import exported
from dispositif.instruments.registers.acts import Change
from dispositif.instruments.rules import CONSENTING, Kind
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator
from tests.instruments.registered import (
    FRANCE,
    FRANCE_IN,
    ON,
    PERU,
    ROWS,
    UNION,
    brought,
    codes,
    csv_of,
    looked,
    pages,
    standing,
    tidy,
    told,
    world_and_instruments,
)

pytestmark = pytest.mark.database
CONSENTS = {
    "UNTOC": 179,
    "UNTOC-TIP": 159,
    "UNTOC-SOM": 138,
    "UNTOC-FIREARMS": 109,
    "UNCAC": 171,
    "SINGLE-CONVENTION-1961": 154,
    "PSYCHOTROPICS-1971": 183,
    "ILLICIT-TRAFFIC-1988": 189,
}
"""Binding actions on the last day covered, organizations included: provenance page of the data."""


@pytest.fixture
def ready(database: None) -> None:
    world_and_instruments()


def test_the_tidy_table_gives_the_consents_of_its_provenance(ready: None, shared: Path) -> None:
    start = perf_counter()
    editions = brought(tidy(shared), "actions_tidy_2015.csv")
    took = perf_counter() - start
    assert took < 3
    assert (len(editions), Action.objects.count(), Unresolved.objects.count()) == (15, 3563, 0)
    kinds = [kind.value for kind in CONSENTING]
    for code, number in CONSENTS.items():
        held = Action.objects.filter(instrument__code=code, kind__in=kinds)
        assert (code, held.count()) == (code, number)
    newest = {one.instrument.code: one.as_at for one in editions}
    assert (newest["UNTOC"], newest["UNCAC"]) == (date(2013, 10, 17), date(2014, 4, 2))
    assert sum(one.rows for one in editions) == 3563
    assert Action.objects.filter(kind=Kind.PARTICIPATION, instrument__untc="6-18").count() == 140


def test_pages_and_the_shipped_table_and_the_export_give_the_same_state(ready: None, shared: Path) -> None:
    for file in pages(shared):
        brought(file.read_bytes(), file.name)
    by_pages = {row[:5] for row in standing()}
    assert len(by_pages) == 3563
    for content, name in ((tidy(shared), "tidy.csv"), (shipped(), "actions.csv")):
        found = looked(content, name)
        assert (found.changes, found.refuses) == (False, False), codes(found)
        assert found.totals[Change.SAME] == 3563
    for file_format in ("csv", "xlsx"):
        found = looked(written(exported(Instrument.objects.all()), file_format), f"x.{file_format}")
        assert (found.changes, found.refuses, found.totals[Change.SAME]) == (False, False, 3563)
    assert {row[:5] for row in standing()} == by_pages


def test_importing_twice_changes_nothing(ready: None) -> None:
    assert [one.instrument.code for one in brought(csv_of(ROWS))] == ["UNTOC"]
    before = (len(told()), Edition.objects.count(), Instrument.objects.get(code="UNTOC").revision)
    assert brought(csv_of(ROWS)) == []
    assert brought(csv_of(ROWS), source="other words for the same") == []
    after = (len(told()), Edition.objects.count(), Instrument.objects.get(code="UNTOC").revision)
    assert before == after
    assert brought(csv_of(ROWS), as_at=date(2020, 1, 1))[0].as_at == date(2020, 1, 1)


def test_any_order_of_the_rows_gives_the_same_state(ready: None, shared: Path) -> None:
    rows = list(csv.reader(io.StringIO(tidy(shared).decode())))
    chosen = [row for row in rows[1:] if row[0] in ("18-12", "6-18", "18-15")]
    lines = None
    for seed in range(4):
        random.Random(seed).shuffle(chosen)
        found = looked(csv_of(chosen, rows[0]))
        said = [(one.shown.instrument, one.shown.participant, *one.shown.deed) for one in found.lines]
        assert lines in (None, said)
        lines = said
    brought(csv_of(chosen, rows[0]))
    random.Random(9).shuffle(chosen)
    assert not looked(csv_of(chosen, rows[0])).changes


def test_what_changed_and_what_is_gone_is_superseded(ready: None) -> None:
    brought(csv_of(ROWS), as_at=date(2010, 1, 1), source="first")
    later = (*FRANCE_IN[:3], "2002-10-30")
    found = looked(csv_of([FRANCE, later, UNION]), as_at=date(2011, 1, 1))
    assert found.counts["UNTOC"] == {
        Change.NEW: 0, Change.CHANGED: 1, Change.GONE: 1, Change.UNRESOLVED: 0, Change.SAME: 2,
        Change.REFUSED: 0}  # fmt: skip
    import_register(found=found, seen=found.seen, by=local_administrator(), on=ON)
    assert {(row[1], row[2], row[3]) for row in standing()} == {
        ("FRA", "signature", date(2000, 12, 12)),
        ("FRA", "ratification", date(2002, 10, 30)),
        ("EU", "approval", date(2004, 5, 21)),
    }
    assert Action.objects.filter(superseded_at__isnull=False).count() == 2
    said = told()[0][2]
    assert (said["rows"], said["as_at"]) == ({"changed": 1, "gone": 1, "same": 2}, "2011-01-01")


def test_additions_only_add(ready: None) -> None:
    extra = csv_of([("UNTOC", "Norway", "ratification", "2003-09-23"), PERU])
    assert codes(looked(extra, whole=False)) == {"no_register"}
    brought(csv_of(ROWS))
    assert brought(extra, whole=False) == []
    assert Action.objects.filter(superseded_at=None).count() == 5
    assert Edition.objects.count() == 1
    assert Instrument.objects.get(code="UNTOC").revision == 2
    two = csv_of([("UNTOC", "Peru", "accession", "2005-01-23")])
    assert codes(looked(two, whole=False)) == {"two_consents"}


def test_an_older_state_and_half_a_file_do_not_replace_a_newer_whole(ready: None, shared: Path) -> None:
    page = shared / "data/treaties/untc-2015/18-12.csv"
    brought(page.read_bytes(), page.name)
    half = b"\n".join(page.read_bytes().splitlines()[:90])
    found = looked(half, page.name, as_at=date(2013, 10, 17))
    assert "half_a_file" in codes(found)
    assert found.refuses
    with pytest.raises(Refusal, match="nothing was written"):
        import_register(found=found, seen=found.seen, by=local_administrator(), on=ON)
    assert not looked(half, page.name, whole=False).refuses
    assert "older" in codes(looked(csv_of(ROWS)))
    assert {"older", "after_as_at"} <= codes(looked(page.read_bytes(), page.name, as_at=date(2005, 1, 1)))


def test_a_few_missing_rows_are_no_half_file(ready: None, shared: Path) -> None:
    page = shared / "data/treaties/untc-2015/18-12.csv"
    brought(page.read_bytes(), page.name)
    lines = page.read_bytes().splitlines()
    found = looked(b"\n".join(lines[:4] + lines[6:]), page.name, as_at=date(2013, 10, 17))
    assert (found.refuses, found.totals[Change.GONE]) == (False, 4)


def test_what_came_after_the_last_day_of_a_file_stays(ready: None) -> None:
    brought(csv_of([FRANCE, FRANCE_IN]))
    brought(csv_of([("UNTOC", "Norway", "ratification", "2009-09-23")]), whole=False)
    found = looked(csv_of([FRANCE, FRANCE_IN, PERU]), as_at=date(2008, 1, 1))
    assert (found.refuses, found.totals[Change.GONE], found.totals[Change.NEW]) == (False, 0, 1)
    other = looked(csv_of([FRANCE, FRANCE_IN, ("UNTOC", "Norway", "ratification", "2007-09-23")]))
    assert codes(other) == {"two_consents"}


def test_a_page_cannot_take_out_what_it_cannot_tell(ready: None) -> None:
    heads = (*("instrument", "participant", "kind", "on", "effective_on", "symbol"),)
    rows = [
        (*PERU, "", "C.N.1.2002"),
        ("UNTOC", "PER", "withdrawal", "2010-01-01", "2011-01-01", "C.N.2.2010"),
        ("UNTOC", "PER", "accession", "2013-01-01", "", ""),
    ]
    brought(csv_of(rows, heads))
    again = looked(csv_of([("UNTOC", "Peru", "accession", "2013-01-01")]))
    assert (again.changes, again.refuses) == (False, False)
    fuller = looked(csv_of([(*rows[0][:5], "C.N.3.2002"), *rows[1:]], heads))
    assert fuller.counts["UNTOC"][Change.CHANGED] == 1
    assert looked(csv_of(rows[2:], heads)).totals[Change.GONE] == 2


def test_who_looked_at_another_state_writes_nothing(ready: None) -> None:
    found = looked(csv_of(ROWS))
    brought(csv_of([FRANCE]))
    with pytest.raises(Refusal) as refused:
        import_register(found=found, seen=found.seen, by=local_administrator(), on=ON)
    assert refused.value.code == "instruments.stale"
    with pytest.raises(Refusal):
        import_register(found=looked(csv_of(ROWS)), seen={}, by=local_administrator(), on=ON)
    assert Action.objects.count() == 1
