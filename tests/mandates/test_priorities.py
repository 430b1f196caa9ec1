"""Priorities: a theme, the provision that puts it first, and nobody but the Assembly and the Council."""

import io
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from openpyxl import load_workbook

from dispositif.documents.models import Document, Provision
from dispositif.kernel.refusal import Refusal
from dispositif.mandates.actions import set_priority, withdraw_priority
from dispositif.mandates.models import Priority
from dispositif.mandates.queries.clause import clause, priorities
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import acting_as
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts
from dispositif.world.queries import theme
from tests.mandates.lists import DRAFTER, READER
from tests.world import DAY, SHORT, imported, person, signed_in

pytestmark = pytest.mark.database
PAGE = "/mandates/priorities/"
SECOND = {"symbol": "A/RES/99/77", "part": "operative", "path": "2"}


@pytest.fixture
def by(database: None) -> Person:
    one = local_administrator()
    load_facts(by=one.as_party(), on=DAY)
    return one


def put_first(provision: Provision, by: Person, code: str = "CORRUPTION", note: str = "") -> Priority:
    return set_priority(theme=theme(code), provision=provision, note=note, by=by, on=DAY)


def test_a_provision_makes_a_theme_a_priority(by: Person) -> None:
    document = imported().document
    row = put_first(clause(**SECOND), by, note="  as read  ")
    assert (row.organ.code, row.note, row.entered_on) == ("GA", "as read", DAY)
    put_first(clause(**SECOND), by, "TIP")
    put_first(clause(**SECOND | {"part": "preambular", "path": "1"}), by)
    assert [(one.theme.code, one.provision.part, one.provision.path) for one in priorities()] == [
        ("CORRUPTION", "preambular", "1"),
        ("CORRUPTION", "operative", "2"),
        ("TIP", "operative", "2"),
    ]
    entries = history(document)
    assert entries[0].what == "mandates.priority_set"
    assert entries[0].content.content["theme"] == "CORRUPTION"


@pytest.mark.parametrize(
    ("symbol", "organ"),
    [("E/RES/2006/22", "ECOSOC"), ("E/DEC/2011/259", "ECOSOC"), ("A/DEC/60/551", "GA"),
     ("A/RES/S-20/2", "GA"), ("S/RES/1373 (2001)", ""), ("A/HRC/RES/5/1", ""), ("A/61/179", ""),
     ("S/PRST/2006/1", ""), ("E/PRST/2006/1", "")],
)  # fmt: skip
def test_only_the_assembly_and_the_council_set_priorities(by: Person, symbol: str, organ: str) -> None:
    body = SHORT.split("\n", 1)[1]
    provision = Provision.objects.get(
        document=imported("Assistance to courts" + body, symbol=symbol).document,
        part="operative",
        path="2",
        act=0,
    )
    if organ:
        assert put_first(provision, by).organ.code == organ
        return
    with pytest.raises(Refusal, match="Priorities are set by") as refused:
        put_first(provision, by)
    assert refused.value.code == "mandates.not_principal"


def test_the_same_entry_is_made_once(by: Person) -> None:
    imported()
    put_first(clause(**SECOND), by)
    with pytest.raises(Refusal, match="entered for this theme already"):
        put_first(clause(**SECOND), by)
    assert Priority.objects.count() == 1


def test_a_paragraph_that_is_gone_sets_nothing(by: Person) -> None:
    imported()
    imported(SHORT.split("2. Requests")[0])
    with pytest.raises(Refusal, match="gone from the last version"):
        put_first(clause(**SECOND), by)


def test_a_slip_is_taken_out_and_the_trail_keeps_it(by: Person) -> None:
    document = imported().document
    row = put_first(clause(**SECOND), by)
    with pytest.raises(Refusal, match="Say why"):
        withdraw_priority(priority=row, why=" ", by=by)
    withdraw_priority(priority=row, why="wrong theme", by=by)
    with pytest.raises(Refusal, match="took it out meanwhile"):
        withdraw_priority(priority=row, why="again", by=by)
    entry = history(document)[0]
    assert (entry.what, entry.why, Priority.objects.count()) == (
        "mandates.priority_withdrawn",
        "wrong theme",
        0,
    )


