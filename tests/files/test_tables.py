"""Tables as files: what is written is read back, what is none is refused with its place."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dispositif.files import workbooks
from dispositif.files.cells import LONGEST, escaped, holdable, unescaped, worded
from dispositif.files.limits import check_size
from dispositif.files.tables import Row, rows_of
from dispositif.files.writing import FORMATS, download, written
from dispositif.kernel.refusal import Refusal

COLUMNS = ("name", "note")
PIECES = st.sampled_from(
    ["=1+1", "+33", "-1", "@SUM(A1)", "'", '"', ",", ";", "\n", "\r\n", "\r", "\t", "\u00a0", "\u2028",
     "\x01", "\x0b", "\x1f", "\ufffe", "\ufeff", "<b>&amp;]]>", "＝", "مادة", "第一", "𝔘", "e\u0301"]
)  # fmt: skip
texts = st.lists(PIECES | st.text(st.characters(exclude_characters="\x00"), max_size=8), max_size=6).map(
    "".join
)


def read(content: bytes, most: int = 100, exact: bool = False, results: bool = False) -> list[Row]:
    return list(rows_of(content, "table", columns=COLUMNS, most=most, exact=exact, results=results))


def book(*rows: tuple[object, ...]) -> bytes:
    workbook, content = Workbook(), io.BytesIO()
    for row in rows:
        workbook.active.append(row)
    workbook.save(content)
    return content.getvalue()


@given(texts)
def test_a_cell_comes_back_as_it_was(said: str) -> None:
    assert unescaped(escaped(said)) == said
    assert not escaped(said).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(texts)
def test_a_text_that_is_held_is_left_as_it_is_and_any_other_is_made_so(said: str) -> None:
    assert holdable(holdable(said)) == holdable(said)
    assert holdable(said).encode() or not holdable(said)


def test_what_is_no_text_is_worded_and_what_is_too_long_is_cut() -> None:
    assert [worded(cell) for cell in (None, 3, date(2007, 9, 1), "-5 °C")] == [
        "",
        "3",
        "2007-09-01",
        "'-5 °C",
    ]
    assert len(worded("x" * (LONGEST + 9))) == LONGEST


@pytest.mark.parametrize("file_format", FORMATS)
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_what_is_written_is_read_back(file_format: str, made: list[tuple[str, str]]) -> None:
    """As far as cells can hold it, and but for blanks around it."""
    lines = [("first", *row) for row in made]
    content = written([("first", *COLUMNS), *lines], file_format)
    back = list(rows_of(content, "table", columns=("first", *COLUMNS), most=9))
    assert [row.number for row in back] == list(range(2, len(made) + 2))
    for row, line in zip(back, lines, strict=True):
        # XML ends lines its own way where a program writes them; spreadsheets do the same
        assert [_lined(cell) for cell in row.cells.values()] == [_lined(holdable(cell)) for cell in line]
        assert (row.odd, row.ragged) == ({}, False)


def _lined(said: str) -> list[str]:
    return said.replace("\r", "\n").split()


def test_a_written_workbook_is_opened_by_others() -> None:
    content = written([COLUMNS, ("<&>", " two  blanks "), ("", "a\r\nb")], "xlsx")
    sheet = load_workbook(io.BytesIO(content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(COLUMNS), ["<&>", " two  blanks "], [None, "a\r\nb"]]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None


def test_a_table_is_taken_away_under_its_name() -> None:
    response = download([COLUMNS, ("=1", None)], "csv", "things")
    assert response["Content-Disposition"] == 'attachment; filename="things.csv"'
    assert response.content.decode("utf-8-sig").splitlines() == ["name,note", "'=1,"]


def test_heads_stand_in_any_order_and_other_columns_are_passed_over() -> None:
    content = b"\xef\xbb\xbf\n Note ;more;NAME\nsecond;x;first\n;;\n;only more;\n"
    assert read(content) == [Row(2, {"name": "first", "note": "second"})]


def test_or_they_are_refused() -> None:
    for heads, strange in ((b"name,note,more,", "more"), (b"name,note,note", "note"), (b"name,,note", "—")):
        with pytest.raises(Refusal) as refused:
            read(heads + b"\n1,2\n", exact=True)
        assert (refused.value.code, refused.value.facts["strange"]) == ("table.strange_columns", strange)


def test_a_row_with_too_few_or_too_many_cells_is_ragged() -> None:
    found = read(b"name,note\n1\n1,2\n\n1,2,3\n1,2,\n", exact=True)
    assert [(row.number, row.ragged) for row in found] == [(2, True), (3, False), (5, True), (6, False)]


def test_what_a_spreadsheet_made_of_a_cell_is_told() -> None:
    content = book(COLUMNS, ("=1+1", datetime(2007, 9, 1)), (1.0, 2.5), (None, None), (3, True))  # noqa: DTZ001
    found = read(content)
    assert found[0] == Row(2, {"name": "=1+1", "note": "2007-09-01"}, {"name": "formula", "note": "date"})
    assert [row.cells for row in found[1:]] == [{"name": "1", "note": "2.5"}, {"name": "3", "note": "True"}]
    assert read(content, results=True)[0].cells["name"] == "", "nobody has reckoned it yet"


def _zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("readme.txt", "no workbook")
    return content.getvalue()


def _bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return content.getvalue()


REFUSED: list[tuple[Callable[[], bytes], str, str]] = [
    (lambda: b" \n", "table.empty", "is empty"),
    (lambda: b"name;text\n1;2", "table.columns", "has no column note; its first row reads: name, text"),
    (lambda: b"\n\n", "table.empty", "is empty"),
    (lambda: b"name,note\n1,\xff\n", "table.encoding", r"not in UTF-8 \(line 2\)"),
    (lambda: "name,note".encode("utf-16"), "table.encoding", "line 1"),
    (lambda: b"name,note\n1,\x00\n", "table.not_text", "is no table"),
    (lambda: b"\xd0\xcf\x11\xe0 as it was before 2007", "table.not_text", "is no table"),
    (lambda: b'name,note\n1,"2\n', "table.broken", "breaks off in line 2"),
    (lambda: b"name,note\n" + b"1,2\n" * 101, "table.too_long", "more than 100 rows"),
    (lambda: b"PK\x03\x04 none", "table.damaged", "no workbook"),
    (lambda: book(COLUMNS)[:-100], "table.damaged", "no workbook"),
    (_zipped, "table.damaged", "no workbook"),
    (_bomb, "table.bomb", "unpacks to far more"),
]


@pytest.mark.parametrize(("made", "code", "words"), REFUSED)
def test_what_is_no_table_is_refused(made: Callable[[], bytes], code: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        read(made())
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_a_workbook_that_is_too_large_unpacked_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "UNPACKED", 100)
    with pytest.raises(Refusal, match="unpacks to far more"):
        read(book(COLUMNS))


def test_a_file_beyond_the_limit_is_refused_by_its_size() -> None:
    check_size("table", 10, limit=10)
    with pytest.raises(Refusal, match="table has 3 MB; at most 2 MB are taken") as refused:
        check_size("table", 3_000_000, limit=2_000_000)
    assert (refused.value.code, refused.value.field) == ("files.too_large", "file")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9), min_size=1, max_size=5))
def test_any_file_is_a_table_or_a_refusal(lines: list[str]) -> None:
    content = "\n".join(["name,note", *lines]).encode()
    try:
        found = read(content)
    except Refusal as refusal:
        code, found = refusal.code, []
        assert code == "table.broken"
    assert len(found) <= len(list(csv.reader(lines)))
