"""Who belongs to a group or to the region of a field office."""

from collections import defaultdict
from datetime import date

from dispositif.world.models import Grouping, Membership, holds
from dispositif.world.rules import GroupingKind


def members(grouping: Grouping, at: date) -> set[str]:
    """Codes of the participants that belong to the grouping on the day, by what is held."""
    rows = Membership.objects.filter(holds(at), grouping=grouping, superseded_at=None)
    return set(rows.values_list("participant__code", flat=True))


def belonging(at: date) -> dict[str, dict[GroupingKind, list[str]]]:
    """Code → kind of grouping → codes of those to which the participant belongs on the day."""
    rows = Membership.objects.filter(holds(at), superseded_at=None).order_by("grouping__code")
    found: dict[str, dict[GroupingKind, list[str]]] = defaultdict(lambda: {kind: [] for kind in GroupingKind})
    for code, kind, grouping in rows.values_list("participant__code", "grouping__kind", "grouping__code"):
        found[code][GroupingKind(kind)].append(grouping)
    return found
