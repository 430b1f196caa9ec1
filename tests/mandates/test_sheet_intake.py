"""Files handed in: what is no register, faulty rows by the thousand, the pages, the job."""

import csv
import io
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from openpyxl import load_workbook

from dispositif.kernel.refusal import Refusal
from dispositif.mandates import actions
from dispositif.mandates.actions.sheet import AT_ONCE, look_at_sheet, write_sheet
from dispositif.mandates.models import Mandate, SheetIntake
from dispositif.mandates.sheets.columns import NAMES
from dispositif.mandates.sheets.preview import Outcome, preview
from dispositif.mandates.sheets.reading import read
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.queue.models import Progress, State
from dispositif.world.queries import entity
from tests.mandates.registered import again
from tests.mandates.shelf import ON, officer, secret, shelf
from tests.mandates.spreadsheets import NEW, Rows, as_csv, as_xlsx, changed, exported, said, taken

pytestmark = pytest.mark.database


@pytest.fixture
def held(database: None) -> dict[str, Mandate]:
    return shelf()


@pytest.fixture
def by(database: None) -> Person:
    return local_administrator()


Maker = Callable[[Rows], bytes]


def bomb(_rows: Rows) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return content.getvalue()


def zipped(_rows: Rows) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("readme.txt", "no workbook")
    return content.getvalue()


UNREADABLE: list[tuple[Maker, str]] = [
    (lambda rows: b"", "table.empty"),
    (lambda rows: b" \n\n", "table.empty"),
    (lambda rows: as_csv([]), "table.empty"),
    (lambda rows: as_csv(rows, columns=NAMES[:-1]), "table.columns"),
    (lambda rows: as_csv(rows, columns=(*NAMES, "notes")), "table.strange_columns"),
    (lambda rows: as_csv(rows, columns=(*NAMES, "owner")), "table.strange_columns"),
    (lambda rows: b"a text, not a table\nof anything", "table.columns"),
    (lambda rows: as_csv(rows).decode().replace("61/88", "Ñ").encode("cp1252"), "table.encoding"),
    (lambda rows: as_csv(rows).decode().encode("utf-16"), "table.encoding"),
    (lambda rows: as_csv(rows) + b'"never ended', "table.broken"),
    (lambda rows: as_csv(rows) + b"\x00", "table.not_text"),
    (lambda rows: b"\xd0\xcf\x11\xe0 old Excel", "table.not_text"),
    (lambda rows: as_xlsx(rows)[:-200], "table.damaged"),
    (lambda rows: as_xlsx(rows)[:100], "table.damaged"),
    (zipped, "table.damaged"),
    (bomb, "table.bomb"),
]


