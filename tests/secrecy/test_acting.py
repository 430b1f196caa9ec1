"""Who acts decides what is seen; whoever forgets to say sees nothing."""

import pytest
from django.db import connection, transaction

from dispositif.people.models import Person
from dispositif.people.queries import AS_ADMINISTRATOR, VISITOR
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.secrecy.apply import PolicyMissing, policies, statements
from dispositif.secrecy.policies import Policy

pytestmark = pytest.mark.database


def _settings() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('dispositif.roles', true), current_setting('dispositif.person', true)"
        )
        return tuple(part or "" for part in cursor.fetchone())  # type: ignore[return-value]


def test_nobody_sees_nothing(installed: None) -> None:
    assert Person.objects.count() == 0


def test_the_administrator_sees_persons_and_a_visitor_does_not(installed: None) -> None:
    with acting_as(AS_ADMINISTRATOR):
        assert Person.objects.count() == 1
        with acting_as(VISITOR):
            assert Person.objects.count() == 0
        assert Person.objects.count() == 1
    assert Person.objects.count() == 0


def test_an_error_inside_gives_the_outer_settings_back(installed: None) -> None:
    with acting_as(AS_ADMINISTRATOR):
        with pytest.raises(ZeroDivisionError), acting_as(VISITOR):
            _ = 1 / 0
        assert _settings() == ("administrator", str(AS_ADMINISTRATOR.person))


def test_a_broken_transaction_leaves_the_block_without_a_second_error(installed: None) -> None:
    with acting_as(VISITOR):
        transaction.set_rollback(True)
    assert _settings() == ("", "")


def test_the_app_role_cannot_bypass_policies(installed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("dispositif_app", False, False)


def test_every_table_has_row_security_forced_and_four_policies(installed: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,"
            " (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')"
        )
        tables = cursor.fetchall()
    assert len(tables) > 20
    assert [row for row in tables if row[1:] != (True, True, 4)] == []


def test_a_model_without_a_policy_is_a_fault(monkeypatch: pytest.MonkeyPatch, installed: None) -> None:
    monkeypatch.delattr(Person, "policy")
    with pytest.raises(PolicyMissing, match=r"people\.Person"):
        policies()


def test_grants_follow_the_policy() -> None:
    lines = statements("t", Policy("true", "true", "", ("SELECT",)))
    assert 'GRANT SELECT ON "t" TO dispositif_app' in lines


def test_settings_are_sorted_and_empty_parts_are_empty_texts() -> None:
    assert Acting(frozenset({"reader", "auditor"})).values() == ("auditor,reader", "", "", "")
