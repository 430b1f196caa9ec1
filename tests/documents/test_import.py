"""Texts come in whole, twice is once, another text is another version, and nothing is overwritten."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from dispositif.demo.load import load
from dispositif.documents import actions, queries
from dispositif.documents.models import Document, Provision, Reading, Rendering, Version
from dispositif.documents.outlines import outline
from dispositif.documents.preview import Outcome, preview
from dispositif.documents.rules import Origin
from dispositif.engines.reading import as_gold, read
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.mandates.models import Mandate
from dispositif.people.queries import local_administrator
from tests.world import DAY, SHORT, imported

pytestmark = pytest.mark.database


def test_a_text_becomes_provisions_renderings_and_readings(database: None) -> None:
    version = imported()
    document = version.document
    assert (document.symbol, document.session, document.year) == ("A/RES/99/77", 99, 2044)
    parts = list(document.provisions.filter(act=0).values_list("part", "path"))
    assert parts == [("preambular", "1"), ("operative", "1"), ("operative", "2")]
    said = Rendering.objects.get(version=version, provision__part="operative", provision__path="2")
    assert said.text.startswith("Requests the Secretary-General")
    assert said.relation == "first"
    assert "".join(version.text[start:end] for start, end in said.spans).split()[:2] == ["Requests", "the"]
    request = document.provisions.get(part="operative", path="2", act=1)
    values = {one.field: one.value for one in request.readings.all()}
    assert (values["act"], values["strength"], values["addressees"]) == ("request", 3, ["SG"])
    assert values["deadline"]["session"] == 100
    assert version.reading == as_gold(read(SHORT))


def test_the_same_document_twice_is_held_once(database: None) -> None:
    imported()
    again = preview(content=SHORT.encode(), name="again.txt")
    assert again.outcome is Outcome.SAME
    assert not again.writes
    with pytest.raises(Refusal, match="already held"):
        actions.write(found=again, attachment=None, by=local_administrator(), on=DAY)
    assert preview(content=SHORT.replace("\n", " \n").encode(), name="spaces.txt").outcome is Outcome.SAME


def test_another_text_of_the_symbol_is_a_new_version_and_nothing_is_lost(database: None) -> None:
    first = imported()
    changed = SHORT.replace("on courts", "on courts and prisons") + "\n3. Decides to remain seized.\n"
    found = preview(content=changed.replace("given.\n\n", "given;\n\n").encode(), name="second.txt")
    assert found.outcome is Outcome.VERSION
    assert {row.paragraph: row.relation for row in found.rows} == {
        "p1": "kept", "1": "changed", "2": "changed", "3": "new",
    }  # fmt: skip
    second = actions.write(found=found, attachment=None, by=local_administrator(), on=DAY)
    assert (second.ordinal, second.document) == (2, first.document)
    one = Provision.objects.get(document=first.document, part="operative", path="1", act=0)
    assert [rendering.text for rendering in one.renderings.order_by("pk")] == [
        "Welcomes the report of the Secretary-General on courts;",
        "Welcomes the report of the Secretary-General on courts and prisons;",
    ]
    shorter = preview(content=SHORT.encode().replace(b"Welcomes", b"Notes"), name="third.txt")
    assert [row.paragraph for row in shorter.rows if row.relation == "gone"] == ["3"]


def test_a_text_without_a_symbol_asks_for_one(database: None) -> None:
    bare = SHORT.split("\n", 1)[1]
    assert preview(content=bare.encode(), name="bare.txt").refusal.code == "documents.no_symbol"  # type: ignore[union-attr]
    named = preview(content=bare.encode(), name="bare.txt", symbol="A/RES/99/77")
    assert (named.outcome, str(named.symbol)) == (Outcome.NEW, "A/RES/99/77")


def test_a_text_is_not_filed_under_another_symbol(database: None) -> None:
    found = preview(content=SHORT.encode(), name="x.txt", symbol="A/RES/61/181")
    assert found.refusal is not None
    assert found.refusal.code == "documents.other_symbol"
    with pytest.raises(Refusal):
        actions.write(found=found, attachment=None, by=local_administrator(), on=DAY)
    assert Document.objects.count() == 0


def test_the_official_text_joins_what_was_known(database: None, shared) -> None:  # type: ignore[no-untyped-def]
    load(by=local_administrator(), on=DAY, say=lambda _words: None)
    document = Document.objects.get(symbol="A/RES/61/181")
    assert document.provisions.filter(act=0).count() == 16
    assert outline(document)["paragraphs"][15]["acts"][0]["fields"]["deadline"]["standing"] == "fact"
    before = set(Provision.objects.filter(document=document).values_list("uuid", flat=True))
    seed = (shared / "data/seed/A-RES-61-181.fr.txt").read_bytes()
    found = preview(content=seed, name="seed.txt")
    assert found.outcome is Outcome.JOINS
    actions.write(found=found, attachment=None, by=local_administrator(), on=DAY)
    assert set(Provision.objects.filter(document=document).values_list("uuid", flat=True)) == before
    ninth = outline(document)["paragraphs"][15]["acts"][0]["fields"]["deadline"]
    assert ninth["value"]["session"] == 62
    assert (ninth["standing"], ninth["fact"]["value"]["session"]) == ("proposed", 62)


def test_the_demo_loads_once(database: None) -> None:
    for _ in range(2):
        load(by=local_administrator(), on=DAY, say=lambda _words: None)
    symbols = set(Document.objects.values_list("symbol", flat=True))
    assert symbols == {"A/RES/61/181", "A/RES/99/201", "A/62/126"}
    assert Mandate.objects.filter(provision__document__symbol="A/RES/61/181").count() == 8
    model = Document.objects.get(symbol="A/RES/99/201")
    assert sorted(queries.versions(model)) == ["en", "fr"]
    english, french = (outline(model, code) for code in ("en", "fr"))
    shapes = [
        [(one["part"], one["path"], len(one["acts"])) for one in said["paragraphs"]]
        for said in (english, french)
    ]
    assert shapes[0] == shapes[1]


def test_what_was_read_stays(database: None) -> None:
    version = imported()
    for table in ("documents_reading", "documents_rendering", "documents_version"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET id = id")
    assert Reading.objects.filter(version=version, origin=Origin.MACHINE).exists()


def test_facts_name_their_source(database: None) -> None:
    document = actions.register(symbol=Symbol.parse("A/RES/99/1"), by=local_administrator(), on=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.state_facts(
            document=document, part="operative", path="1", act=1, place=1,
            facts={"act": "request"}, source="", verified=True, on=DAY,
        )  # fmt: skip
    with pytest.raises(Refusal, match="needs its source"):
        actions.date_adoption(document=document, adopted_on=DAY, source=" ", by=local_administrator())
    dated = actions.date_adoption(
        document=document, adopted_on=DAY, source="A/99/PV.3", by=local_administrator()
    )
    assert (dated.adopted_on, dated.adopted_source) == (DAY, "A/99/PV.3")
    with pytest.raises(Refusal, match="already known"):
        actions.register(symbol=Symbol.parse("A/RES/99/1"), by=local_administrator(), on=DAY)


def test_a_search_finds_words_without_their_accents(database: None) -> None:
    imported()
    assert [one.symbol for one in queries.library(words="island courts")] == ["A/RES/99/77"]
    assert [one.symbol for one in queries.library(words="ISLÁND")] == ["A/RES/99/77"]
    assert [one.symbol for one in queries.library(words="a/res/99")] == ["A/RES/99/77"]
    assert not queries.library(words="maritime").exists()
    assert queries.library(held="none").count() == 0
    assert queries.library(language="en", organ="A", held="text").count() == 1
    assert Version.objects.get().search


def test_an_error_in_the_text_keeps_it_unwritten(database: None) -> None:
    error = Finding("paragraph 2", "", Severity.ERROR, "x.wrong", "This is wrong.")
    found = replace(preview(content=SHORT.encode(), name="x.txt"), findings=(error,))
    with pytest.raises(Refusal, match=r"not imported: paragraph 2: This is wrong\."):
        actions.write(found=found, attachment=None, by=local_administrator(), on=DAY)
    unread = replace(found, reading=None)
    with pytest.raises(Refusal, match="was not read"):
        actions.write(found=unread, attachment=None, by=local_administrator(), on=DAY)
    assert Document.objects.count() == 0


def test_an_example_that_is_refused_stops_the_demo(database: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from dispositif.demo import load as demo

    refused = replace(preview(content=b"", name="empty.txt"))
    monkeypatch.setattr(demo, "preview", lambda **_file: refused)
    with pytest.raises(Refusal, match="empty"):
        demo.load(by=local_administrator(), on=DAY, say=lambda _words: None)


def test_a_document_is_found_by_its_languages_and_parts(database: None) -> None:
    version = imported()
    shown = queries.paragraphs(version.document, [version], "en")
    assert [one.provision.path for one in shown] == ["1", "1", "2"]
    changed = imported(SHORT.split("\n2. ")[0] + "\n")
    assert len(queries.paragraphs(version.document, [changed], "en")) == 2
    assert [str(one) for one in (version.document, shown[0].provision)] == ["A/RES/99/77", "preambular 1 (0)"]
