"""Who acted and what was acted upon, in the trail's own terms."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or a subject: its kind, its uuid, and the words by which people knew it that day."""

    kind: str
    uuid: UUID
    label: str
