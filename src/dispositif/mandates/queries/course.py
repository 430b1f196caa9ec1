"""How mandates stood on a day, as known at a moment."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from dispositif.kernel.figure import Scope
from dispositif.mandates.models import Course, Mandate


def standing(*, at: date, known_at: datetime, scope: Scope) -> QuerySet[Course]:
    """The pieces that hold on the day `at`, as known at `known_at`: one for each mandate that had begun."""
    holds = Q(since_on__lte=at) & (Q(until_on__isnull=True) | Q(until_on__gt=at))
    known = Q(recorded_at__lte=known_at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at))
    return Course.objects.filter(holds & known & _about(scope))


def _about(scope: Scope) -> Q:
    """The mandates of one record."""
    if scope.kind == "theme":
        return Q(theme_codes__contains=[scope.label])
    paths = {
        "document": "mandate__provision__document__uuid",
        "provision": "mandate__provision__uuid",
        "mandate": "mandate__uuid",
        "entity": "owner__uuid",
    }
    return Q(**{paths[scope.kind]: scope.uuid}) if scope.kind else Q()


def course_of(mandate: Mandate) -> list[Course]:
    """Every piece of a mandate's course that stands, the latest first."""
    rows = Course.objects.filter(mandate=mandate, superseded_at=None).select_related("owner")
    return list(rows.order_by("-since_on"))
