"""The policies of notices: a row is seen with its subject, whose kinds later rooms name."""

from collections.abc import Callable

from dispositif.notices.subjects import tables
from dispositif.secrecy.policies import Policy, roles

OTHERS = ("administrator", "secretariat")
"""Who sees rows about a kind of subject that no room has registered."""


class LatePolicy:
    """A policy made when it is asked for: `secrecy.apply` reads it once every AppConfig has registered."""

    def __init__(self, make: Callable[[], Policy]) -> None:
        self.make = make

    def __get__(self, _row: object, _model: object = None) -> Policy:
        """The policy as the registered kinds make it now."""
        return self.make()


def with_subject(table: str) -> str:
    """Whoever acts sees the subject of the row; other policies decide, each for its table."""
    cases = " ".join(_case(table, kind, of) for kind, of in sorted(tables().items()))
    return f"CASE {table}.subject_kind {cases} ELSE {roles(*OTHERS)} END" if cases else roles(*OTHERS)


def _case(table: str, kind: str, of: str) -> str:
    """OFFSET 0 keeps PostgreSQL from reading the whole table of subjects for a page of 25 rows: it looks up
    each row's subject by its index instead (100,000 rows: 0.4 ms instead of 30).
    """
    seen = f"SELECT 1 FROM {of} subject WHERE subject.uuid = {table}.subject_uuid OFFSET 0"  # noqa: S608 - plain words
    return f"WHEN '{kind}' THEN EXISTS ({seen})"
