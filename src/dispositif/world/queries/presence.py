"""Who takes part on which day, who continues whom, and where participants lie."""

from datetime import date

from django.db.models import F, QuerySet

from dispositif.world.models import Participant, Region, Standing, Succession, holds
from dispositif.world.rules import Kind, Presence, SuccessionKind


def presences() -> tuple[Presence, ...]:
    """Every spell of every participant, ordered by code, then by its first day."""
    rows = Standing.objects.filter(superseded_at=None).values_list(
        "participant__code", "kind", "valid_from", "valid_to"
    )
    spells = [Presence(code, Kind(kind), since, until) for code, kind, since, until in rows]
    return tuple(sorted(spells, key=lambda one: (one.code, one.since or date.min)))


def universe(at: date) -> dict[str, Kind]:
    """Code → how it takes part, of everyone who takes part on the day; in the order of the codes."""
    rows = Standing.objects.filter(holds(at), superseded_at=None).order_by("participant__code")
    return {code: Kind(kind) for code, kind in rows.values_list("participant__code", "kind")}


def continued() -> dict[str, tuple[tuple[str, date], ...]]:
    """Successor → the participants that it continues, each with the day from which the successor stands."""
    rows = Succession.objects.filter(kind=SuccessionKind.CONTINUES, superseded_at=None).order_by("valid_from")
    found: dict[str, tuple[tuple[str, date], ...]] = {}
    for successor, predecessor, on in rows.values_list("successor__code", "predecessor__code", "valid_from"):
        if on is not None:
            found[successor] = (*found.get(successor, ()), (predecessor, on))
    return found


def successions() -> QuerySet[Succession]:
    """Every succession, the oldest first; rows have `.predecessor` and `.successor`."""
    rows = Succession.objects.filter(superseded_at=None).select_related("predecessor", "successor")
    return rows.order_by("valid_from", "predecessor__code", "successor__code")


def standings(participant: Participant) -> QuerySet[Standing]:
    """How the participant took part, from its first day on."""
    return Standing.objects.filter(participant=participant, superseded_at=None).order_by(
        F("valid_from").asc(nulls_first=True)
    )


def within(region: Region) -> set[str]:
    """Codes of the participants in the region and in its parts."""
    parents = dict(Region.objects.values_list("pk", "parent"))
    rows = Participant.objects.exclude(region=None).values_list("code", "region")
    return {code for code, place in rows if _lies_in(place, region.pk, parents)}


def _lies_in(place: int | None, region: int, parents: dict[int, int | None]) -> bool:
    while place is not None and place != region:
        place = parents[place]
    return place is not None


def places() -> dict[str, tuple[float, float]]:
    """Code → latitude and longitude of its centroid, in degrees; the European Union has none."""
    rows = Participant.objects.values_list("code", "latitude", "longitude")
    return {one: (north, east) for one, north, east in rows if north is not None and east is not None}
