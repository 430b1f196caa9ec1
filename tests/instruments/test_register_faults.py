"""Files that are wrong, and what is said of them: everything at once, with its row and column."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from dispositif.instruments.models import Action
from dispositif.instruments.registers.acts import Change
from dispositif.instruments.registers.days import day_of, why_not
from dispositif.instruments.registers.layout import number_of, taken
from dispositif.kernel.finding import Severity
from dispositif.kernel.refusal import Refusal
from tests.instruments.registered import (
    FRANCE,
    FRANCE_IN,
    HEADS,
    PERU,
    ROWS,
    brought,
    codes,
    csv_of,
    looked,
    world_and_instruments,
)

pytestmark = pytest.mark.database
PAGE_HEADS = ("Participant", "Signature", "Ratification, Accession(a), Succession(d)")
LONG_HEAD = (
    "Participation in the Convention by virtue of ratification, accession or succession to the Protocol"
)


WRONG: list[tuple[Sequence[str], str]] = [
    (("UNTOC", "France", "ratification", "2999-01-01"), "future"),
    (("UNTOC", "France", "accession", "1999-10-29"), "before_adoption"),
    (("UNTOC", "France", "signature", "2000-12-01"), "before_opening"),
    (("UNTOC", "France", "ratification", "29/10/2002"), "no_day"),
    (("UNTOC", "France", "ratification", "soon"), "no_day"),
    (("UNTOC", "France", "ratification", ""), "no_day"),
    (("UNTOC", "France", "blessing", "2002-10-29"), "no_kind"),
    (("TURTLES", "France", "ratification", "2002-10-29"), "unknown"),
    (("UNTOC", "", "ratification", "2002-10-29"), "blank"),
    (("UNTOC", "France", "ratification", "=1+1"), "formula"),
    (("UNTOC", "F" * 201, "ratification", "2002-10-29"), "too_long"),
    (("UNTOC", "Fra\x07nce", "ratification", "2002-10-29"), "unprintable"),
    (("UNTOC", "France", "ratification", "2002-10-29", "and more"), "ragged"),
    (("UNTOC", "France", "ratification"), "ragged"),
    (("UNTOC", "Peru", "accession", "2004-01-01"), "two_consents"),
    (("UNTOC", "Peru", "ratification", "2002-01-23"), "twice"),
    (("UNTOC", "France", "withdrawal", "2020-01-01"), "no_effect"),
    (("SINGLE-CONVENTION-1961", "South Sudan", "accession", "1999-01-01"), "not_existing"),
    (("SINGLE-CONVENTION-1961", "European Union", "accession", "1999-01-01"), "not_eligible"),
    (("UNTOC", "Turkey", "ratification", "2003-03-25"), "other_name"),
]
"""A row → what is found in it."""


@pytest.fixture
def ready(database: None) -> None:
    world_and_instruments()


def refusal(content: bytes, name: str = "register.csv", **asked: Any) -> str:
    with pytest.raises(Refusal) as refused:
        looked(content, name, **asked)
    return refused.value.code.partition(".")[2] or refused.value.code


def test_what_is_wrong_is_named(ready: None) -> None:
    for row, code in WRONG:
        found = looked(csv_of([PERU, row]))
        assert code in codes(found), row
        one = next(one for one in found.findings if one.code == f"instruments.{code}")
        assert one.where == "3"
        mild = code in ("before_opening", "other_name")
        assert (one.severity is Severity.WARNING, found.refuses) == (mild, not mild)
        assert str(one).startswith("3: ")
        assert "%(" not in str(one)


def test_all_is_said_at_once_and_rolled_up(ready: None) -> None:
    rows = [("UNTOC", "France", "blessing", "31/12/2002")] * 40
    found = looked(csv_of(rows))
    assert [(one.code, one.count, len(one.first)) for one in found.rolled] == [
        ("instruments.no_day", 40, 5),
        ("instruments.no_kind", 40, 5),
    ]
    assert found.totals[Change.REFUSED] == 40


def test_two_signatures_and_two_consents_without_a_withdrawal_between(ready: None) -> None:
    again = ("UNTOC", "France", "signature", "2001-12-12")
    assert codes(looked(csv_of([FRANCE, again]))) == {"two_signatures"}
    heads = (*HEADS, "effective_on")
    left = ("UNTOC", "France", "withdrawal", "2010-01-01", "2011-01-01")
    back = ("UNTOC", "France", "accession", "2012-01-01", "")
    found = looked(csv_of([(*FRANCE_IN, ""), left, back], heads))
    assert (found.findings, found.totals[Change.NEW]) == ((), 3)
    early = (*left[:4], "2009-01-01")
    assert "effect_before" in codes(looked(csv_of([(*FRANCE_IN, ""), early, back], heads)))


def test_an_old_name_is_matched_and_said(ready: None) -> None:
    found = looked(csv_of([("UNTOC", "Swaziland", "ratification", "2012-09-24")]))
    (one,) = found.findings
    assert (one.severity, one.facts["participant"], one.value) == (Severity.WARNING, "SWZ", "Swaziland")
    assert "until" in str(one)
    assert [line.shown.participant for line in found.lines] == ["SWZ"]
    for code in ("FRA", "EU"):
        kind = "accession" if code == "EU" else "ratification"
        assert not looked(csv_of([("UNTOC", code, kind, "2004-05-21")])).findings
    noted = looked(csv_of([("UNTOC", "China 1, 2", "ratification", "2003-09-23")]))
    assert [line.shown.participant for line in noted.lines] == ["CHN"]


def test_what_is_no_register_is_refused(ready: None) -> None:
    assert refusal(b"") == "empty"
    assert refusal(b"instrument,participant,kind,on\n") == "no_rows"
    assert refusal(b"turtle,reef\n1,2\n") == "columns"
    assert refusal(csv_of(ROWS)[:60] + b"\x00\x00") == "not_text"
    assert refusal(b"\xff\xfe" + csv_of(ROWS)) == "encoding"
    assert refusal(b'"instrument,participant,kind,on\nUNTOC,France') == "broken"
    assert refusal(csv_of([["France", "", "12 Dec 2000"]], PAGE_HEADS)) == "instrument_missing"
    assert refusal(csv_of(ROWS), instrument="TURTLES") == "unknown"
    assert refusal(csv_of(ROWS), as_at=date(2026, 3, 2)) == "as_at_future"
    assert refusal(csv_of(ROWS), source="x" * 301) == "source_long"
    assert refusal(csv_of(ROWS), columns={"kind": "turtle"}) == "column_unknown"
    assert refusal(csv_of(ROWS), columns={"turtle": "kind"}) == "column_unknown"


def test_too_many_rows_are_refused(ready: None) -> None:
    rows = csv_of(["UNTOC", "France", "ratification", "2002-10-29"] for _ in range(100_001))
    assert refusal(rows) == "too_long"


def test_a_page_of_the_treaty_collection(ready: None) -> None:
    rows = [
        ("France", "12 Dec 2000", "29 Oct 2002"),
        ("Peru", "", "23 Jan 2002 a"),
        ("Norway", "", ""),
        ("Chad", "14 Dec 2000 d", ""),
    ]
    found = looked(csv_of(rows, PAGE_HEADS), "18-12.csv")
    assert (codes(found), found.refuses, found.as_at) == ({"idle"}, False, {"UNTOC": date(2002, 10, 29)})
    assert {(line.shown.participant, line.shown.kind.value) for line in found.lines} == {
        ("FRA", "signature"),
        ("FRA", "ratification"),
        ("PER", "accession"),
        ("TCD", "succession_to_signature"),
    }
    assert looked(csv_of(rows, PAGE_HEADS), "x.csv", instrument="18-12").lines == found.lines
    faulty = [("France", "12 Dec 2000 a", "29 Oct 2002 X"), ("Peru", "", "29/10/2002")]
    wrong = looked(csv_of(faulty, PAGE_HEADS), "18-12.csv")
    assert sorted(one.code for one in wrong.findings) == [
        "instruments.no_day",
        *["instruments.no_marker"] * 2,
    ]
    assert codes(looked(csv_of(rows, PAGE_HEADS), "99-9.csv")) >= {"unknown"}


def test_the_first_column_of_the_amended_convention_is_no_signature(ready: None) -> None:
    heads = ("Participant", LONG_HEAD, "Accession(a), Succession(d), Ratification")
    found = looked(csv_of([("Peru", "12 Sep 1977", "")], heads), "6-18.csv")
    assert [line.shown.kind.value for line in found.lines] == ["participation"]


def test_markers_are_checked_beside_the_action(ready: None) -> None:
    heads = ("untc_no", "participant", "action", "date", "untc_marker")
    one = ("18-12", "Peru", "accession", "23 Jan 2002")
    assert not looked(csv_of([(*one, "a")], heads)).findings
    assert codes(looked(csv_of([(*one, "AA")], heads))) == {"marker_differs"}
    assert codes(looked(csv_of([(*one, "z")], heads))) == {"no_marker"}


def test_columns_can_be_chosen(ready: None) -> None:
    heads = ("treaty", "who", "what", "when")
    chosen = {"participant": "Who", "kind": "what", "on": "when"}
    assert refusal(csv_of(ROWS, heads)) == "columns"
    assert looked(csv_of(ROWS, heads), columns=chosen).totals[Change.NEW] == 4
    without = looked(csv_of([PERU]), columns={"instrument": ""}, instrument="UNCAC", name="x.csv")
    assert [line.shown.instrument for line in without.lines] == []
    assert codes(without) == {"before_adoption"}


def test_a_file_about_another_instrument_than_the_one_chosen_is_refused(ready: None) -> None:
    assert codes(looked(csv_of(ROWS), instrument="UNCAC")) == {"other_instrument"}


def test_days_that_a_workbook_holds_are_welcome_and_formulas_are_not(ready: None) -> None:
    book = Workbook()
    book.active.append(HEADS)
    book.active.append(["UNTOC", "Peru", "ratification", date(2002, 1, 23)])
    book.active.append(["UNTOC", "France", '="ratification"', date(2002, 10, 29)])
    book.active.append(["UNTOC", date(2002, 1, 1), "ratification", date(2002, 10, 29)])
    content = BytesIO()
    book.save(content)
    found = looked(content.getvalue(), "register.xlsx")
    assert codes(found) == {"formula", "date"}
    assert [line.shown.on for line in found.lines] == [date(2002, 1, 23)]


def test_a_refused_row_takes_nothing_out(ready: None) -> None:
    brought(csv_of(ROWS))
    broken = (*FRANCE_IN[:3], "29/10/2002")
    found = looked(csv_of([FRANCE, broken, *ROWS[2:]]))
    assert found.refuses
    late = looked(csv_of([(*FRANCE[:3], "1999-01-01"), *ROWS[1:]]))
    assert late.totals[Change.GONE] == 0
    assert Action.objects.count() == 4


def test_days_are_read_one_way_or_not_at_all() -> None:
    assert day_of("2000-12-31") == day_of("31 Dec 2000") == day_of("31 December 2000") == date(2000, 12, 31)
    assert day_of("1 Sept 2000") == date(2000, 9, 1)
    for said in ("31/12/2000", "31 Feb 2000", "2000-13-01", "Dec 2000", "12 Foo 2000", "", "0001-01-01"):
        assert day_of(said) is None
    assert why_not("01/02/2000") != why_not("2000-02-31")


def test_layouts_are_known_by_their_headings() -> None:
    assert taken(["untc_no", "instrument", "participant", "action", "date", "untc_marker"]) == {
        "instrument": "untc_no", "participant": "participant", "kind": "action", "on": "date",
        "marker": "untc_marker"}  # fmt: skip
    own = ["instrument", "participant", "printed", "kind", "on", "effective_on", "symbol", "source"]
    assert taken(own) == {name: name for name in own}
    signed, consented = "signature, succession to signature(d)", "definitive signature(s), ratification"
    assert taken(["participant", signed, consented]) == {
        "participant": "participant", "signed": signed, "consented": consented}  # fmt: skip
    assert [number_of(name) for name in ("18-12-a.csv", "UNTC 6-15.xlsx", "2024-05-01.csv", "x.csv")] == [
        "18-12-a", "6-15", "", ""]  # fmt: skip
