"""The class of a document: changed with a reason, seen by whom it lets, recorded."""

import pytest
from django.test import Client

from dispositif.documents import actions
from dispositif.documents.models import Document
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.sensitivity import Sensitivity
from dispositif.people.clock import today
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.trail.models import Entry
from tests.api.asking import V1, program
from tests.world import imported, person, signed_in

pytestmark = pytest.mark.database
PAGE = "/documents/A-RES-99-77/class/"
READER = "/documents/A-RES-99-77/"
CLOSED = {"sensitivity": "confidential", "why": "It names a source.", "seen": "unclassified"}


@pytest.fixture
def held(database: None) -> Document:
    return imported().document


def test_what_is_closed_is_out_of_the_readers_sight(held: Document) -> None:
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert Client().get(READER).status_code == 200
    assert officer.post(PAGE, CLOSED).status_code == 302
    assert Client().get(READER).status_code == 404
    assert "class changed" in officer.get(READER + "trail/").content.decode()
    assert "unclassified" in officer.get(READER + "trail/").content.decode()
    again = CLOSED | {"sensitivity": "unclassified", "seen": "confidential"}
    assert officer.post(PAGE, again).status_code == 302
    assert Client().get(READER).status_code == 200


def test_two_officers_do_not_overwrite_each_other(held: Document) -> None:
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    officer.post(PAGE, CLOSED)
    late = officer.post(PAGE, CLOSED | {"sensitivity": "strictly_confidential"})
    assert late.status_code == 409
    assert "confidential" in late.content.decode()


@pytest.mark.parametrize(
    "sent", [{"why": " "}, {"why": "x" * 2_001}, {"sensitivity": "secret"}, {"seen": ""}]
)
def test_bad_input_changes_nothing(held: Document, sent: dict[str, str]) -> None:
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert officer.post(PAGE, CLOSED | sent).status_code == 400
    held.refresh_from_db()
    assert held.sensitivity == "unclassified"


def test_the_action_asks_for_right_and_reason(held: Document) -> None:
    given = {"document": held, "sensitivity": Sensitivity.CONFIDENTIAL, "seen": Sensitivity.UNCLASSIFIED}
    with pytest.raises(Refusal) as refused:
        actions.classify(**given, why="x", by=person("Drafter", Role.DRAFTER), on=today())
    assert refused.value.code == "people.not_allowed"
    with pytest.raises(Refusal) as refused:
        actions.classify(**given, why=" ", by=local_administrator(), on=today())
    assert refused.value.code == "documents.classified_without_reason"


def test_the_same_class_again_is_no_change(held: Document) -> None:
    before = Entry.objects.filter(what="documents.classified").count()
    same = Sensitivity.UNCLASSIFIED
    actions.classify(
        document=held, sensitivity=same, seen=same, why="x", by=local_administrator(), on=today()
    )
    assert Entry.objects.filter(what="documents.classified").count() == before


def test_nobody_else_sees_the_form(held: Document) -> None:
    assert signed_in(person("Drafter", Role.DRAFTER)).get(PAGE).status_code == 403
    officer = signed_in(person("Officer", Role.SECRETARIAT))
    assert officer.get(PAGE).status_code == 200
    assert officer.get(PAGE.replace("99", "98")).status_code == 404


def test_a_program_changes_the_class(held: Document) -> None:
    officer, address = person("Officer", Role.SECRETARIAT), V1 + "/documents/A-RES-99-77/class"
    sent = {"sensitivity": "confidential", "before": "unclassified", "why": "It names a source."}
    statuses = [
        program(officer, *scopes).post(address, sent, content_type="application/json").status_code
        for scopes in (["documents:read"], ["documents:write"], ["documents:write"])
    ]
    assert statuses == [403, 201, 409]