def test_what_is_no_register_is_refused_and_not_kept(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    rows = exported()
    for made, code in UNREADABLE:
        sent = SimpleUploadedFile("file.csv", made(rows) or b" ")
        response = client.post("/mandates/import/", {"file": sent})
        assert response.status_code == 400, code
        assert f"<code>{code}</code>" in response.content.decode()
    assert SheetIntake.objects.count() == 0


@override_settings(UPLOAD_LIMIT=10)
def test_no_file_and_too_large_a_file_are_refused(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    assert "No file was chosen" in client.post("/mandates/import/").content.decode()
    response = client.post("/mandates/import/", {"file": SimpleUploadedFile("a.csv", b"x" * 11)})
    assert response.status_code == 413


def test_semicolons_other_orders_blank_rows_and_numbers_are_taken(held: dict[str, Mandate]) -> None:
    rows = exported()
    assert preview(read(as_csv(rows, ";"), ""), ON).counts == {Outcome.SAME: 4}
    assert preview(read(as_csv(rows, columns=NAMES[::-1]), ""), ON).counts == {Outcome.SAME: 4}
    assert preview(read(as_csv(rows) + b",,,\r\n\r\n", ""), ON).counts == {Outcome.SAME: 4}
    book = load_workbook(io.BytesIO(as_xlsx(rows)))
    sheet = book.active
    for line in range(2, 6):  # as a spreadsheet program makes of what somebody types
        sheet.cell(line, 3).value = int(rows[line - 2]["paragraph"])
        sheet.cell(line, 4).value = 1.0
        sheet.cell(line, 14).value = date.fromisoformat(rows[line - 2]["status_on"])
    content = io.BytesIO()
    book.save(content)
    found = preview(read(content.getvalue(), ""), ON)
    assert (found.counts, found.findings) == ({Outcome.SAME: 4}, [])


def test_a_row_with_too_few_cells_empties_nothing(held: dict[str, Mandate]) -> None:
    lines = as_csv(exported()).decode().splitlines()
    short = ",".join(lines[1].split(",")[:3])
    found = preview(read("\n".join([lines[0], short, lines[2] + ",more"]).encode(), ""), ON)
    assert [code for _row, _column, code in said(found)] == ["mandates.sheet_ragged"] * 2


def looked_at(intake: SheetIntake, by: Person) -> list[tuple[int, int, str]]:
    """The job behind the preview, carried out; what it told."""
    told: list[tuple[int, int, str]] = []
    look_at_sheet(intake=str(intake.uuid), by=by, on=ON, tell=lambda *how: told.append(how))
    return told


def test_ten_thousand_faulty_rows_are_looked_at_by_a_job_and_rolled_up(
    held: dict[str, Mandate], by: Person
) -> None:
    _one, client = officer()
    row = exported()[0]
    rows = [
        row | {"mandate": f"00000000-0000-4000-8000-{number:012d}", "owner": "A; B"}
        for number in range(9_999)
    ]
    rows.append(row | {"owner": "A; B", "due_on": "soon"})
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    sent = SimpleUploadedFile("bad.csv", as_csv(rows))
    leads = client.post("/mandates/import/", {"file": sent}).url  # type: ignore[attr-defined]
    intake, job = SheetIntake.objects.get(), Progress.objects.get()
    assert (leads, intake.state) == (f"/jobs/{job.uuid}/", "looking")
    place = f"/mandates/import/{intake.uuid}/"
    assert job.then == place
    assert "see how far it is" in client.get(place).content.decode()
    assert client.get(f"{place}findings.csv").url == place  # type: ignore[attr-defined]
    told = looked_at(intake, by)
    assert told[0] == (1000, 0, "reading the file")
    assert told[-1] == (10_000, 10_000, "comparing the rows with the register")
    assert looked_at(intake, by) == [], "once looked at, it is done"
    shown = client.get(place).content.decode()
    taken_, grown = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert taken_ < 20
    assert grown < 200 * 1024
    assert len(shown) < 100_000
    assert "9,999 rows" in shown
    assert shown.count("There is no mandate with this identifier") == 5
    assert "Write it to the register" not in shown
    assert client.post(place, {"how": "write"}).status_code == 400
    downloaded = client.get(f"{place}findings.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(downloaded, newline="")))
    assert len(lines) == 1 + 9_999 + 2
    assert lines[0] == ["row", "column", "value", "severity", "code", "reason"]
    assert lines[-2][:3] == ["10001", "owner", "A; B"]


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows are a long file, and its page shows one."""
    monkeypatch.setattr("dispositif.mandates.actions.sheet.LONG", 3)
    monkeypatch.setattr("dispositif.mandates.actions.sheet.FIRST", 1)


@pytest.mark.usefixtures("long")
def test_what_a_job_found_is_shown_and_compared_anew(held: dict[str, Mandate], by: Person) -> None:
    _one, client = officer()
    intake = taken(as_csv(changed(changed(exported(), "5", owner="SG"), "2", owner="SG")), by)
    looked_at(intake, by)
    place = f"/mandates/import/{intake.uuid}/"
    shown = client.get(place).content.decode()
    assert "The first 1 of 2 rows that change something are shown" in shown
    assert "Compared with what was held on" in shown
    assert (shown.count("<ins>SG</ins>"), "All remarks as CSV" in shown) == (1, False)
    assert len(client.get(f"{place}findings.csv").content.splitlines()) == 1
    actions.assign(mandate=held["5"], owner=entity("OHCHR"), seen=0, by=by, on=ON)
    leads = client.post(place, {"how": "look"}).url  # type: ignore[attr-defined]
    assert leads == f"/jobs/{SheetIntake.objects.get().progress}/"
    looked_at(intake, by)
    assert "Now: owner: OHCHR. In the file: owner: SG" in client.get(place).content.decode()
    assert "Now: owner: OHCHR" in client.get(f"{place}findings.csv").content.decode()


@pytest.mark.usefixtures("long")
def test_what_a_job_found_writable_is_written_by_a_job(held: dict[str, Mandate], by: Person) -> None:
    _one, client = officer()
    intake = taken(as_csv(changed(exported(), "5", owner="SG", status="in_progress")), by)
    looked_at(intake, by)
    place = f"/mandates/import/{intake.uuid}/"
    assert "mandates.sheet_same_day" in client.get(place).content.decode()
    client.post(place, {"how": "write"})
    assert SheetIntake.objects.get().state == "running"
    write_sheet(intake=str(intake.uuid), by=by, on=ON, tell=lambda *_how: None)
    assert again(held["5"]).owner == entity("SG")


@pytest.mark.usefixtures("long")
def test_a_look_that_ended_early_can_be_asked_for_again_or_dropped(held: dict[str, Mandate]) -> None:
    by, client = officer()
    intake = taken(as_csv(exported()) + b'"never ended', by)
    with pytest.raises(Refusal) as refused:
        looked_at(intake, by)
    assert refused.value.code == "table.broken"
    Progress.objects.update(state=State.REFUSED)
    place = f"/mandates/import/{intake.uuid}/"
    assert "The preview of this file was not finished" in client.get(place).content.decode()
    assert client.post(place, {"how": "write"}).status_code == 400
    assert client.post(place, {"how": "look"}).url.startswith("/jobs/")  # type: ignore[attr-defined]
    assert client.post(place, {"how": "drop"}).url == "/mandates/import/"  # type: ignore[attr-defined]
    assert looked_at(intake, by) == [], "dropped is dropped"
    assert client.post(place, {"how": "look"}).url == place  # type: ignore[attr-defined]


def test_more_rows_than_are_taken_are_refused() -> None:
    with pytest.raises(Refusal, match="more than 100000 rows") as refused:
        read(as_csv([dict.fromkeys(NAMES, "x")] * 100_001), "long.csv")
    assert refused.value.code == "table.too_long"


def test_an_officer_hands_in_looks_and_writes_without_javascript(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    page = client.get("/mandates/import/").content.decode()
    assert 'type="file"' in page
    rows = changed(exported(), "5", owner="SG")
    place = client.post("/mandates/import/", {"file": SimpleUploadedFile("r.csv", as_csv(rows))}).url  # type: ignore[attr-defined]
    shown = client.get(place).content.decode()
    assert "A/RES/61/88, 5 (1)" in shown
    assert "<ins>SG</ins>" in shown
    assert again(held["5"]).owner is None
    assert client.post(place, {"how": "write"}).url == "/mandates/"  # type: ignore[attr-defined]
    assert again(held["5"]).owner == entity("SG")
    assert "already written or dropped" in client.get(place).content.decode()
    response = client.post(place, {"how": "write"})
    assert (response.status_code, "mandates.sheet_over" in response.content.decode()) == (400, True)


def test_a_preview_can_be_dropped_and_says_when_nothing_changes(held: dict[str, Mandate]) -> None:
    _one, client = officer()
    place = client.post("/mandates/import/", {"file": SimpleUploadedFile("r.csv", as_csv(exported()))}).url  # type: ignore[attr-defined]
    assert "there is nothing to write" in client.get(place).content.decode()
    assert client.post(place, {"how": "drop"}).url == "/mandates/import/"  # type: ignore[attr-defined]
    assert SheetIntake.objects.get().state == "dropped"


def test_what_became_stale_since_the_preview_is_not_written(held: dict[str, Mandate], by: Person) -> None:
    rows = changed(exported(), "5", owner="SG")
    rows = changed(rows, "2", owner="SG")
    intake = taken(as_csv(rows), by)
    actions.assign(mandate=held["5"], owner=entity("OHCHR"), seen=0, by=by, on=ON)
    _one, client = officer()
    response = client.post(f"/mandates/import/{intake.uuid}/", {"how": "write"})
    assert response.status_code == 400
    assert "Now: owner: OHCHR. In the file: owner: SG" in response.content.decode()
    assert again(held["2"]).owner == entity("UNODC"), "all or nothing"


def test_who_may_import_is_said(held: dict[str, Mandate], by: Person) -> None:
    page = Client().get("/mandates/import/").content.decode()
    assert "secretariat officer, drafter, administrator may do it" in page
    assert 'type="file"' not in page
    intake = taken(as_csv(exported()), by)
    for place in (f"/mandates/import/{intake.uuid}/", f"/mandates/import/{intake.uuid}/findings.csv"):
        assert Client().get(place).status_code == 403
    sent = SimpleUploadedFile("r.csv", as_csv(exported()))
    assert Client().post("/mandates/import/", {"file": sent}).status_code == 403
    _one, drafts = officer("Drafter", Role.DRAFTER)
    assert drafts.get(f"/mandates/import/{intake.uuid}/").status_code == 404, "somebody else's file"


def test_a_long_file_is_written_by_a_job(
    held: dict[str, Mandate], by: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispositif.mandates.actions.sheet.AT_ONCE", 1)
    assert AT_ONCE == 200
    rows = changed(changed(exported(), "5", owner="SG"), "2", owner="SG")
    intake = taken(as_csv(rows), by)
    _one, client = officer()
    place = f"/mandates/import/{intake.uuid}/"
    response = client.post(place, {"how": "write"})
    progress = Progress.objects.get()
    assert response.url == f"/jobs/{progress.uuid}/"  # type: ignore[attr-defined]
    assert progress.total == 2
    assert "see how far it is" in client.get(place).content.decode()
    told: list[tuple[int, int]] = []
    write_sheet(intake=str(intake.uuid), by=by, on=ON, tell=lambda done, total, _: told.append((done, total)))
    assert told == [(4, 4), (1, 2), (2, 2)], "compared, then written"
    write_sheet(intake=str(intake.uuid), by=by, on=ON, tell=lambda done, total, _: told.append((done, total)))
    assert len(told) == 3, "once written, it is done"
    assert again(held["2"]).owner == entity("SG")


def test_a_job_that_was_refused_gives_the_file_back(
    held: dict[str, Mandate], by: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispositif.mandates.actions.sheet.AT_ONCE", 0)
    one, client = officer()
    place = client.post(
        "/mandates/import/",
        {"file": SimpleUploadedFile("r.csv", as_csv(changed(exported(), "5", owner="SG")))},
    ).url  # type: ignore[attr-defined]
    client.post(place, {"how": "write"})
    Progress.objects.filter(asked_by=one.uuid).update(state=State.REFUSED)
    assert "Write it to the register" in client.get(place).content.decode()


def test_a_hidden_mandate_is_unknown_to_whoever_may_not_see_it(held: dict[str, Mandate]) -> None:
    secret()
    _officer, sees = officer()
    rows = exported(client=sees)
    assert len(rows) == 8
    _one, drafts = officer("Drafter", Role.DRAFTER)
    place = drafts.post("/mandates/import/", {"file": SimpleUploadedFile("all.csv", as_csv(rows))}).url  # type: ignore[attr-defined]
    said_ = drafts.get(place).content.decode()
    assert said_.count("There is no mandate with this identifier") == 4
    new = dict.fromkeys(NAMES, "") | NEW | {"symbol": "A/RES/61/89"}
    place = drafts.post("/mandates/import/", {"file": SimpleUploadedFile("new.csv", as_csv([new]))}).url  # type: ignore[attr-defined]
    assert "No act of an operative paragraph held here" in drafts.get(place).content.decode()
