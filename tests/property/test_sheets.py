"""Export → import is the identity, whatever texts the register quotes; and cells come back as they were."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dispositif.documents.models import Document, Provision, Rendering, Version
from dispositif.files.cells import LONGEST, escaped, holdable, unescaped
from dispositif.files.writing import FORMATS, written
from dispositif.mandates.models import Mandate, Tagging
from dispositif.mandates.sheets.columns import NAMES
from dispositif.mandates.sheets.preview import Outcome, preview
from dispositif.mandates.sheets.reading import read
from dispositif.mandates.sheets.wanted import squeezed
from dispositif.mandates.sheets.writing import table
from dispositif.people.queries import local_administrator
from dispositif.world.actions import load_facts
from dispositif.world.models import Entity, Theme

ON = date(2026, 3, 1)
pytestmark = pytest.mark.database
PIECES = st.sampled_from(
    ["=1+1", "+33", "-1", "@SUM(A1:A9)", "'", '"', ",", ";", "\n", "\r\n", "\r", "\t", " ", "\u00a0",
     "\u2028", "\x01", "\x0b", "\x1f", "\ufffe", "\ufeff", "_x0041_", "<b>&amp;", "ﷺ", "𝔘", "مادة",
     "第一", "é", "e\u0301"]
)  # fmt: skip
texts = st.lists(
    PIECES | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
    max_size=8,
)
sentences = texts.map("".join)


@given(sentences)
def test_a_cell_comes_back_as_it_was(said: str) -> None:
    assert unescaped(escaped(said)) == said
    assert not escaped(said).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(sentences)
def test_what_a_cell_can_hold_is_held_by_both_formats(said: str) -> None:
    cell = escaped(holdable(said))
    text = io.StringIO(newline="")
    csv.writer(text).writerow([cell, "end"])
    assert next(csv.reader(io.StringIO(text.getvalue(), newline="")))[0] == cell
    book, content = Workbook(write_only=True), io.BytesIO()
    book.create_sheet().append([cell, "end"])
    book.save(content)
    back = load_workbook(io.BytesIO(content.getvalue()), read_only=True).worksheets[0]["A1"].value
    assert squeezed(str(back or "")) == squeezed(cell)


def test_a_very_long_sentence_is_cut_alike_on_both_sides() -> None:
    assert squeezed("x" * (LONGEST + 9)) == squeezed(holdable("x" * (LONGEST + 9)))


rows = st.lists(
    st.fixed_dictionaries(
        {
            "sentence": sentences,
            "owner": st.sampled_from(["", "UNODC", "SG", "OHCHR"]),
            "themes": st.sets(st.sampled_from(["TIP", "CORRUPTION", "FIREARMS"])),
            "due_on": st.none() | st.dates(date(2007, 1, 1), date(2100, 1, 1)),
            "status": st.sampled_from(["completed", "in_progress", "not_implemented", "no_indication"]),
            "addressees": st.lists(st.sampled_from(["SG", "UNODC", "GA"]), max_size=3),
            "revision": st.integers(0, 10_000),
        }
    ),
    min_size=4,
    max_size=4,
)


@contextmanager
def undone() -> Iterator[None]:
    """What one example writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def shelved(made: list[dict[str, Any]]) -> None:
    """A register of these rows, written past the actions: whatever its tables can hold."""
    symbol = {"symbol": "A/RES/61/77", "slug": "A-RES-61-77", "symbol_key": "A", "organ": "A", "kind": "RES"}
    document = Document.objects.create(**symbol, added_on=ON)
    text = {
        "ordinal": 1,
        "text": "x",
        "text_sha256": "0" * 64,
        "format": "text",
        "reading": {},
        "reader": "x",
    }
    version = Version.objects.create(
        document=document, language="en", **text, search="x", imported_on=ON, imported_by="x"
    )
    for place, row in enumerate(made, 1):
        named = {"document": document, "part": "operative", "path": str(place), "place": place}
        paragraph = Provision.objects.create(**named)
        act = Provision.objects.create(**named, act=1)
        said = {"text": row["sentence"], "spans": [], "marks": [], "relation": "first"}
        Rendering.objects.create(provision=paragraph, version=version, **said)
        one = Mandate.objects.create(
            provision=act,
            kind="mandate",
            order_key=f"A {place}",
            act="request",
            addressees=row["addressees"],
            status=row["status"],
            status_on=ON,
            owner=Entity.objects.filter(code=row["owner"]).first(),
            due_on=row["due_on"],
            begins_on=date(2006, 1, 1),
            registered_on=ON,
            registered_by="x",
            revision=row["revision"],
        )
        Tagging.objects.bulk_create(
            Tagging(mandate=one, theme=theme) for theme in Theme.objects.filter(code__in=row["themes"])
        )


@pytest.fixture
def peopled(database: None) -> None:
    """A world with entities and themes."""
    load_facts(by=local_administrator().as_party(), on=ON)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows, st.sampled_from(sorted(FORMATS)))
def test_what_is_exported_is_imported_as_the_same(
    peopled: None, made: list[dict[str, Any]], file_format: str
) -> None:
    with undone():
        shelved(made)
        content = written(table(Mandate.objects.order_by("order_key"), "en"), file_format)
        found = preview(read(content, "register"), ON)
        assert found.findings == []
        assert found.counts == {Outcome.SAME: len(made)}


@given(st.lists(sentences, min_size=1, max_size=4))
def test_a_read_file_says_cell_by_cell_what_was_written(made: list[str]) -> None:
    """Without a database: the cells of any rows come back through CSV as they were."""
    lines = [dict.fromkeys(NAMES, "") | {"mandate": "m", "evidence": said} for said in made]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(NAMES)
    writer.writerows([escaped(holdable(line[name])) for name in NAMES] for line in lines)
    back = read(text.getvalue().encode("utf-8-sig"), "file")
    assert [squeezed(row.cells["evidence"]) for row in back] == [squeezed(said) for said in made]
