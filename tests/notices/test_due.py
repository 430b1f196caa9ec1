"""Due rows: opened once, moved, settled; what the trail says of it."""

from datetime import date

import pytest
from django.db import IntegrityError, connection

from dispositif.notices.actions import settle_due
from dispositif.notices.models import Due
from dispositif.notices.subjects import word
from dispositif.notices.words import sentence
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.secrecy.apply import policies, statements
from dispositif.trail.models import Entry
from dispositif.world.models import Entity
from tests.notices.subjects import KIND, opened, registered
from tests.world import DAY, person

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("world")]
DUE_ON, LATER = date(2026, 6, 30), date(2026, 3, 9)


@pytest.fixture
def ana(world: None) -> Person:
    return person("Ana")


def happened() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.roles', 'auditor', true)")
        said = list(Entry.objects.filter(what__startswith="notices.").values_list("what", flat=True))
        cursor.execute("SELECT set_config('dispositif.roles', 'administrator', true)")
    return said


def test_the_same_thing_is_one_row_and_said_once(ana: Person) -> None:
    first = opened(ana.as_party(), DUE_ON)
    again = opened(ana.as_party(), DUE_ON, on=LATER)
    assert (first.pk, again.changed_on) == (again.pk, DAY), "nothing changed"
    assert opened(ana.as_party(), DUE_ON, occurrence="62").pk != first.pk
    assert happened() == ["notices.due_opened"] * 2


def test_another_day_or_owner_moves_the_row_and_it_is_reminded_of_anew(ana: Person) -> None:
    row = opened(ana.as_party(), DUE_ON)
    Due.objects.update(reminded_on=DAY)
    moved = opened(ana.as_party(), DUE_ON, on=LATER, entity=Entity.objects.get(code="UNODC"))
    assert (moved.pk, moved.changed_on, moved.opened_on, moved.reminded_on) == (row.pk, LATER, DAY, None)
    assert moved.entity is not None
    named = opened(ana.as_party(), DUE_ON, person=ana)
    assert (named.entity, named.person, named.person_name) == (None, ana.uuid, "Ana")
    assert happened() == ["notices.due_opened", *["notices.due_changed"] * 2]


def test_new_facts_change_the_row_but_ask_for_no_new_reminder(ana: Person) -> None:
    opened(ana.as_party(), DUE_ON)
    Due.objects.update(reminded_on=DAY)
    assert opened(ana.as_party(), DUE_ON, on=LATER, facts={"asked_on": ""}).reminded_on == DAY


def test_settled_is_settled_once_and_can_be_opened_again(ana: Person) -> None:
    about, by = ana.as_party(), local_administrator()
    for occurrence in ("62", "64"):
        opened(about, DUE_ON, occurrence=occurrence)
    assert settle_due(kind=KIND, about=about, on=LATER, by=by, occurrence="62") == 1
    assert settle_due(kind=KIND, about=about, on=LATER, by=by) == 1
    assert settle_due(kind=KIND, about=about, on=LATER, by=by) == 0
    again = opened(about, DUE_ON, occurrence="62", on=date(2026, 4, 1))
    assert (again.settled_on, again.opened_on) == (None, date(2026, 4, 1))
    settled = ["notices.due_settled"] * 2
    assert happened() == ["notices.due_opened", "notices.due_opened", *settled, "notices.due_changed"]


def test_words_without_their_facts_are_a_fault_of_the_program(ana: Person) -> None:
    with pytest.raises(LookupError, match=r"sample\.report: no fact is given for asked_on"):
        opened(ana.as_party(), DUE_ON, facts={"other": 1})


def test_a_row_whose_kind_was_worded_anew_still_shows_its_subject(ana: Person) -> None:
    row = opened(ana.as_party(), DUE_ON)
    word(KIND, "Report for %(addressee)s")
    assert sentence(row) == "Ana"


@pytest.mark.parametrize(
    "url", ["https://other.example/", "//other.example/", "javascript:alert(1)", "", "/\\x"]
)
def test_no_row_leads_to_another_site(ana: Person, url: str) -> None:
    with pytest.raises(IntegrityError, match="leads_inside"):
        opened(ana.as_party(), DUE_ON, url=url)


def test_the_policy_is_made_of_the_kinds_that_are_registered() -> None:
    with registered("other"):
        read = policies()["notices_due"].read
    assert "WHEN 'other' THEN EXISTS (SELECT 1 FROM documents_document subject" in read
    assert "'other'" not in policies()["notices_due"].read
    assert "ELSE (SELECT acting_role('administrator', 'secretariat')) END" in read
    assert any(
        "notices_message" in line for line in statements("notices_message", policies()["notices_message"])
    )


@pytest.mark.parametrize("name", ["a'b", "A", "", "a b", "1a"])
def test_a_kind_is_a_plain_word(name: str) -> None:
    from dispositif.secrecy.subjects import seen_with

    with pytest.raises(ValueError, match="plain"):
        seen_with(name, "documents_document")
    with pytest.raises(ValueError, match="plain"):
        seen_with("sample", name)


def test_without_any_kind_the_secretariat_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    from dispositif.secrecy import subjects

    monkeypatch.setattr(subjects, "_tables", {})
    assert policies()["notices_due"].read == "(SELECT acting_role('administrator', 'secretariat'))"
