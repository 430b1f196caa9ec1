"""The States of a day, and those of a region or of a group, by their codes."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from dispositif.world.models import ParticipantName, Region
from dispositif.world.queries import grouping as grouping_of
from dispositif.world.queries import members, participants, universe, within
from dispositif.world.queries import region as region_of
from dispositif.world.rules import Kind


def states(at: date) -> set[str]:
    """Codes of the States of the day: organizations are left out."""
    return {code for code, kind in universe(at).items() if kind is not Kind.REIO}


def named_states(language: str, at: date) -> QuerySet[ParticipantName]:
    """The States of the day under their names, in the order of the language; each row has `.participant`."""
    return participants(language, at).filter(participant__code__in=states(at))


def place(region: str, grouping: str, at: date) -> set[str] | None:
    """Participants of a region (M49) and of a group (code), of both where both are asked; None for all.

    Refuses a region or a group that nobody knows.
    """
    found = [within(region_of(region))] if region else []
    found += [members(grouping_of(grouping), at)] if grouping else []
    return set.intersection(*found) if found else None


def by_region(some: Iterable[str], every: Iterable[str]) -> dict[str, tuple[int, int]]:
    """M49 code → how many of `some` and of `every` lie in the region, wherever `every` has any."""
    inside = {region.m49: within(region) for region in Region.objects.all()}
    counts = [
        Counter(m49 for m49, codes in inside.items() for _ in codes & set(one)) for one in (some, every)
    ]
    return {m49: (counts[0][m49], counts[1][m49]) for m49 in inside if counts[1][m49]}
