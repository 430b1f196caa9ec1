"""A row about a subject is seen by exactly those who see the subject, whichever room the subject lives in.

Filled from AppConfigs: `seen_with("mandate", "mandates_mandate")`. A model whose rows are about subjects
carries `policy = LatePolicy(lambda: Policy(read=with_subject("notices_due"), …))`.
"""

import re
from collections.abc import Callable

from dispositif.secrecy.policies import Policy, roles

OTHERS = ("administrator", "secretariat")
"""Who sees rows about a kind of subject that no room has registered."""
_PLAIN = re.compile(r"[a-z][a-z0-9_]*")
_tables: dict[str, str] = {}


def seen_with(kind: str, table: str) -> None:
    """Rows about a subject of this kind are seen by exactly those who see its row in the table.

    The table has a column `uuid`. ValueError for a name that is no plain word: both become SQL.
    """
    if not (_PLAIN.fullmatch(kind) and _PLAIN.fullmatch(table)):
        raise ValueError(f"{kind}, {table}: kinds and tables are plain lower-case words")
    _tables[kind] = table


def unseen_with(kind: str) -> None:
    """Withdraw a kind: its rows are then for the administrator and the secretariat only."""
    _tables.pop(kind, None)


def tables() -> dict[str, str]:
    """Kind of subject → the table whose policy decides."""
    return dict(_tables)


class LatePolicy:
    """A policy made when it is asked for: `secrecy.apply` reads it once every AppConfig has registered."""

    def __init__(self, make: Callable[[], Policy]) -> None:
        self.make = make

    def __get__(self, _row: object, _model: object = None) -> Policy:
        """The policy as the registered kinds make it now."""
        return self.make()


def with_subject(
    table: str, *, kind: str = "subject_kind", uuid: str = "subject_uuid", otherwise: str = ""
) -> str:
    """Whoever acts sees the subject of the row; other policies decide, each for its table.

    `kind` and `uuid` are the columns that name the subject; `otherwise` is the condition (SQL) on rows of
    kinds that no room has registered, OTHERS without one.
    """
    otherwise = otherwise or roles(*OTHERS)
    cases = " ".join(
        f"WHEN '{one}' THEN {_exists(of, f'{table}.{uuid}')}" for one, of in sorted(tables().items())
    )
    return f"CASE {table}.{kind} {cases} ELSE {otherwise} END" if cases else otherwise


def _exists(of: str, uuid: str) -> str:
    """OFFSET 0 keeps PostgreSQL from reading the whole table of subjects for a page of 25 rows: it looks up
    each row's subject by its index instead (100,000 rows: 0.4 ms instead of 30).
    """
    return f"EXISTS (SELECT 1 FROM {of} subject WHERE subject.uuid = {uuid} OFFSET 0)"  # noqa: S608 - plain words
