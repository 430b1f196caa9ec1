"""The register as a spreadsheet: what an import makes of each row, and what it writes."""

import io
from datetime import date
from itertools import product

import pytest
from django.test import Client
from openpyxl import load_workbook

from dispositif.kernel.refusal import Refusal
from dispositif.mandates import actions, rules
from dispositif.mandates.models import Mandate, Statement
from dispositif.mandates.sheets.columns import NAMES
from dispositif.mandates.sheets.preview import Outcome, preview
from dispositif.mandates.sheets.reading import read
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.world.queries import entity
from tests.mandates.registered import again
from tests.mandates.shelf import ON, shelf
from tests.mandates.spreadsheets import NEW, changed, exported, looked, said, written

pytestmark = pytest.mark.database


@pytest.fixture
def held(database: None) -> dict[str, Mandate]:
    return shelf()


@pytest.fixture
def by(database: None) -> Person:
    return local_administrator()


def test_the_file_says_what_the_register_says(held: dict[str, Mandate]) -> None:
    rows = exported()
    assert [row["paragraph"] for row in rows] == ["2", "3", "4", "5"]
    first = rows[0]
    assert first["mandate"] == str(held["2"].uuid)
    assert (first["symbol"], first["act_number"], first["kind"]) == ("A/RES/61/88", "1", "mandate")
    assert (first["owner"], first["themes"], first["seen"]) == ("UNODC", "CORRUPTION", "2")
    assert first["sentence"].startswith("Requests the Secretary-General to provide")
    assert rows[2]["status"] == "in_progress"
    assert rows[2]["status_on"] == "2007-01-01"
    assert [row["evidence"] for row in rows] == [""] * 4


def test_what_is_exported_is_imported_as_the_same(held: dict[str, Mandate]) -> None:
    for language, file_format in product(("en", "fr"), ("csv", "xlsx")):
        client = Client(headers={"accept-language": language})
        content = client.get(f"/mandates/?format={file_format}").content
        found = preview(read(content, "register"), ON)
        assert found.findings == [], (language, file_format)
        assert found.counts == {Outcome.SAME: 4}
        assert not found.writes


