"""Policies put in force: row-level security on every table, forced even on its owner."""

import hashlib

from django.apps import apps
from django.db import connections, transaction

from dispositif.secrecy.framework import FRAMEWORK
from dispositif.secrecy.policies import Policy

FUNCTIONS = """
CREATE OR REPLACE FUNCTION acting() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('dispositif.roles', true), '') <> '' $$;
CREATE OR REPLACE FUNCTION acting_role(VARIADIC names text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(string_to_array(current_setting('dispositif.roles', true), ',') && names, false) $$;
CREATE OR REPLACE FUNCTION acting_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('dispositif.person', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION acting_account() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('dispositif.account', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION acting_speaks_for() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('dispositif.speaks_for', true), ''), ',')::uuid[] $$;
"""
ROLES = ("dispositif_app", "dispositif_auditor")


class PolicyMissing(Exception):
    """A table without a policy: a fault of the program, found before anything is served."""


def policies() -> dict[str, Policy]:
    """Table name → policy, of every managed model and every library table."""
    found = dict(FRAMEWORK)
    missing = []
    for model in apps.get_models(include_auto_created=True):
        policy = getattr(model, "policy", None)
        if policy is not None:
            found[model._meta.db_table] = policy
        elif model._meta.managed and model._meta.db_table not in found:
            missing.append(model._meta.label)
    if missing:
        raise PolicyMissing(f"no secrecy policy for {', '.join(missing)}")
    return found


def statements(table: str, policy: Policy) -> list[str]:
    """The SQL that puts one policy in force; running it twice changes nothing."""
    read, write = f"({policy.read})", f"({policy.write})"
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
        *(f'DROP POLICY IF EXISTS {name} ON "{table}"' for name in ("seen", "made", "changed", "removed")),
        f'CREATE POLICY seen ON "{table}" FOR SELECT USING {read}',
        f'CREATE POLICY made ON "{table}" FOR INSERT WITH CHECK {write}',
        f'CREATE POLICY changed ON "{table}" FOR UPDATE USING {write} WITH CHECK {write}',
        f'CREATE POLICY removed ON "{table}" FOR DELETE USING {write}',
        f'REVOKE ALL ON "{table}" FROM {", ".join(ROLES)}',
        f'GRANT {", ".join(policy.grants)} ON "{table}" TO dispositif_app',
        f'GRANT SELECT ON "{table}" TO dispositif_auditor',
    ]


def script() -> str:
    """All of it, in one text."""
    lines = [line for table, policy in sorted(policies().items()) for line in statements(table, policy)]
    grants = [f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {', '.join(ROLES)}"]
    return FUNCTIONS + ";\n".join(lines + grants) + ";"


def fingerprint() -> str:
    """Changes whenever the script does."""
    return hashlib.sha256(script().encode()).hexdigest()


def apply(using: str = "owner") -> None:
    """Put every policy in force, in one transaction, as the owner of the tables."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(script())
