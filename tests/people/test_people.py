"""Who somebody is, what they may do, and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dispositif.kernel.refusal import Refusal
from dispositif.people import actions, queries, rules
from dispositif.people.models import Account, Person, Posting
from dispositif.people.rules import RIGHTS, Role
from dispositif.secrecy.acting import acting_as

pytestmark = pytest.mark.database
DAY = date(2026, 3, 1)


@pytest.fixture
def officer(database: None) -> Person:
    by = queries.local_administrator()
    person = actions.enrol(
        name="An Officer", email="Officer@Example.org", passphrase=None, language="fr", by=by
    )
    actions.appoint(person=person, role=Role.SECRETARIAT, by=by, on=DAY, until=DAY + timedelta(days=30))
    return person


def test_a_role_is_held_for_its_period(officer: Person) -> None:
    assert queries.roles_of(officer, DAY) == {"secretariat", "reader"}
    assert queries.roles_of(officer, DAY - timedelta(days=1)) == {"reader"}
    assert queries.roles_of(officer, DAY + timedelta(days=31)) == {"reader"}


def test_a_suspended_posting_gives_nothing(officer: Person) -> None:
    Posting.objects.filter(person=officer).update(suspended=True)
    assert queries.roles_of(officer, DAY) == {"reader"}


def test_acting_comes_from_the_account(officer: Person) -> None:
    acting, person = queries.acting_for(officer.account_id, DAY)
    assert person == officer
    assert acting.roles == {"secretariat", "reader"}
    assert acting.person == officer.uuid
    assert queries.acting_for(None, DAY) == (queries.VISITOR, None)


def test_an_account_without_a_person_is_a_visitor(database: None) -> None:
    account = Account.objects.create_user("nobody@example.org")
    assert queries.acting_for(account.pk, DAY) == (queries.VISITOR, None)


def test_an_address_signs_in_once(officer: Person) -> None:
    with pytest.raises(Refusal, match="already signs in"):
        actions.enrol(name="Other", email="officer@example.ORG", passphrase=None, language="en", by=officer)
    assert queries.by_address("OFFICER@example.org") == officer


def test_the_administrator_is_settled_once(database: None) -> None:
    first = actions.settle_administrator(on=DAY)
    assert actions.settle_administrator(on=DAY) == first
    assert queries.roles_of(first, date(2100, 1, 1)) == {"administrator", "auditor", "reader"}


def test_rights_say_who_may(database: None) -> None:
    assert rules.can_do("documents.import", frozenset({"drafter"}))
    with pytest.raises(Refusal, match="secretariat officer, drafter, administrator may do it"):
        rules.check_may("documents.import", frozenset({"reader"}))


def test_the_table_of_roles_is_complete() -> None:
    assert set(rules.LABELS) == set(Role)
    assert {role for roles in RIGHTS.values() for role in roles} <= set(Role)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "king"},
        {"role": Role.READER, "ends_on": DAY - timedelta(days=1)},
        {"role": Role.READER, "scope_kind": "document"},
    ],
)
def test_the_database_refuses_a_wrong_posting(officer: Person, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(person=officer, starts_on=DAY, **wrong)


def test_a_person_sees_herself_and_nobody_else(officer: Person) -> None:
    acting, _ = queries.acting_for(officer.account_id, DAY + timedelta(days=60))
    with acting_as(acting):
        assert list(Person.objects.all()) == [officer]
        assert {posting.person_id for posting in Posting.objects.all()} == {officer.pk}


def test_words_for_people() -> None:
    person = Person(name="An Officer")
    assert str(person) == "An Officer"
    assert str(Account(email="a@b.org")) == "a@b.org"
    assert str(Posting(person=person, role="reader")) == "An Officer: reader"