@pytest.mark.parametrize(
    "asked",
    [{"symbol": "A/RES/1/1"}, {"symbol": "nonsense"}, {"symbol": ""}, {"path": "99"}, {"path": ""},
     {"part": "annex"}, {"path": "2\x003"}],
)  # fmt: skip
def test_a_clause_that_is_not_held_is_refused(by: Person, asked: dict[str, str]) -> None:
    imported()
    with pytest.raises(Refusal, match="is not held here"):
        clause(**SECOND | asked)


def test_a_secret_text_shows_no_priority(by: Person) -> None:
    imported()
    row = put_first(clause(**SECOND), by)
    Document.objects.update(sensitivity="confidential")
    for acting in (READER, DRAFTER):
        with acting_as(acting):
            assert not Priority.objects.exists()
            with pytest.raises(Refusal, match="is not held here"):
                clause(**SECOND)
    page = Client().get(PAGE)
    assert "99/77" not in page.content.decode() + Client().get(PAGE + "?format=csv").content.decode()
    assert "0 entries" in page.content.decode()
    drafter = signed_in(person("Drafter", Role.DRAFTER))
    data = {"how": "withdraw", "priority": str(row.uuid), "why": "x"}
    assert drafter.post(PAGE, data).status_code == 404
    held = drafter.post(PAGE, {"how": "set", "theme": "CORRUPTION", **SECOND})
    none = drafter.post(PAGE, {"how": "set", "theme": "CORRUPTION", **SECOND, "symbol": "A/RES/99/76"})
    assert (
        held.content.decode().count("is not held here")
        == none.content.decode().count("is not held here")
        == 1
    )
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert "A/RES/99/77" in officer.get(PAGE).content.decode()


def test_the_database_takes_no_entry_of_a_reader(by: Person) -> None:
    imported()
    columns = {"theme": theme("TIP"), "provision": clause(**SECOND), "organ_id": 1, "entered_on": DAY}
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), acting_as(READER):
        Priority.objects.create(entered_by="nobody", **columns)


def test_the_page_enters_shows_and_takes_out(by: Person) -> None:
    document = imported().document
    Document.objects.update(adopted_on=date(2044, 12, 20), adopted_source="its cover")
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert "No priority is entered" in officer.get(PAGE).content.decode()
    data = {"how": "set", "theme": "CORRUPTION", "note": "read", **SECOND}
    assert officer.post(PAGE, data).status_code == 302
    page = officer.get(PAGE).content.decode()
    for words in ("Requests the Secretary-General to report", "General Assembly", "1 entry", "Dec. 20, 2044"):
        assert words in page
    assert f'href="/documents/{document.slug}/operative/2/"' in page
    twice = officer.post(PAGE, data)
    assert (twice.status_code, "entered for this theme already" in twice.content.decode()) == (400, True)
    unknown = officer.post(PAGE, data | {"theme": "NOTHING"}).content.decode()
    assert 'value="A/RES/99/77"' in unknown
    lines = Client().get(PAGE + "?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Corruption,CORRUPTION,A/RES/99/77,operative,2,")
    assert lines[1].endswith(
        "General Assembly,2044-12-20,read,Officer," + str(Priority.objects.get().entered_on)
    )
    sheet = load_workbook(io.BytesIO(Client().get(PAGE + "?format=xlsx").content)).active
    assert sheet["C2"].value == "A/RES/99/77"
    french = Client(headers={"accept-language": "fr"}).get(PAGE).content.decode()
    assert "Corruption" in french
    uuid = str(Priority.objects.get().uuid)
    assert officer.post(PAGE, {"how": "withdraw", "priority": "no uuid", "why": "x"}).status_code == 404
    assert "Say why" in officer.post(PAGE, {"how": "withdraw", "priority": uuid}).content.decode()
    assert officer.post(PAGE, {"how": "withdraw", "priority": uuid, "why": "slip"}).status_code == 302
    assert not Priority.objects.exists()


def test_others_are_told_who_may(by: Person) -> None:
    assert "Secretariat officers, drafters and administrators do this." in Client().get(PAGE).content.decode()
    donor = signed_in(person("Donor", Role.DONOR))
    assert donor.post(PAGE, {"how": "set", **SECOND}).status_code == 403