def test_a_workbook_can_be_opened_by_others(held: dict[str, Mandate]) -> None:
    content = Client().get("/mandates/?format=xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == list(NAMES)
    assert sheet["I2"].value == "UNODC"


def test_owners_themes_days_and_statuses_are_written(held: dict[str, Mandate], by: Person) -> None:
    rows = changed(exported(), "5", owner="SG", supporting="UNODC; OHCHR", themes="TIP, CORRUPTION")
    rows = changed(rows, "2", owner="", due_on="2010-05-01")
    rows = changed(
        rows, "4", status="completed", status_on="2008-02-01", evidence="A/63/99 tells.", due_on=""
    )
    found = looked(rows)
    assert found.counts == {Outcome.SAME: 1, Outcome.CHANGED: 3}
    assert found.plans[0].cells == {"owner": ("UNODC", ""), "due_on": ("", "2010-05-01")}
    assert written(rows, by).state == "written"
    two, four, five = (again(held[path]) for path in "245")
    assert (two.owner, two.due_on) == (None, date(2010, 5, 1))
    assert (four.status, four.status_on, four.due_on) == ("completed", date(2008, 2, 1), None)
    assert Statement.objects.filter(mandate=four).order_by("-pk")[0].evidence == "A/63/99 tells."
    assert five.owner == entity("SG")
    assert {one.code for one in five.supporting.all()} == {"UNODC", "OHCHR"}
    assert {one.code for one in five.themes.all()} == {"TIP", "CORRUPTION"}
    assert looked(exported()).counts == {Outcome.SAME: 4}


def test_the_same_file_once_more_changes_nothing(held: dict[str, Mandate], by: Person) -> None:
    rows = changed(exported(), "5", owner="SG")
    rows = changed(rows, "4", status="completed", status_on="2008-02-01", evidence="A/63/99 tells.")
    written(rows, by)
    assert looked(rows).counts == {Outcome.SAME: 4}
    assert looked(rows).findings == []


def test_an_officer_stays_when_the_owner_changes(held: dict[str, Mandate], by: Person) -> None:
    actions.assign(mandate=held["5"], owner=entity("SG"), officer=by, seen=0, by=by, on=ON)
    written(changed(exported(), "5", owner="UNODC"), by)
    assert (again(held["5"]).officer, again(held["5"]).officer_name) == (by.uuid, by.name)


def test_an_act_that_is_not_registered_is_new(held: dict[str, Mandate], by: Person) -> None:
    row = dict.fromkeys(NAMES, "") | {"symbol": "A/RES/61/88", "paragraph": "1", "act_number": "1"}
    rows = [*exported(), row | {"kind": "mandate", "owner": "SG", "themes": "TIP", "due_on": "2009-01-01"}]
    found = looked(rows)
    assert (found.counts, found.findings) == ({Outcome.SAME: 4, Outcome.NEW: 1}, [])
    written(rows, by)
    one = Mandate.objects.get(provision__path="1")
    assert (one.owner, one.due_on, one.kind) == (entity("SG"), date(2009, 1, 1), "mandate")
    assert [theme.code for theme in one.themes.all()] == ["TIP"]
    assert looked(exported()).counts == {Outcome.SAME: 5}


def test_a_new_act_can_say_how_it_stands(held: dict[str, Mandate], by: Person) -> None:
    row = dict.fromkeys(NAMES, "") | {"symbol": "a/res/61/88", "paragraph": "1", "act_number": "1"}
    row |= {"kind": "mandate", "status": "in_progress", "status_on": "2007-02-01"}
    written([row], by)
    assert Mandate.objects.get(provision__path="1").status == rules.Status.IN_PROGRESS


UNREGISTRABLE = [
    ({"kind": "duty"}, "kind", "mandates.sheet_kind"),
    ({"symbol": "A/RES/61/99"}, "symbol", "mandates.sheet_no_act"),
    ({"symbol": "nonsense"}, "symbol", "mandates.sheet_no_act"),
    ({"paragraph": "9"}, "symbol", "mandates.sheet_no_act"),
    ({"act_number": "0"}, "symbol", "mandates.sheet_no_act"),
    ({"paragraph": "2"}, "mandate", "mandates.registered"),
    ({"act": "decide"}, "act", "mandates.sheet_read_only"),
    ({"due_on": "2001-01-01"}, "due_on", "mandates.due_before_adoption"),
    ({"kind": "states", "status": "completed"}, "status", "mandates.no_such_move"),
]


def test_what_cannot_be_registered_is_refused_in_its_cell(held: dict[str, Mandate]) -> None:
    for cells, column, code in UNREGISTRABLE:
        found = looked([dict.fromkeys(NAMES, "") | NEW | cells])
        assert (column, code) in [(one.column, one.code) for one in found.findings], cells
        assert found.counts == {Outcome.REFUSED: 1}, cells


def test_what_is_no_act_of_an_organ_or_is_gone_is_not_registered(held: dict[str, Mandate]) -> None:
    from dispositif.documents.models import Document
    from tests.mandates.shelf import ENGLISH, FRENCH
    from tests.world import imported

    row = dict.fromkeys(NAMES, "") | NEW
    kind = Document.objects.get(symbol="A/RES/61/88").kind
    Document.objects.filter(symbol="A/RES/61/88").update(kind="")
    assert said(looked([row])) == [("2", "symbol", "mandates.not_adopted")]
    Document.objects.filter(symbol="A/RES/61/88").update(kind=kind)
    for text in (ENGLISH, FRENCH):
        start, end = text.index("\n1. "), text.index("\n2. ")
        imported(text[:start] + text[end:])
    assert said(looked([row])) == [("2", "paragraph", "mandates.gone")]


UNFIT = [
    ({"owner": "UNODC; SG"}, "owner", "mandates.two_owners"),
    ({"owner": "UNODC SG"}, "owner", "mandates.two_owners"),
    ({"owner": "NOBODY"}, "owner", "mandates.sheet_code"),
    ({"supporting": "SG; NOBODY"}, "supporting", "mandates.sheet_code"),
    ({"themes": "TIP; NOTHING"}, "themes", "mandates.sheet_code"),
    ({"due_on": "1999-01-01"}, "due_on", "mandates.due_before_adoption"),
    ({"due_on": "1 May 2010"}, "due_on", "mandates.sheet_day"),
    ({"status": "done", "status_on": "2008-01-01"}, "status", "mandates.sheet_status"),
    ({"status": "completed", "status_on": "2008-01-01"}, "evidence", "mandates.no_evidence"),
    ({"status": "in_progress", "status_on": "1999-01-01"}, "status_on", "mandates.day_out_of_range"),
    ({"status": "in_progress", "status_on": "2031-01-01"}, "status_on", "mandates.day_out_of_range"),
    ({"status": "in_progress", "status_on": "soon"}, "status_on", "mandates.sheet_day"),
    ({"status": "not_applicable", "status_on": "2008-01-01"}, "status", "mandates.no_such_move"),
    ({"status": ""}, "status", "mandates.sheet_status"),
    ({"status_on": "2008-01-01"}, "status_on", "mandates.sheet_no_new_status"),
    ({"evidence": "It is so."}, "evidence", "mandates.sheet_no_new_status"),
    (
        {"status": "completed", "status_on": "2008-01-01", "evidence": "x" * 4001},
        "evidence",
        "mandates.sheet_evidence_long",
    ),
    ({"symbol": "A/RES/61/89"}, "symbol", "mandates.sheet_read_only"),
    ({"paragraph": "6"}, "paragraph", "mandates.sheet_read_only"),
    ({"act_number": "2"}, "act_number", "mandates.sheet_read_only"),
    ({"kind": "states"}, "kind", "mandates.sheet_read_only"),
    ({"act": "decide"}, "act", "mandates.sheet_read_only"),
    ({"addressees": "GA"}, "addressees", "mandates.sheet_read_only"),
    ({"sentence": "Requests nobody."}, "sentence", "mandates.sheet_read_only"),
    ({"mandate": "nonsense"}, "mandate", "mandates.sheet_unknown"),
    ({"mandate": "00000000-0000-4000-8000-000000000000"}, "mandate", "mandates.sheet_unknown"),
    ({"owner": "SG", "seen": "7"}, "seen", "mandates.sheet_stale"),
    ({"owner": "SG", "seen": ""}, "seen", "mandates.sheet_stale"),
]


def test_what_does_not_fit_is_refused_in_its_cell(held: dict[str, Mandate], by: Person) -> None:
    rows = exported()
    for cells, column, code in UNFIT:
        found = looked(changed(rows, "5", **cells))
        assert ("5", column, code) in said(found), cells
        assert found.counts == {Outcome.SAME: 3, Outcome.REFUSED: 1}, cells
        assert not found.writes, cells
    with pytest.raises(Refusal) as refusal:
        written(changed(rows, "5", owner="NOBODY"), by)
    assert refusal.value.code == "mandates.sheet_not_written"


def test_all_remarks_on_a_row_are_made_at_once(held: dict[str, Mandate]) -> None:
    found = looked(changed(exported(), "5", owner="NOBODY", themes="NOTHING", due_on="soon", kind="states"))
    assert [column for _row, column, _code in said(found)] == ["owner", "themes", "due_on", "kind"]


def test_a_status_without_a_day_of_its_own_is_warned_of(held: dict[str, Mandate], by: Person) -> None:
    rows = changed(exported(), "5", status="in_progress")
    found = looked(rows)
    assert said(found) == [("5", "status_on", "mandates.sheet_same_day")]
    assert found.writes
    written(rows, by)
    assert again(held["5"]).status == "in_progress"


def test_a_mandate_stands_in_a_file_once(held: dict[str, Mandate]) -> None:
    rows = exported()
    new = dict.fromkeys(NAMES, "") | NEW
    found = looked([*rows, rows[1], new, new])
    assert said(found) == [("6", "mandate", "mandates.sheet_twice"), ("8", "symbol", "mandates.sheet_twice")]
    assert found.findings[0].facts == {"row": 3}


def test_the_second_of_two_authors_is_shown_both(held: dict[str, Mandate], by: Person) -> None:
    rows = changed(exported(), "5", owner="SG")
    actions.assign(mandate=held["5"], owner=entity("OHCHR"), seen=0, by=by, on=ON)
    stale = next(one for one in looked(rows).findings if one.code == "mandates.sheet_stale")
    assert stale.facts == {"theirs": "owner: OHCHR", "yours": "owner: SG"}


NASTY = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'quoted'", "'=1", "＝1", "ﬁn\u00a0ß", 'a "b", c; d']


def test_evidence_comes_through_as_it_was_meant(held: dict[str, Mandate], by: Person) -> None:
    from dispositif.files.cells import escaped

    status = {"status": "completed", "status_on": "2008-02-01"}
    for words in NASTY:
        rows = changed(exported(), "4", evidence=escaped(f"{words} is so"), **status)
        assert looked(rows).plans[0].values["evidence"].strip() == f"{words} is so".strip()
    written(rows, by)
    assert Statement.objects.order_by("-pk")[0].evidence == f"{NASTY[-1]} is so"
