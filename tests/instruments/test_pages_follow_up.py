"""Who is not yet party, since when a signatory, and what each paper of it says."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.db.models.functions import Now
from django.test import Client
from docx import Document

from dispositif.instruments.models import Instrument, Procedure, Unresolved
from dispositif.instruments.queries.adherence import registers
from dispositif.look.panels import Panel, register, withdraw
from dispositif.world.models import Participant
from tests.instruments.pages import ENGLISH, SEED, asked, plain

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("treaties")]
PAGE = "/instruments/follow-up/"
ON = f"{PAGE}?at={SEED}"


def of(page: str, name: str) -> str:
    """What is open for one participant."""
    return plain(page.split(f">{name}</a>")[1].split('class="follow-stands"', maxsplit=1)[0])


def test_each_participant_with_what_is_open_for_it() -> None:
    page = asked(f"{ON}&name=Argentina")
    said = of(page, "Argentina")
    assert "C Firearms consent given on Dec. 18, 2006, in force for it from Jan. 17, 2007" in said
    assert "S Nuclear terrorism signatory since Sept. 14, 2005" in said
    assert "Organized crime" not in said
    assert "are encouraged to consider signing, ratifying or acceding" in page
    nuclear = asked(f"{ON}&name=Czech")
    assert "consent given on July 25, 2006, in force for it from July 7, 2007" in plain(nuclear)


def test_the_families_that_paragraph_6_names_come_first_and_others_on_request() -> None:
    usual = asked(f"{ON}&name=andorra")
    assert "10 registers held of 21 instruments" in plain(usual)
    assert "Narcotic drugs" not in of(usual, "Andorra")
    assert "Narcotic drugs 1961" in of(asked(f"{ON}&name=andorra&family=drugs"), "Andorra")
    one = plain(asked(f"{ON}&instrument=UNCAC"))
    not_yet = registers().adherence.count("UNCAC", date(2006, 12, 20)).not_yet_parties
    assert f"{not_yet} participants of the" in one


def test_nothing_is_said_where_no_register_is_held() -> None:
    page = asked(ON)
    assert "Nothing can be said of 11 instruments" in plain(page)
    assert "Acts on board aircraft : no register held" in plain(page)
    Unresolved.objects.create(
        instrument=Instrument.objects.get(code="UNCAC"), printed="Ruritania", kind="accession",
        on="2005-01-01", source="a register", recorded_at=Now(),
    )  # fmt: skip
    assert "Corruption (UNCAC)" not in of(asked(f"{ON}&name=andorra"), "Andorra")


def test_withdrawn_unknown_and_not_in_force_for_anybody() -> None:
    from dispositif.instruments.models import Action

    france = Participant.objects.get(code="FRA")
    Action.objects.create(
        instrument=Instrument.objects.get(code="UNTOC"), participant=france, kind="withdrawal",
        on="2006-01-01", effective_on="2006-06-01", printed="France", source="x", recorded_at=Now(),
    )  # fmt: skip
    assert "W Organized crime (UNTOC) withdrawn with effect from June 1, 2006" in of(
        asked(f"{ON}&name=france"), "France"
    )
    Instrument.objects.filter(code="NUCLEAR-TERRORISM-2005").update(in_force_on=None, recorded_at=Now())
    said = of(asked(f"{ON}&name=Czech"), "Czech Republic")
    assert "the instrument is in force for nobody yet" in said
    assert "No information held: Czechoslovakia" in plain(
        asked(f"{PAGE}?at=1990-01-01&family=terrorism&name=czech")
    )
    rows = list(csv.DictReader(io.StringIO(asked(f"{ON}&name=france&format=csv").lstrip("\ufeff"))))
    assert next(row for row in rows if row["instrument"] == "UNTOC")["withdrawn_on"] == "2006-06-01"


def test_a_procedure_reported_stands_beside() -> None:
    Procedure.objects.create(
        instrument=Instrument.objects.get(code="UNCAC"), participant=Participant.objects.get(code="AND"),
        reported_on="2006-05-05", words="", source="letter of the mission", recorded_at=Now(),
    )  # fmt: skip
    said = of(asked(f"{ON}&name=andorra"), "Andorra")
    assert "national procedure reported under way on May 5, 2006 (letter of the mission)" in said
    assert "procedure reported" not in of(asked(f"{PAGE}?at=2006-05-04&name=andorra"), "Andorra")


def test_pages_follow_each_other_and_an_empty_list_says_so() -> None:
    first, second = asked(ON), asked(f"{ON}&page=2")
    assert "In the order of their names" in first
    assert "Afghanistan" in first
    assert "Afghanistan" not in second
    assert "Nothing matches" in asked(f"{ON}&name=zzz")
    assert "Nothing matches" in asked(f"{ON}&family=none")


def test_later_stages_fill_what_stands_open_in_one_request() -> None:
    panel = register(Panel("follow_up", "instruments:state", 1, "What stands open", whole="instruments:grid"))
    try:
        page = asked(f"{ON}&name=andorra")
        assert '<div class="panel" id="instruments-state-AND">' in page
        assert 'hx-get="/instruments/"' in page
    finally:
        withdraw(panel)


def test_the_list_as_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(asked(f"{ON}&format=csv").lstrip("\ufeff"))))
    adherence = registers().adherence
    day = date(2006, 12, 20)
    for code in ("UNTOC", "UNCAC", "NUCLEAR-TERRORISM-2005"):
        listed = [row for row in rows if row["instrument"] == code]
        assert len(listed) == adherence.count(code, day).not_yet_parties
        assert {row["latest_held"] for row in listed} != {""}
    argentina = next(row for row in rows if (row["code"], row["instrument"]) == ("ARG", "UNTOC-FIREARMS"))
    assert (argentina["consented_on"], argentina["in_force_for_it_on"]) == ("2006-12-18", "2007-01-17")
    silent = [row for row in rows if row["status"] == "no register held"]
    assert len(silent) == 11
    assert Client(headers=ENGLISH).get(f"{ON}&format=xlsx").status_code == 200


def test_the_paper_has_a_table_an_instrument_and_is_the_same_twice() -> None:
    Procedure.objects.create(
        instrument=Instrument.objects.get(code="UNCAC"), participant=Participant.objects.get(code="AND"),
        reported_on="2006-05-05", words="", source="letter", recorded_at=Now(),
    )  # fmt: skip
    answer = Client(headers=ENGLISH).get(f"{ON}&format=docx")
    assert answer["Content-Disposition"] == 'attachment; filename="not-yet-parties-2006-12-20.docx"'
    paper = Document(io.BytesIO(answer.content))
    heads = [part.text for part in paper.paragraphs if part.style and part.style.name == "Heading 1"]
    assert len(heads) == 11
    assert heads[0] == "United Nations Convention against Transnational Organized Crime"
    assert len(paper.tables) == 10
    assert (
        len(paper.tables[0].rows)
        == 1 + registers().adherence.count("UNTOC", date(2006, 12, 20)).not_yet_parties
    )
    texts = "\n".join(part.text for part in paper.paragraphs)
    assert "encouraged to consider" in texts
    assert "latest held Oct. 17, 2013 · 326 actions held of 326 in the source" in texts
    assert "no register held" in texts
    cells = [cell.text for row in paper.tables[4].rows for cell in row.cells]
    assert "procedure under way, reported on May 5, 2006" in cells
    assert Client(headers=ENGLISH).get(f"{ON}&format=docx").content == answer.content
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    nobody = Document(io.BytesIO(Client(headers=ENGLISH).get(f"{ON}&name=zzz&format=docx").content))
    assert not nobody.tables
    assert any("Nobody of those asked for is listed" in part.text for part in nobody.paragraphs)
    drugs = Document(io.BytesIO(Client(headers=ENGLISH).get(f"{ON}&family=drugs&format=docx").content))
    assert len(drugs.tables) == 5
    assert all("no register held" not in part.text for part in drugs.paragraphs)


def test_a_day_to_come_is_refused_and_the_reader_is_spoken_to_in_french() -> None:
    refused = asked(f"{PAGE}?at=2999-01-01", status=400)
    assert "still to come" in plain(refused)
    assert "<h3>" not in refused
    asked(f"{PAGE}?at=x&format=docx", status=400)
    assert "Afrique du Sud" in asked(ON, french=True)
