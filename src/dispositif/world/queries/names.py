"""How everyone is called on a day, and when the facts last changed."""

from datetime import date

from django.db import connection
from django.db.models import Model, QuerySet

from dispositif.world.models import (
    Alias,
    Grouping,
    Membership,
    Participant,
    ParticipantName,
    Region,
    Standing,
    Succession,
)

_TABLES = (Participant, ParticipantName, Standing, Succession, Alias, Membership, Grouping, Region)


def names(language: str, at: date) -> dict[str, tuple[str, bytes, bool]]:
    """Code → name, sort key, whether verified: of every participant, by the name nearest to the day.

    Of those too that are not there on the day: a page may speak of them all the same.
    """
    rows = ParticipantName.objects.filter(language=language, superseded_at=None).values_list(
        "participant__code", "name", "sort_key", "verified", "valid_from", "valid_to"
    )
    nearest: dict[str, tuple[int, tuple[str, bytes, bool]]] = {}
    for code, name, key, verified, since, until in rows:
        away = _away(since, until, at)
        if code not in nearest or away < nearest[code][0]:
            nearest[code] = away, (name, bytes(key), verified)
    return {code: said for code, (_, said) in nearest.items()}


def _away(since: date | None, until: date | None, at: date) -> int:
    """Days from the day to the nearest one on which the name holds."""
    if since and at < since:
        return (since - at).days
    return (at - until).days if until and until < at else 0


def former_names(language: str) -> QuerySet[ParticipantName]:
    """Names that participants bore until a day, the oldest first; rows have `.participant`."""
    rows = ParticipantName.objects.filter(language=language, superseded_at=None, valid_to__isnull=False)
    return rows.select_related("participant").order_by("valid_to", "participant__code")


def revision() -> tuple[tuple[int, int, str], ...]:
    """Changes whenever the facts do: per table its last row, how many rows stand, the last moment.

    One statement; a key for what is computed from the world and kept.
    """
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_state(number, model) for number, model in enumerate(_TABLES)))
        return tuple((last, standing, moment) for _, last, standing, moment in sorted(cursor.fetchall()))


def _state(number: int, model: type[Model]) -> str:
    """The statement that tells the state of one table; its name comes from the model, not from outside."""
    table = model._meta.db_table
    ends = any(field.name == "superseded_at" for field in model._meta.fields)
    standing = "count(*) FILTER (WHERE superseded_at IS NULL)" if ends else "count(*)"
    return (
        f"SELECT {number}, coalesce(max(id), 0), {standing},"  # noqa: S608 - see above
        f" coalesce(max(recorded_at)::text, '') FROM {table}"
    )
