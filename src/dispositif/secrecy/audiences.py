"""For whom a figure is computed: the rows that this audience may see, whoever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dispositif.secrecy.acting import Acting, acting_as


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever acts like this; two audiences that see the same rows get the same figures."""

    acting: Acting

    @contextmanager
    def seeing(self) -> Iterator[None]:
        """See what the audience sees."""
        with acting_as(self.acting):
            yield


PUBLIC = Audience(Acting(frozenset({"reader"})))
"""Everybody: what a visitor sees."""
