"""Spreadsheets of the register in tests: taken away, changed, looked at, written."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from dispositif.mandates.actions.sheet import confirm_sheet, hand_in_sheet
from dispositif.mandates.models import SheetIntake
from dispositif.mandates.sheets.columns import NAMES
from dispositif.mandates.sheets.preview import Preview, preview
from dispositif.mandates.sheets.reading import read
from dispositif.people.models import Person
from tests.mandates.shelf import ON

Rows = list[dict[str, str]]
NEW = {"symbol": "A/RES/61/88", "paragraph": "1", "act_number": "1", "kind": "mandate"}


def exported(query: str = "", client: Client | None = None) -> Rows:
    content = (client or Client()).get(f"/mandates/?format=csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def as_csv(rows: Rows, divider: str = ",", columns: tuple[str, ...] = NAMES) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=divider, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_xlsx(rows: Rows) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.active.append(list(NAMES))
    for row in rows:
        book.active.append([row[name] for name in NAMES])
    book.save(content)
    return content.getvalue()


def looked(rows: Rows) -> Preview:
    return preview(read(as_csv(rows), "register.csv"), ON)


def changed(rows: Rows, path: str, **cells: str) -> Rows:
    """The same rows, the one of a paragraph with other cells."""
    return [row | cells if row["paragraph"] == path else row for row in rows]


def said(found: Preview) -> list[tuple[str, str, str]]:
    return [(one.where, one.column, one.code) for one in found.findings]


def taken(content: bytes, by: Person, name: str = "register.csv") -> SheetIntake:
    return hand_in_sheet(file=SimpleUploadedFile(name, content), by=by, on=ON)


def written(rows: Rows, by: Person) -> SheetIntake:
    return confirm_sheet(intake=taken(as_csv(rows), by), by=by, on=ON)
