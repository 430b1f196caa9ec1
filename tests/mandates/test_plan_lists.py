"""Lists of plans as files: what is refused, with its row and its column, and what is read as it is."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from dispositif.files import workbooks
from dispositif.files.writing import FORMATS, written
from dispositif.kernel.finding import Severity
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions import import_plan
from dispositif.mandates.models import Plan
from dispositif.mandates.plans.preview import Change
from dispositif.mandates.queries import plan as queries
from dispositif.people.queries import local_administrator
from tests.mandates.lists import ASSEMBLY, COUNCIL, HEADS, ON, ROWS, csv_of, looked, planned

pytestmark = pytest.mark.database


def book(rows: list[tuple[object, ...]]) -> bytes:
    """The rows as a workbook."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "table.empty", "is empty"),
        (b"  \n ", "table.empty", "is empty"),
        (b"%PDF-1.7\xff\xfe\x00", "table.not_text", "send XLSX"),
        (b"PK\x03\x04 no workbook", "table.damaged", "no workbook"),
        (b"what,ever\n1,2\n", "table.columns", "no column subprogramme, body, symbol, title, url"),
        (b"only words without any order", "table.columns", "only words"),
        (csv_of(ROWS).replace(b"title", b"titel"), "table.columns", "no column title;"),
        (csv_of(ROWS) + b'"' + b"x" * 140_000, "table.broken", "breaks off in line 7"),
        (csv_of([ROWS[0]]) + b",,x,,\n" * 50_000, "table.too_long", "more than 50000 rows"),
        (b"x" * (20 * 1024 * 1024 + 1), "files.too_large", "at most 20 MB are taken"),
        (csv_of([("Justice", ASSEMBLY, "1/1", "nu\x00l", "")]), "table.not_text", "send XLSX"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(database: None, content: bytes, code: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        looked(content)
    assert refused.value.code == code


def test_a_list_without_rows_is_not_written(database: None) -> None:
    planned(ROWS)
    found = looked(csv_of([]))
    assert found.counts[Change.GONE] == 5
    with pytest.raises(Refusal, match="has no rows"):
        import_plan(found=found, seen=1, by=local_administrator(), on=ON)


@pytest.mark.parametrize(
    ("year", "source", "code"),
    [(None, "x", "plan_year"), (1945, "x", "plan_year"), (2032, "x", "plan_year"), (2026, " ", "plan_source"),
     (2026, "x" * 301, "plan_source")],
)  # fmt: skip
def test_a_plan_has_a_year_and_a_source(database: None, year: int | None, source: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        looked(csv_of(ROWS), year, source)
    assert refused.value.code == f"mandates.{code}"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("", ASSEMBLY, "1/1", "x", ""), "subprogramme", "blank"),
        (("Justice", "", "1/1", "x", ""), "body", "blank"),
        (("Justice", ASSEMBLY, "", "", ""), "symbol", "nothing"),
        (("Justice", ASSEMBLY, "1/1", "x", "javascript:alert(1)"), "url", "no_url"),
        (("Justice", ASSEMBLY, "1/1", "=HYPERLINK(1)", ""), "title", "formula"),
        (("Justice", ASSEMBLY, "1/1", "x" * 4001, ""), "title", "too_long"),
        (("J" * 401, ASSEMBLY, "1/1", "x", ""), "subprogramme", "too_long"),
        (("Justice", ASSEMBLY, "1/1", "be\x07ll", ""), "title", "unprintable"),
        (ROWS[0], "symbol", "twice"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(
    database: None, row: tuple[str, ...], column: str, code: str
) -> None:
    found = looked(csv_of([*ROWS, row]))
    (one,) = [finding for finding in found.findings if finding.severity is Severity.ERROR]
    assert (one.where, one.column, one.code) == ("7", column, f"mandates.plan_{code}")
    assert (found.refuses, found.refused) == (True, 1)
    with pytest.raises(Refusal, match="1 rows are refused, the first is row 7: nothing was written"):
        import_plan(found=found, seen=0, by=local_administrator(), on=ON)
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("body", "number", "code"),
    [(ASSEMBLY, "61-181", "no_symbol"), (ASSEMBLY, "2006/22", "no_symbol"), (COUNCIL, "61/181", "no_symbol"),
     (ASSEMBLY, "3068 (XXXXVIII)", "no_symbol"), ("Universal Postal Union decisions", "1/2", "unknown_body")],
)  # fmt: skip
def test_no_symbol_is_guessed(database: None, body: str, number: str, code: str) -> None:
    found = looked(csv_of([("Justice", body, number, "x", "")]))
    assert [(one.code, one.severity) for one in found.findings] == [
        (f"mandates.plan_{code}", Severity.WARNING)
    ]
    plan = import_plan(found=found, seen=0, by=local_administrator(), on=ON)
    (row,) = queries.references(plan, queries.Asked())
    assert (row.printed, list(row.cites.all())) == (number, [])


def test_ten_thousand_faulty_rows_are_rolled_up(database: None) -> None:
    faulty = [("", ASSEMBLY, f"1/{number}", "x", "") for number in range(10_000)]
    found = looked(csv_of([*ROWS, *faulty]))
    (kind,) = found.rolled
    assert (kind.code, kind.count, len(kind.first), found.refused) == (
        "mandates.plan_blank",
        10_000,
        5,
        10_000,
    )
    assert [one.where for one in kind.first] == ["7", "8", "9", "10", "11"]


def test_a_workbook_is_read_like_a_table(database: None) -> None:
    rows: list[tuple[object, ...]] = [("URL", "Title", "Symbol", "Body", "Subprogramme", "more"), ()]
    rows += [(None, row[3], row[2] or None, row[1], row[0], "passed over") for row in ROWS]
    found = looked(book(rows), name="list.xlsx")
    assert [line.entry.number for line in found.lines if line.entry] == [3, 4, 5, 6, 7]
    assert (found.findings, found.counts[Change.NEW]) == ((), 5)


def test_what_a_spreadsheet_made_of_a_cell_is_refused(database: None) -> None:
    heads: tuple[object, ...] = HEADS
    rows = [heads, ("Justice", ASSEMBLY, datetime(2026, 6, 2), "x", ""), ("J", ASSEMBLY, "1/1", "=1+1", "")]  # noqa: DTZ001
    found = looked(book(rows), name="list.xlsx")
    assert [(one.where, one.column, one.code) for one in found.findings] == [
        ("2", "symbol", "mandates.plan_date"), ("3", "title", "mandates.plan_formula")]  # fmt: skip


def test_a_workbook_that_swells_is_not_opened(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED", 2_000)
    with pytest.raises(Refusal, match="unpacks to far more"):
        looked(book([HEADS, *ROWS]), name="list.xlsx")


def test_a_package_that_is_no_workbook_is_refused(database: None) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    with pytest.raises(Refusal, match="no workbook"):
        looked(content.getvalue(), name="list.docx")


def test_a_table_divided_by_semicolons_is_read(database: None) -> None:
    rows = [tuple(cell.replace(";", " ") for cell in row) for row in ROWS]
    assert looked(csv_of(rows, delimiter=";")).counts[Change.NEW] == 5
    assert looked(b"\xef\xbb\xbf\n" + csv_of(rows, delimiter="\t")).counts[Change.NEW] == 5


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_exported_is_imported_again_unchanged(database: None, file_format: str) -> None:
    from dispositif.mandates.views.plan import _exported

    plan = planned([*ROWS, ("-5 °C", ASSEMBLY, "+1", "@home", ""), ("J", ASSEMBLY, "2/2", "'-x", "")])
    content = written(_exported(queries.references(plan, queries.Asked())), file_format)
    again = looked(content, name=f"list.{file_format}")
    assert ([one.code for one in again.findings], again.changes) == (["mandates.plan_no_symbol"], False)
    if file_format == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet["A7"].value == "'-5 °C"
