"""The pages of requests, as delegations, officers and visitors use them."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from dispositif.assistance.models import Request
from dispositif.assistance.rules import MOVES, STATUSES, moves_from
from dispositif.files.models import Attachment
from dispositif.people.rules import Role
from dispositif.trail.models import Access
from tests.assistance.asked import as_, moved, taken_in
from tests.world import person, signed_in

pytestmark = pytest.mark.database
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|<!--[^>]*-->')
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sent(**other: Any) -> dict[str, Any]:
    """What a browser sends with the form of a note verbale."""
    return {
        "state": "KEN",
        "note_reference": "NV/7/2026",
        "note_on": "2026-02-01",
        "received_on": "2026-02-03",
        "authority": "Ministry of Justice",
        "theme": "TIP",
        "kind": "training",
        "asked": "Training of judges of the port courts.",
        "sensitivity": "confidential",
    } | other


@pytest.fixture
def kenya(world: None) -> Client:
    return signed_in(person("Amina", Role.DELEGATION, state="KEN"))


@pytest.fixture
def officer(world: None) -> Client:
    return signed_in(person("Otto", Role.SECRETARIAT))


def test_a_note_verbale_gets_its_receipt_at_once(kenya: Client) -> None:
    page = kenya.get("/assistance/new/").content.decode()
    assert "Kenya" in page
    assert "Peru" not in page
    answer = kenya.post("/assistance/new/", sent(files=[SimpleUploadedFile("note.pdf", PDF)]), follow=True)
    said = answer.content.decode()
    one = Request.objects.get()
    assert one.receipt in said
    assert "NV/7/2026" in said
    kept = Attachment.objects.get(subject_uuid=one.uuid)
    assert kenya.get(f"/files/{kept.uuid}/").status_code == 200
    assert kept.name in kenya.get(f"/assistance/{one.receipt}/").content.decode()


def test_what_is_not_ones_own_is_as_if_it_were_not_there(kenya: Client) -> None:
    kenya.post("/assistance/new/", sent(files=[SimpleUploadedFile("note.pdf", PDF)]))
    one, kept = Request.objects.get(), Attachment.objects.get()
    peru = signed_in(person("Rosa", Role.DELEGATION, state="PER"))
    other = "AR-0000-0000"
    for client in (peru, Client(), signed_in(person("Dora", Role.DONOR))):
        for place in ("/assistance/{}/", "/assistance/{}/receipt/"):
            there, nowhere = client.get(place.format(one.receipt)), client.get(place.format(other))
            assert there.status_code == nowhere.status_code == 404
            said = CHANGING.sub("", there.content.decode().replace(one.receipt, other))
            assert said == CHANGING.sub("", nowhere.content.decode())
        assert one.receipt not in client.get("/assistance/").content.decode()
        assert one.receipt not in client.get("/assistance/?format=csv").content.decode()
        assert client.get(f"/files/{kept.uuid}/").status_code in (302, 404)


def test_an_executable_named_pdf_leaves_nothing_behind(kenya: Client) -> None:
    program = SimpleUploadedFile("note.pdf", b"MZ" + bytes(200))
    answer = kenya.post("/assistance/new/", sent(files=[program]))
    assert answer.status_code == 400
    assert "Training of judges" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_signs_of_html_are_shown_as_they_were_typed(kenya: Client) -> None:
    script = "<script>alert(1)</script>"
    words = ("note_reference", "authority", "article", "territory", "asked", "urgency")
    kenya.post("/assistance/new/", sent(urgent="on", **dict.fromkeys(words, script)))
    one = Request.objects.get()
    for place in ("", "receipt/"):
        said = kenya.get(f"/assistance/{one.receipt}/{place}").content.decode()
        assert script not in said
        assert "&lt;script&gt;" in said


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"asked": "x" * 10_000_000}, "asked"),
        ({"note_on": "2026-02-31"}, "note_on"),
        ({"received_on": "2999-01-01"}, "note_on"),
        ({"asked": ""}, "asked"),
        ({"urgent": "on"}, "urgency"),
        ({"state": "PER"}, "state"),
        ({"note_reference": "a\u0007b"}, "note_reference"),
        ({"sensitivity": "strictly_confidential"}, "asked"),
    ],
)
def test_bad_input_is_refused_at_its_field(kenya: Client, wrong: dict[str, Any], field: str) -> None:
    answer = kenya.post("/assistance/new/", sent(**wrong))
    assert answer.status_code in (400, 413)
    if answer.status_code == 400 and answer.context and "form" in answer.context:
        assert field in answer.context["form"].errors
    assert not Request.objects.exists()


def test_the_same_note_twice_names_the_first_receipt(kenya: Client) -> None:
    kenya.post("/assistance/new/", sent())
    one = Request.objects.get()
    answer = kenya.post("/assistance/new/", sent())
    assert answer.status_code == 409
    assert one.receipt in answer.content.decode()


def test_an_officer_takes_the_steps_on_the_page(officer: Client, kenya: Client) -> None:
    kenya.post("/assistance/new/", sent())
    one = Request.objects.get()
    place = f"/assistance/{one.receipt}/"
    said = {"reason": "No place is free before June.", "until_on": "2999-01-01"}
    for name in ("find_complete", "examine", "defer", "resume", "accept", "begin"):
        page = officer.get(place).content.decode()
        assert all(move.label in page for move in moves_from(_status(one)))
        one.refresh_from_db()
        answer = officer.post(place, {"move": name, "seen": one.revision, **said})
        assert answer.status_code == 302, name
        one.refresh_from_db()
        assert one.status == MOVES[name].target
    assert "No place is free before June." in kenya.get(place).content.decode()


def _status(one: Request) -> Any:
    one.refresh_from_db()
    return next(status for status in STATUSES if status == one.status)


def test_what_a_step_needs_is_asked_for(officer: Client, world: None) -> None:
    by = person("Olga", Role.SECRETARIAT)
    one = moved(taken_in(by, "KEN"), "find_complete", "examine", by=by)
    place = f"/assistance/{one.receipt}/"
    without = officer.post(place, {"move": "defer", "seen": one.revision})
    assert without.status_code == 400
    assert "the reason, which the State reads" in without.content.decode()
    no_day = {"move": "defer", "seen": one.revision, "reason": "x", "until_on": "soon"}
    assert officer.post(place, no_day).status_code == 400
    past = no_day | {"until_on": "2020-01-01"}
    assert officer.post(place, past).status_code == 400
    stale = officer.post(place, {"move": "accept", "seen": 0})
    assert stale.status_code == 409
    assert "Somebody has changed this request" in stale.content.decode()
    assert officer.post(place, {"move": "accept"}).status_code == 409


def test_a_delegation_reads_who_may_take_a_step(kenya: Client) -> None:
    kenya.post("/assistance/new/", sent())
    one = Request.objects.get()
    place = f"/assistance/{one.receipt}/"
    assert "secretariat officer" in kenya.get(place).content.decode()
    assert kenya.post(place, {"move": "find_complete", "seen": 0}).status_code == 403


def test_the_queue_is_in_order_of_receipt_and_narrows(officer: Client, world: None) -> None:
    by = person("Olga", Role.SECRETARIAT)
    late = taken_in(by, "KEN", note_reference="A/1", received_on=date(2026, 3, 1))
    early = taken_in(by, "PER", note_reference="B/2", received_on=date(2026, 2, 21), asked="Quillfeather")
    page = officer.get("/assistance/").content.decode()
    assert page.index(early.receipt) < page.index(late.receipt)
    for query, there in [
        ("state=PER", early),
        ("words=quillfeather", early),
        (f"words={late.receipt}", late),
        ("words=a/1", late),
    ]:
        page = officer.get(f"/assistance/?{query}").content.decode()
        other = late if there is early else early
        assert there.receipt in page, query
        assert other.receipt not in page, query
    for query in ("status=complete", "standing=urgent", "words=nothing", "theme=CORRUPTION"):
        assert "No request that you may see matches" in officer.get(f"/assistance/?{query}").content.decode()
    for query in ("status=received", "standing=open", "standing=late", "kind=training"):
        assert early.receipt in officer.get(f"/assistance/?{query}").content.decode(), query
    assert officer.get("/assistance/?status=nonsense").status_code == 400
    sheet = officer.get("/assistance/?format=csv").content.decode()
    assert sheet.splitlines()[1].startswith("2026-02-21")
    assert officer.get("/assistance/?format=xlsx").status_code == 200


def test_looks_are_noted_for_the_auditor(officer: Client, world: None) -> None:
    by = person("Olga", Role.SECRETARIAT)
    one = taken_in(by, "KEN")
    officer.get("/assistance/")
    officer.get("/assistance/?format=csv")
    officer.get(f"/assistance/{one.receipt}/")
    auditor = person("Aude", Role.AUDITOR)
    with as_(auditor):
        noted = list(Access.objects.order_by("pk").values_list("door", "subject_label", "rows"))
    what = "requests for assistance"
    assert noted == [("list", what, 1), ("export", what, 1), ("page", one.receipt, 1)]


def test_the_pages_speak_french(kenya: Client) -> None:
    kenya.post("/assistance/new/", sent())
    one = Request.objects.get()
    for place in ("/assistance/", "/assistance/new/", f"/assistance/{one.receipt}/"):
        with override("fr"):
            said = kenya.get(place, headers={"accept-language": "fr"}).content.decode()
        assert "Demandes d’assistance" in said
