"""No table without a policy, and no policy for a role that nobody can hold."""

import re

from django.apps import apps

from dispositif.people.rules import Role
from dispositif.secrecy.apply import policies
from dispositif.secrecy.framework import FRAMEWORK
from dispositif.secrecy.policies import READ_WRITE

ROLES = re.compile(r"acting_role\(([^)]*)\)")
OPEN_BEFORE_SIGN_IN = {
    "people_account", "people_remembered", "django_session",
    "account_emailaddress", "account_emailconfirmation",
    "django_migrations", "django_content_type", "auth_permission",
    "procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers",
}  # fmt: skip
"""The only tables that a connection sees which acts for nobody."""


def test_every_model_has_a_policy_with_its_reason() -> None:
    found = policies()
    tables = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    assert tables - found.keys() == set()
    assert {table for table, policy in found.items() if not policy.why.strip()} == set()


def test_no_policy_is_for_a_table_that_is_gone() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert FRAMEWORK.keys() - tables - {"django_migrations"} == set()


def test_every_role_of_a_policy_is_in_the_table_of_roles() -> None:
    known = {role.value for role in Role}
    spoken = {
        role.strip(" '")
        for policy in policies().values()
        for listed in ROLES.findall(f"{policy.read} {policy.write}")
        for role in listed.split(",")
    }
    assert spoken
    assert spoken - known == set()


def test_only_these_tables_are_open_to_a_connection_that_acts_for_nobody() -> None:
    assert {table for table, policy in policies().items() if policy.read == "true"} == OPEN_BEFORE_SIGN_IN


def test_the_app_role_may_not_empty_or_own_a_table() -> None:
    assert {grant for policy in policies().values() for grant in policy.grants} <= set(READ_WRITE)
