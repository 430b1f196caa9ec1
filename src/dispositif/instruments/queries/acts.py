"""What participants did about an instrument by a day, and which of their consents counts on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dispositif.instruments.adherence import Adherence, Bond, Deed, bonds
from dispositif.instruments.models import Action
from dispositif.instruments.rules import SIGNING, Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

Acts = dict[tuple[str, str], list[Action]]
"""(instrument, the last of those who continue one another) → what the line did, in the order of days."""


def acts(adherence: Adherence, rows: "QuerySet[Action]", on: date) -> Acts:
    """Of these actions, those that stand and were done by the day."""
    found: Acts = defaultdict(list)
    held = rows.filter(superseded_at=None, on__lte=on).select_related("instrument", "participant")
    for act in held.order_by("on", "pk"):
        found[act.instrument.code, adherence.line(act.participant.code)].append(act)
    return found


def bond(adherence: Adherence, code: str, done: Iterable[Action], on: date) -> Bond | None:
    """The consent that counts on the day: the first that has not ended, else the last one that has."""
    deeds = [Deed(Kind(act.kind), act.on, act.effective_on) for act in done]
    given = bonds(adherence.treaties[code], deeds)
    running = [one for one in given if one.ended_on is None or on < one.ended_on]
    return running[0] if running else given[-1] if given else None


def behind(given: Bond | None, done: Sequence[Action]) -> Action | None:
    """The action that gave a consent."""
    if given is None:
        return None
    return next((act for act in done if (act.kind, act.on) == (given.kind, given.consented_on)), None)


def signature(done: Iterable[Action]) -> Action | None:
    """The first signature, or succession to one."""
    return next((act for act in done if act.kind in SIGNING), None)
