"""Who somebody is, what they may do, and what is refused."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.people import actions, queries, rules
from dispositif.people.clock import today
from dispositif.people.models import Account, Person, Posting
from dispositif.people.rules import RIGHTS, Role
from dispositif.secrecy.acting import acting_as
from dispositif.world.queries import entity

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
    assert queries.acting_of(officer, DAY).roles == {"secretariat", "reader"}
    assert queries.acting_of(officer, DAY - timedelta(days=1)).roles == {"reader"}
    assert queries.acting_of(officer, DAY + timedelta(days=31)).roles == {"reader"}


def test_a_suspended_posting_gives_nothing(officer: Person) -> None:
    Posting.objects.filter(person=officer).update(suspended=True)
    assert queries.acting_of(officer, DAY).roles == {"reader"}


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
    assert queries.acting_of(first, date(2100, 1, 1)).roles == {"administrator", "auditor", "reader"}


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


def test_a_role_is_held_in_an_entity(officer: Person) -> None:
    from dispositif.world.actions import load_facts

    load_facts(by=queries.local_administrator().as_party(), on=DAY)
    by, unit = queries.local_administrator(), entity("UNODC_DTA")
    until = DAY + timedelta(days=9)
    posting = actions.appoint(person=officer, role=Role.DRAFTER, by=by, on=DAY, until=until, entity=unit)
    assert (posting.scope_kind, posting.scope_uuid) == ("entity", unit.uuid)
    assert queries.entities_of(officer, DAY) == [unit]
    assert queries.entities_of(officer, DAY + timedelta(days=10)) == []
    with pytest.raises(Refusal, match="cannot end on 2026-02-28"):
        actions.appoint(person=officer, role=Role.DRAFTER, by=by, on=DAY, until=DAY - timedelta(days=1))


def test_the_command_line_appoints_who_is_enrolled(officer: Person) -> None:
    from dispositif.world.actions import load_facts

    load_facts(by=queries.local_administrator().as_party(), on=DAY)
    run = CliRunner().invoke
    words = ["people", "appoint", "officer@example.org", "--role", "auditor"]
    said = run(dispositif, [*words, "--until", "2190-01-31", "--entity", "UNODC"], catch_exceptions=False)
    assert said.output.strip() == "An Officer is auditor in UNODC until 2190-01-31"
    posting = Posting.objects.get(person=officer, role="auditor")
    assert (posting.ends_on, posting.scope_uuid) == (date(2190, 1, 31), entity("UNODC").uuid)
    new = ["people", "enrol", "Ines", "ines@example.org", "--role", "drafter", "--entity", "UNODC_DO"]
    assert "Ines signs in" in run(dispositif, new, catch_exceptions=False).output
    enrolled = queries.by_address("ines@example.org")
    assert enrolled is not None
    assert queries.entities_of(enrolled, today()) == [entity("UNODC_DO")]
    for wrong, code in (
        (["people", "appoint", "nobody@example.org", "--role", "auditor"], "people.unknown"),
        ([*words, "--entity", "NOWHERE"], "world.entity_unknown"),
        ([*words, "--until", "2020-01-01"], "people.posting_term"),
    ):
        refused = run(dispositif, wrong).exception
        assert isinstance(refused, Refusal)
        assert refused.code == code
