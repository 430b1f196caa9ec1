"""Registers on pages: hand in, look, choose columns, write, resolve names, record by hand, take away."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from dispositif.instruments.models import Action, Instrument, Procedure, Statement, Unresolved
from dispositif.people.rules import Role
from tests.instruments.registered import (
    FRANCE,
    FRANCE_IN,
    HEADS,
    PERU,
    ROWS,
    brought,
    csv_of,
    looked,
    world_and_instruments,
)
from tests.world import person, signed_in

pytestmark = pytest.mark.database
IMPORT, UNRESOLVED = "/instruments/import/", "/instruments/unresolved/"
NOTIFY = "/instruments/UNTOC/notify/"
FRNACE = ("UNTOC", "Frnace", "signature", "2000-12-12")


@pytest.fixture
def officer(database: None) -> Client:
    world_and_instruments()
    return signed_in(person("Officer", Role.SECRETARIAT))


def sent(client: Client, content: bytes, name: str = "register.csv", **asked: str) -> str:
    response = client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **asked})
    assert response.status_code == 302, response.content.decode()
    return str(response.url)  # type: ignore[attr-defined]


def said(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def place_of(address: str) -> str:
    return address.split("?", maxsplit=1)[0]


def test_an_officer_hands_in_looks_writes_and_finds_nothing_more_to_write(officer: Client) -> None:
    assert "registers held: 0 of 29" in said(officer, IMPORT)
    place = sent(officer, csv_of(ROWS), source="Treaty Collection, read today", covers="whole")
    page = said(officer, place)
    assert "Write the register" in page
    assert 'value="UNTOC=0"' in page
    assert not Action.objects.exists()
    form = {"seen": "UNTOC=0", "source": "Treaty Collection, read today"}
    response = officer.post(place_of(place), form)
    assert (response.status_code, response.url) == (302, IMPORT)  # type: ignore[attr-defined]
    listed = said(officer, IMPORT)
    assert "registers held: 1 of 29" in listed
    assert "Treaty Collection, read today" in listed
    assert "there is nothing to write" in said(officer, place)
    again = officer.post(place_of(place), form)
    assert (again.status_code, "there is nothing to write" in again.content.decode()) == (200, True)
    assert Action.objects.count() == 4


def test_what_changed_is_shown_beside_what_was(officer: Client) -> None:
    brought(csv_of(ROWS))
    rows = [FRANCE, (*FRANCE_IN[:2], "accession", "2003-01-02"), *ROWS[3:]]
    page = said(officer, sent(officer, csv_of(rows)))
    assert '<del class="soft">ratification</del>' in page
    assert "change-gone" in page
    many = [("UNTOC", "Norway", "ratification", "2003-09-23")] * 30
    assert "and 10 more" in said(officer, sent(officer, csv_of(many)))


def test_findings_are_rolled_up_and_can_be_taken_away(officer: Client) -> None:
    place = sent(officer, csv_of([PERU, *[("UNTOC", "France", "blessing", "29/10/2002")] * 300]))
    page = said(officer, place)
    assert page.count("This is no action on a treaty") == 5
    assert "300 remarks" in page
    assert "Something is refused" in page
    lines = said(officer, place + "&format=csv" if "?" in place else place + "?format=csv").splitlines()
    assert len(lines) == 601
    refused = officer.post(place_of(place), {"seen": "UNTOC=0"})
    assert (refused.status_code, "nothing was written" in refused.content.decode()) == (400, True)
    stale = officer.post(place_of(sent(officer, csv_of(ROWS))), {"seen": "UNTOC=x"})
    assert (stale.status_code, "look at it again" in stale.content.decode()) == (409, True)


def test_an_instrument_with_a_finding_of_its_own_is_named(officer: Client) -> None:
    brought(csv_of(ROWS))
    assert "UNTOC: It is held as at" in said(officer, sent(officer, csv_of([FRANCE])))


def test_columns_are_chosen_where_they_are_not_recognised(officer: Client) -> None:
    place = sent(officer, csv_of(ROWS, ("a", "b", "c", "d")), instrument="UNTOC")
    response = officer.get(place)
    assert response.status_code == 400
    assert "Which column says what" in response.content.decode()
    chosen = "&column-participant=b&column-kind=c&column-on=d&column-instrument=a&column-source=-"
    page = said(officer, place + chosen)
    assert "Write the register" in page
    assert 'name="column-participant" value="b"' in page
    assert officer.get(place + "&as_at=soon").status_code == 400
    broken = sent(officer, b"\xff\xfe")
    assert "Which column says what" not in said(officer, broken)


def test_a_name_is_settled_beside_the_import_or_later(officer: Client) -> None:
    reef = ("UNTOC", "Republic of Reefs", "ratification", "2002-10-29")
    place = sent(officer, csv_of([PERU, FRNACE, reef]))
    page = said(officer, place)
    assert "2 names are not recognised" in page
    assert page.index('value="FRA"') < page.index('value="AFG"')
    response = officer.post(place_of(place), {"seen": "UNTOC=0", "who-0": "FRA"})
    assert response.url == UNRESOLVED  # type: ignore[attr-defined]
    assert set(Action.objects.values_list("participant__code", flat=True)) == {"PER", "FRA"}
    page = said(officer, UNRESOLVED)
    assert "Republic of Reefs" in page
    assert "1 action waits for its name" in said(officer, IMPORT)
    form = {"name": "Republic of Reefs", "how": "settle", "participant": ""}
    assert "Choose a participant" in officer.post(UNRESOLVED, form).content.decode()
    assert officer.post(UNRESOLVED, form | {"how": "aside"}).status_code == 400
    assert officer.post(UNRESOLVED, form | {"how": "aside", "reason": "no State"}).status_code == 302
    assert officer.post(UNRESOLVED, form).status_code == 400
    assert "Every name in the registers held is resolved" in said(officer, UNRESOLVED)


def test_a_name_that_cannot_be_settled_so_leaves_the_file_unwritten(officer: Client) -> None:
    place = sent(officer, csv_of([PERU, ("UNTOC", "Perou land", "ratification", "2003-01-01")]))
    response = officer.post(place_of(place), {"seen": "UNTOC=0", "who-0": "PER"})
    assert (response.status_code, "no withdrawal lies between" in response.content.decode()) == (400, True)
    assert not Action.objects.exists()
    brought(csv_of([PERU, FRNACE]))
    officer.post(UNRESOLVED, {"name": "Frnace", "how": "settle", "participant": "FRA"})
    assert not Unresolved.objects.filter(settled_at=None).exists()


def test_others_are_told_who_may(officer: Client) -> None:
    brought(csv_of([PERU, FRNACE]))
    for address in (IMPORT, UNRESOLVED, NOTIFY):
        page = said(Client(), address)
        assert "This is for another role" in page
        assert "Sign in" in page
    donor = signed_in(person("Donor", Role.DONOR))
    for address in (IMPORT, UNRESOLVED, NOTIFY):
        response = donor.post(address, {"name": "Frnace", "what": "action"})
        assert (response.status_code, "secretariat officer" in response.content.decode()) == (403, True)
    assert "No file was chosen" in officer.post(IMPORT, {}).content.decode()


def test_one_notification_a_statement_a_report_and_a_correction(officer: Client) -> None:
    brought(csv_of(ROWS))
    assert "latest held" in said(officer, NOTIFY)
    assert "no register held" in said(officer, NOTIFY.replace("UNTOC", "UNCAC"))
    action = {
        "what": "action",
        "participant": "NOR",
        "kind": "ratification",
        "on_day": "2003-09-23",
        "symbol": "C.N.1.2003",
        "source": "Depositary",
        "seen": "1",
    }
    response = officer.post(NOTIFY, action)
    assert response.url == NOTIFY + "?participant=NOR"  # type: ignore[attr-defined]
    assert "C.N.1.2003" in said(officer, NOTIFY + "?participant=NOR")
    stale = officer.post(NOTIFY, action | {"participant": "CHE"})
    assert stale.status_code == 409
    assert 'value="CHE" selected' in stale.content.decode()
    assert officer.post(NOTIFY, action | {"kind": "blessing"}).status_code == 400
    assert officer.post(NOTIFY, {"what": "song"}).status_code == 400
    assert officer.post(NOTIFY, action | {"participant": "ZZZ"}).status_code == 400
    stated = action | {"what": "statement", "kind": "reservation", "text": "Reefs.", "language": "en"}
    assert officer.post(NOTIFY, stated).status_code == 302
    assert Statement.objects.get().kind == "reservation"
    report = {**action, "what": "procedure", "reported_on": "2026-01-02", "words": "A bill lies before it."}
    assert officer.post(NOTIFY, report).status_code == 302
    assert Procedure.objects.get().words in said(Client(), NOTIFY)
    wrong = Action.objects.get(participant__code="NOR")
    strike = {"what": "strike", "action": str(wrong.uuid), "reason": "another State", "seen": "2"}
    assert officer.post(NOTIFY, strike).status_code == 302
    assert "C.N.1.2003" not in said(officer, NOTIFY)
    assert officer.post(NOTIFY, strike | {"action": "none"}).status_code == 404
    assert "No action is held." in said(officer, NOTIFY + "?participant=NOR")
    assert officer.get("/instruments/TURTLES/notify/").status_code == 404


def test_what_is_taken_away_can_be_handed_in(officer: Client) -> None:
    brought(csv_of([*ROWS, FRNACE]))
    brought(csv_of([("UNCAC", "Peru", "ratification", "2004-11-16")]))
    whole = Client().get("/instruments/export/?format=csv").content
    assert not looked(whole, "actions.csv").changes
    assert len(whole.splitlines()) == 7
    sheet = Client().get("/instruments/export/?instrument=UNCAC&format=xlsx").content
    assert [cell.value for cell in load_workbook(io.BytesIO(sheet)).active[2]][:2] == ["UNCAC", "PER"]
    assert not looked(sheet, "actions.xlsx").changes
    assert Client().get("/instruments/export/?instrument=TURTLES").status_code == 400
    assert "actions.csv" in Client().get("/instruments/export/?format=exe")["Content-Disposition"]
    assert Instrument.objects.get(code="UNTOC").revision == 1
    assert HEADS[0] == "instrument"


def test_the_trail_says_it_in_words(officer: Client) -> None:
    brought(csv_of([*ROWS, FRNACE]))
    officer.post(UNRESOLVED, {"name": "Frnace", "how": "aside", "reason": "a misprint"})
    auditor = signed_in(person("Auditor", Role.AUDITOR))
    page = said(auditor, "/trail/")
    for words in ("register imported", "name set aside", "signature"):
        assert words in page
