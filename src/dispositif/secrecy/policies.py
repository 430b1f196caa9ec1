"""Who may see and change which rows: one policy per table, enforced by PostgreSQL.

A model carries its policy as the class attribute `policy`; tables of libraries have theirs in
`framework.py`. `apply` turns all of them into row-level security, so that no door can forget one.

Conditions on the session stand in a subquery of their own: PostgreSQL then asks once a statement, not once
a row (the first page of 100,000 documents took half as long).
"""

from dataclasses import dataclass

READ_WRITE = ("SELECT", "INSERT", "UPDATE", "DELETE")
APPEND_ONLY = ("SELECT", "INSERT")
READ_ONLY = ("SELECT",)


@dataclass(frozen=True, slots=True)
class Policy:
    """SQL conditions on a row: `read` to see it, `write` to make or change it.

    `grants` are the app role's privileges on the table; `why` is for the reader of the generated page.
    """

    read: str
    write: str
    why: str
    grants: tuple[str, ...] = READ_WRITE


def everyone() -> str:
    """Whoever acts at all: a visitor counts, a connection that forgot `acting_as` does not."""
    return "(SELECT acting())"


def roles(*names: str) -> str:
    """Whoever acts in one of the roles."""
    listed = ", ".join(f"'{name}'" for name in names)
    return f"(SELECT acting_role({listed}))"


def own(column: str) -> str:
    """The person whose uuid the column holds."""
    return f"{column} = (SELECT acting_person())"


def speaks_for(column: str) -> str:
    """The delegation of the participant whose uuid the column holds."""
    return f"{column} = ANY ((SELECT acting_speaks_for())::uuid[])"


def either(*conditions: str) -> str:
    """One of the conditions."""
    return " OR ".join(f"({condition})" for condition in conditions)
