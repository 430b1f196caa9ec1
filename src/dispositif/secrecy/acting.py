"""`acting_as`: every read and write happens for somebody, inside one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

KEYS = ("dispositif.roles", "dispositif.person", "dispositif.account", "dispositif.speaks_for")


@dataclass(frozen=True, slots=True)
class Acting:
    """The session settings that the policies read; `people` derives them from a person.

    `speaks_for`: the participants whose delegation the person is on the day.
    """

    roles: frozenset[str]
    person: UUID | None = None
    account: int | None = None
    speaks_for: frozenset[UUID] = frozenset()

    def values(self) -> tuple[str, str, str, str]:
        """The settings in the order of KEYS."""
        states = ",".join(sorted(str(uuid) for uuid in self.speaks_for))
        return ",".join(sorted(self.roles)), str(self.person or ""), str(self.account or ""), states


@contextmanager
def acting_as(acting: Acting, using: str = "default") -> Iterator[None]:
    """Run the block as one transaction in which the policies see `acting`.

    Blocks nest: the outer one's settings return when the inner one ends. An exception undoes the block.
    """
    with transaction.atomic(using=using):
        before = _current(using)
        _put(acting.values(), using)
        yield
        if not connections[using].needs_rollback:
            _put(before, using)


def _current(using: str) -> tuple[str, ...]:
    columns = ", ".join(f"coalesce(current_setting('{key}', true), '')" for key in KEYS)
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        return tuple(cursor.fetchone())


def _put(values: tuple[str, ...], using: str) -> None:
    """SET LOCAL: gone with the transaction, whatever happens to the connection afterwards."""
    calls = ", ".join("set_config(%s, %s, true)" for _ in KEYS)
    pairs = [part for pair in zip(KEYS, values, strict=True) for part in pair]
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {calls}", pairs)
