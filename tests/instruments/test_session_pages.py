"""Pages of the Conferences: look, record, refuse, take away; for whoever may, and for visitors."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dispositif.instruments.actions import session as actions
from dispositif.instruments.models import (
    Attendance,
    Contribution,
    FocalPoint,
    Questionnaire,
    Session,
    SessionDocument,
)
from dispositif.instruments.queries import session as queries
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from tests.instruments.conferences import SINCE, TODAY, UNTIL, recorded, sent, world
from tests.world import person, signed_in

pytestmark = pytest.mark.database
HERE = "/instruments/conferences/"
THIRD = f"{HERE}COP_UNTOC/3/"
UNTOC = "/instruments/mechanisms/UNTOC/"
SITTING = {
    "held": "held",
    "place": "Vienna",
    "since_on": "2006-10-09",
    "until_on": "2006-10-18",
    "source": "CTOC/COP/2006/14",
}


@pytest.fixture(autouse=True)
def facts(database: None) -> None:
    world()


@pytest.fixture
def officer() -> Client:
    return signed_in(person("Officer", Role.SECRETARIAT))


def said(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def post(client: Client, address: str, status: int = 302, **sent: Any) -> str:
    response = client.post(address, sent)
    assert response.status_code == status, response.content.decode()
    return response.content.decode() if status != 302 else str(response.url)  # type: ignore[attr-defined]


def test_an_empty_page_says_how_to_fill_it() -> None:
    page = said(Client(), HERE)
    for words in ("No session is recorded yet.", "none recorded", "no list of participants held"):
        assert words in page
    assert "Secretariat officers, programme managers and administrators" in page
    assert "No questionnaire is recorded: that does not say that none was sent." in said(Client(), UNTOC)
    assert "no session" not in said(Client(), HERE + "?body=CCPCJ").lower().replace("no session matches", "")


def test_the_table_of_sessions_is_shown_filtered_and_taken_away() -> None:
    actions.load_sessions(by=local_administrator().as_party(), on=TODAY)
    page = said(Client(), HERE)
    assert "16 with unverified facts" in page
    assert "(unverified)" in page
    narrowed = said(Client(), HERE + "?body=COSP_UNCAC&year=2006&sort=place")
    assert "Amman" in narrowed
    assert "Bali" not in narrowed
    assert "No session matches." in said(Client(), HERE + "?words=nowhere")
    rows = list(csv.reader(io.StringIO(said(Client(), HERE + "?format=csv&body=CCPCJ").lstrip("\ufeff"))))
    assert len(rows) == 6
    assert rows[1][0] == "CCPCJ"
    assert Client().get(HERE + "?format=xlsx").content.startswith(b"PK")
    assert "Conférence des Parties" in Client(headers={"accept-language": "fr"}).get(HERE).content.decode()


def test_an_officer_records_and_corrects_a_session(officer: Client) -> None:
    sending = {"body": "COP_UNTOC", "number": "3", "part": "regular", **SITTING}
    assert post(officer, HERE, **sending) == THIRD
    assert "recorded already" in post(officer, HERE, 400, **sending)
    assert "Choose the body" in post(officer, HERE, 400, **sending | {"body": "GA"})
    assert "Choose one of the list" in post(officer, HERE, 400, **sending | {"part": "x"})
    assert "numbered from 1" in post(officer, HERE, 400, **sending | {"number": "x"})
    assert "is not a day" in post(officer, HERE, 400, **sending | {"since_on": "soon"})
    correction = {**SITTING, "until_on": "2006-10-17", "how": "sitting", "seen": "0"}
    assert post(officer, THIRD, **correction) == f"{THIRD}#sitting"
    assert "Somebody corrected this session meanwhile" in post(officer, THIRD, 409, **correction)
    page = said(officer, THIRD)
    assert "9 days, first and last counted" in page
    assert "when and where it sat corrected" in page


def test_visitors_and_readers_look_and_do_not_write(officer: Client) -> None:
    recorded()
    for client in (Client(), signed_in(person("Reader"))):
        assert "Record who came" not in said(client, THIRD)
        refused = post(client, THIRD, 403, how="attendance", who="France", source="x")
        assert "programme manager" in refused
        assert client.post(HERE, SITTING).status_code == 403
        assert client.post(UNTOC, {"how": "contributions"}).status_code == 403
        assert client.post(f"{THIRD}attendance/").status_code == 403
    assert "Record who came" in said(officer, THIRD)
    assert post(officer, THIRD, how="nothing") == f"{THIRD}#nothing"


def test_what_is_no_session_is_not_found(officer: Client) -> None:
    for address in (f"{HERE}COP_UNTOC/99/", f"{HERE}COP_UNTOC/x/", f"{HERE}COP_UNTOC/99/attendance/"):
        assert officer.get(address).status_code == 404
    assert officer.get("/instruments/mechanisms/NONE/").status_code == 404


def test_a_planned_session_without_days_says_so(officer: Client) -> None:
    days = {"held": "planned", "since_on": "", "until_on": "", "place": ""}
    post(officer, HERE, body="CCPCJ", number="36", part="reconvened", **SITTING | days)
    page = said(officer, f"{HERE}CCPCJ/36-reconvened/")
    assert "Session 36, reconvened" in page
    assert "days not known" in page
    assert "No list of participants is held" in page
    listed = said(officer, HERE)
    assert "36, reconvened" in listed
    assert "days not known" in listed


def attend(client: Client, who: str, status: int = 302, presence: str = "delegation") -> str:
    return post(client, THIRD, status, how="attendance", who=who, presence=presence, source="INF/2")


def test_who_came_is_recorded_by_names(officer: Client) -> None:
    recorded()
    attend(officer, "France; KEN\nCôte d'Ivoire\nUNICRI")
    attend(officer, "Peru", presence="represented")
    page = said(officer, THIRD)
    assert "that does not say that they were absent" in page
    assert page.index("Côte d’Ivoire") < page.index("France")
    assert "did not exist" in attend(officer, "South Sudan", 400)
    assert "names no participant" in attend(officer, "Atlantis", 400)
    assert "Name at least one" in attend(officer, " ; ", 400)
    assert "Name at most 400" in attend(officer, "FRA;" * 401, 400)
    rows = said(officer, f"{THIRD}?list=attendance&format=csv").splitlines()
    assert len(rows) == 6
    assert "5 of" in said(officer, HERE) or "3 of" in said(officer, HERE)
    post(officer, THIRD, how="taken_out", who="France", why="another delegation")
    assert "is not in the list" in post(officer, THIRD, 400, how="taken_out", who="France", why="x")
    assert "another delegation" in said(officer, THIRD)


def test_documents_are_planned_issued_and_moved(officer: Client) -> None:
    recorded()
    planning = {
        "how": "documents",
        "symbol": "CTOC/COP/2006/5",
        "title": "Report",
        "due_on": "2006-08-28",
        "source": "list",
        "languages": ["en", "fr"],
    }
    assert post(officer, THIRD, **planning).endswith("#documents")
    assert "is planned already" in post(officer, THIRD, 400, **planning)
    assert "A day is needed" in post(officer, THIRD, 400, **planning | {"due_on": ""})
    document = str(SessionDocument.objects.get().uuid)
    known = {"document": document, "source": "ODS"}
    post(officer, THIRD, how="issued", **known, **{"issued_on-en": "2006-08-20"})
    post(officer, THIRD, how="moved", **known, due_on="2006-09-04")
    assert "at least one official language" in post(officer, THIRD, 400, how="issued", **known)
    assert officer.post(THIRD, {"how": "issued", "document": "x", "source": "x"}).status_code == 404
    page = said(officer, THIRD)
    for words in ("issued on time", "not issued", "not planned", "languages issued"):
        assert words in page
    rows = list(csv.reader(io.StringIO(said(officer, f"{THIRD}?list=documents&format=csv").lstrip("\ufeff"))))
    assert [row[2:6] for row in rows[1:]] == [
        ["en", "2006-08-28", "2006-08-20", "in_time"],
        ["fr", "2006-09-04", "", "outstanding"],
    ]
    assert "1 of 2 language versions" in said(officer, HERE)


def hand_in(client: Client, content: str) -> Any:
    file = SimpleUploadedFile("list.csv", content.encode())
    return client.post(f"{THIRD}attendance/", {"file": file})


def test_a_list_of_participants_is_looked_at_then_written(officer: Client) -> None:
    recorded()
    assert "Columns: participant, presence" in said(officer, f"{THIRD}attendance/")
    assert "No file was chosen." in post(officer, f"{THIRD}attendance/", 400)
    place = hand_in(officer, "participant,presence\nFrance,\nKenya,represented\nUNICRI,\n").url
    assert "nothing is written yet" in said(officer, place)
    assert not Attendance.objects.exists()
    assert "may not be left empty" in post(officer, place, 400, source=" ")
    assert post(officer, place, source="CTOC/COP/2006/INF/2") == f"{THIRD}#attendance"
    one = Session.objects.get()
    came = queries.came(one, queries.sitting_of(one))
    assert came is not None
    assert (came.delegations, came.represented, came.entities) == (1, 1, 1)
    assert 'class="change change-same"' in said(officer, place)
    changed = hand_in(officer, "participant,presence\nKenya,delegation\n").url
    assert 'class="change change-changed"' in said(officer, changed)


def test_a_list_with_a_fault_is_refused_as_a_whole(officer: Client) -> None:
    recorded()
    rows = "Atlantis,\nFrance,\nFRA,\nSouth Sudan,\nPeru,maybe\n=1+1,\n"
    place = hand_in(officer, f"participant,presence\n{rows}").url
    page = said(officer, place)
    for words in (
        "Nobody that is held is called so",
        "Stands in the list already.",
        "took no part, on the first day",
        "Write delegation or represented.",
        "The cell is a formula",
        "before the file is mended",
    ):
        assert words in page
    assert "5 rows are refused, the first is row 2" in post(officer, place, 400, source="x")
    assert not Attendance.objects.exists()
    assert "has no column" in said(officer, hand_in(officer, "name\nFrance\n").url, 400)
    assert Client().get(place).status_code == 403


def test_a_list_waits_for_the_first_day(officer: Client) -> None:
    days = {"held": "planned", "since_on": "", "until_on": ""}
    post(officer, HERE, body="COP_UNTOC", number="3", part="regular", **SITTING | days)
    place = hand_in(officer, "participant,presence\nFrance,\n").url
    assert "enter it first" in said(officer, place, 400)


def test_a_mechanism_holds_offices_questionnaires_and_contributions(officer: Client) -> None:
    point = {
        "how": "focal_points",
        "who": "Peru",
        "office": "Ministry of Justice",
        "reference": "NV 7",
        "since_on": "2021-05-03",
    }
    assert post(officer, UNTOC, **point).endswith("#focal_points")
    assert "named this office already" in post(officer, UNTOC, 400, **point)
    giving = {
        "how": "contributions",
        "who": "France",
        "basis": "pledge",
        "amount": "250 000,50",
        "currency": "eur",
        "made_on": "2021-04-01",
        "source": "letter",
    }
    post(officer, UNTOC, **giving)
    kind = {"amount": "", "in_kind": "yes", "words": "a room", "who": "UNICRI", "basis": "received"}
    post(officer, UNTOC, **giving | kind)
    post(officer, UNTOC, **giving | {"in_kind": "yes", "words": "an expert", "amount": "10"})
    assert "is no currency" in post(officer, UNTOC, 400, **giving | {"currency": "coins"})
    assert "said in words" in post(officer, UNTOC, 400, **giving | {"amount": ""})
    page = said(officer, UNTOC)
    for words in ("EUR 250,000.50", "in kind, not valued", "in kind, valued", "Ministry of Justice"):
        assert words in page
    assert "names of persons are not kept here" in page
    assert len(said(officer, f"{UNTOC}?list=contributions&format=csv").splitlines()) == 4
    assert len(said(officer, f"{UNTOC}?list=focal_points&format=csv").splitlines()) == 2
    glance = said(officer, HERE)
    assert "pledged: EUR 250,000.50" in glance
    assert "2 in kind" in glance


def test_what_was_recorded_is_taken_out_or_ended(officer: Client) -> None:
    today = {"since_on": "2021-05-03", "who": "Peru", "office": "Office", "reference": "NV 7"}
    post(officer, UNTOC, how="focal_points", **today)
    giving = {"who": "France", "basis": "pledge", "amount": "1", "currency": "USD"}
    post(officer, UNTOC, how="contributions", made_on="2021-04-01", source="x", **giving)
    contribution, point = str(Contribution.objects.get().uuid), str(FocalPoint.objects.get().uuid)
    assert post(officer, UNTOC, how="taken_out", contribution=contribution, why="twice")
    assert post(officer, UNTOC, how="released", point=point, until_on="2021-06-01")
    page = said(officer, UNTOC)
    assert "No contribution is recorded" in page
    assert "No focal point is recorded" in page


def test_a_questionnaire_is_sent_answered_and_extended(officer: Client) -> None:
    asking = {"title": "Self-assessment", "sent_on": "2021-03-01", "due_on": "2021-06-01", "source": "NV"}
    refused = post(officer, UNTOC, 400, how="questionnaires", who="", **asking)
    assert "name whom it went to" in refused
    post(officer, UNTOC, how="questionnaires", who="France\nKenya\nPeru", **asking)
    one = Questionnaire.objects.get()
    here = f"/instruments/questionnaires/{one.uuid}/"
    assert "no answer recorded yet" in said(officer, here)
    post(officer, here, how="received", who="Kenya; France", received_on="2021-06-02", source="mail")
    post(officer, here, how="due", due_on="2021-09-01", source="NV 40")
    assert "did not go to DJI" in post(
        officer, here, 400, how="received", who="Djibouti", received_on="2021-06-02", source="mail"
    )
    assert post(officer, here, how="nothing") == f"{here}#nothing"
    page = said(officer, here)
    assert page.index("France") < page.index("Kenya")
    assert "received late" in page
    assert "2 of 3 received" in said(officer, UNTOC)
    assert len(said(officer, f"{here}?format=csv").splitlines()) == 4
    post(officer, here, how="received", who="Peru", received_on="2021-06-02", source="mail")
    assert "Every answer that was asked for is in." in said(officer, here)


def test_an_answer_refused_takes_the_others_back(officer: Client) -> None:
    one = sent("FRA", "DEU")
    here = f"/instruments/questionnaires/{one.uuid}/"
    answers = {"how": "received", "received_on": "2021-06-01", "source": "mail"}
    page = post(officer, here, 400, who="FRA; DEU; JPN", **answers)
    assert "did not go to JPN" in page
    assert "no answer recorded yet" in page
    assert "received in time" not in page
    post(officer, here, who="FRA; DEU", **answers)
    assert "Every answer that was asked for is in." in said(officer, here)


def test_what_was_typed_stands_there_after_a_refusal(officer: Client) -> None:
    recorded()
    planning = {"how": "documents", "symbol": "CTOC/COP/2006/5", "title": "Report", "source": "list"}
    refused = post(officer, THIRD, 400, due_on="", languages=["en", "fr"], **planning)
    assert [code for code in ("ar", "en", "fr", "ru") if f'value="{code}" checked' in refused] == ["en", "fr"]
    post(officer, THIRD, due_on="2006-08-28", languages=["en", "fr"], **planning)
    known = {"document": str(SessionDocument.objects.get().uuid)}
    issued = {"how": "issued", "issued_on-en": "2006-08-21", "issued_on-fr": "", **known}
    refused = post(officer, THIRD, 400, source=" ", **issued)
    assert 'value="2006-08-21"' in refused
    moved = post(officer, THIRD, 400, how="moved", due_on="soon", source="new list", **known)
    assert 'value="soon"' in moved
    assert 'value="new list"' in moved
    post(officer, THIRD, source="ODS", **issued)
    kept = post(officer, THIRD, 400, source="ODS", **issued | {"issued_on-en": ""})
    assert "is recorded as issued in en: that is not taken back here" in kept


def test_the_form_of_a_row_keeps_what_was_typed(officer: Client) -> None:
    today = {"since_on": "2021-05-03", "who": "Peru", "office": "Office", "reference": "NV 7"}
    post(officer, UNTOC, how="focal_points", **today)
    point = str(FocalPoint.objects.get().uuid)
    assert 'value="2021-04-01"' in post(
        officer, UNTOC, 400, how="released", point=point, until_on="2021-04-01"
    )


def test_a_session_ahead_lasted_no_days(officer: Client) -> None:
    ahead = {"held": "planned", "since_on": "2090-10-09", "until_on": "2090-10-18"}
    post(officer, HERE, body="COP_UNTOC", number="40", part="regular", **SITTING | ahead)
    page = said(Client(), f"{HERE}COP_UNTOC/40/")
    assert "first and last counted" not in page
    assert "below" not in page
    assert "below" not in said(Client(), UNTOC)


def test_outstanding_states_stand_in_the_order_of_the_language() -> None:
    one = sent("VNM", "FRA", "DJI")
    page = said(Client(), f"/instruments/questionnaires/{one.uuid}/")
    assert page.index("Djibouti") < page.index("France") < page.index("Viet Nam")
    assert Client().post(f"/instruments/questionnaires/{one.uuid}/").status_code == 403
    assert (date(2006, 10, 9), date(2006, 10, 18)) == (SINCE, UNTIL)
