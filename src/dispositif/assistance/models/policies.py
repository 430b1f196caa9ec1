"""Who sees and who writes rows of this room. Every table is seen with its request; some by fewer.

The classes are those of ST/SGB/2007/6. A State's request begins confidential; unclassified it becomes only
with the State's recorded consent; strictly confidential it is for its delegation and the persons concerned.
"""

from dispositif.secrecy.policies import Policy, either, everyone, roles, speaks_for

CASE_WORKERS = ("secretariat", "programme_manager", "office_head")
_CONCERNED = f"{roles(*CASE_WORKERS, 'coordinator')} AND (SELECT acting_person()) = ANY (concerned)"
SEEN = either(
    f"{everyone()} AND sensitivity = 'unclassified'",
    speaks_for("state_uuid"),
    f"sensitivity = 'confidential' AND {roles('administrator', 'secretariat', 'auditor')}",
    _CONCERNED,
)
WRITTEN = either(
    speaks_for("state_uuid"),
    f"sensitivity <> 'strictly_confidential' AND {roles('administrator', 'secretariat')}",
    _CONCERNED,
)
_OF = "EXISTS (SELECT 1 FROM assistance_request r WHERE r.id = request_id)"
STAFF = (*CASE_WORKERS, "coordinator", "administrator")


def with_request(*names: str, why: str, grants: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE")) -> Policy:
    """Seen by whoever sees the request; written by those of them in one of the roles."""
    return Policy(read=_OF, write=f"{roles(*names)} AND {_OF}", why=why, grants=grants)


def inside(*readers: str, why: str, grants: tuple[str, ...] = ("SELECT", "INSERT", "UPDATE")) -> Policy:
    """For staff in these roles who see the request: never for a delegation."""
    own = f"{roles(*readers)} AND {_OF}"
    return Policy(read=own, write=own, why=why, grants=grants)
