"""Named figures of mandates: each a pure function of the day, what was known, the scope and who may see."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from dispositif.kernel.figure import Evidence, Figure, Origin, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.look.figures import Definition, register
from dispositif.mandates.models import Course, Report
from dispositif.mandates.queries.course import standing
from dispositif.mandates.queries.register import SOON
from dispositif.mandates.rules import OPEN, Standing, Status

SHOWN = 20
"""Rows that a figure names as its evidence; the page behind it lists them all."""
BASIS = phrase("count of registered acts")
REPORTS = phrase("count of reports asked for")
SOURCE = phrase("register of mandates")
UNIT = phrase("mandates")
NOTHING = phrase("No act is registered for this on that day.")
FILL = phrase("Import the resolution, then register its acts.")
SCOPES = frozenset(("", "document", "provision", "mandate", "theme", "entity"))


@dataclass(frozen=True, slots=True)
class Counted:
    """One count over the pieces that hold: its words, and which pieces count on a day."""

    title: str
    meaning: str
    query: tuple[tuple[str, str], ...]

    def where(self, name: str, at: date, known_at: datetime) -> Q:
        """The condition on a piece of a course."""
        return _conditions(at, known_at)[name]


def _conditions(at: date, known_at: datetime) -> dict[str, Q]:
    runs, soon = Q(status__in=OPEN) & ~Exists(_answers(at, known_at)), min(at, date.max - SOON) + SOON
    by_status = {f"mandates.{status}": Q(status=status) for status in Status}
    return by_status | {
        "mandates.registered": Q(),
        "mandates.due": runs & Q(due_on__gte=at, due_on__lte=soon),
        "mandates.overdue": runs & Q(due_on__lt=at),
        "provisions.without_owner": Q(owner=None) & ~Q(status=Status.NOT_APPLICABLE),
    }


def _answers(at: date, known_at: datetime) -> QuerySet[Report]:
    """The report that answers a request once and for all, issued by the day and attached by the moment."""
    held = Report.objects.filter(standing=Standing.ATTACHED, attached_at__lte=known_at, issued_on__lte=at)
    return held.filter(request=OuterRef("mandate"), request__recurrence__isnull=True)


COUNTS: dict[str, Counted] = {
    "mandates.registered": Counted(
        phrase("acts registered"), phrase("Acts of resolutions that somebody decided to register."), ()
    ),
    "mandates.completed": Counted(
        phrase("mandates completed"),
        phrase("Mandates of which somebody said, with evidence, that they are completed."),
        (("status", "completed"),),
    ),
    "mandates.in_progress": Counted(
        phrase("mandates in progress"),
        phrase("Mandates of which somebody said that work on them is in progress."),
        (("status", "in_progress"),),
    ),
    "mandates.not_implemented": Counted(
        phrase("mandates not implemented"),
        phrase("Mandates of which somebody said, with evidence, that they are not implemented."),
        (("status", "not_implemented"),),
    ),
    "mandates.not_applicable": Counted(
        phrase("acts addressed to States"),
        phrase("Acts addressed to States, who answer for themselves: no status of the Organization applies."),
        (("status", "not_applicable"),),
    ),
    "mandates.no_indication": Counted(
        phrase("mandates without indication"),
        phrase("Mandates of which nobody has said how they stand."),
        (("status", "no_indication"),),
    ),
    "mandates.due": Counted(
        phrase("mandates due within 90 days"),
        phrase("Mandates not completed whose due day lies in the 90 days from the day asked for."),
        (("due", "soon"),),
    ),
    "mandates.overdue": Counted(
        phrase("mandates overdue"),
        phrase("Mandates not completed whose due day lies before the day asked for."),
        (("due", "overdue"),),
    ),
    "provisions.without_owner": Counted(
        phrase("mandates without owner"),
        phrase("Mandates for which no entity is named that owns them."),
        (("owner", "none"), ("kind", "mandate")),
    ),
}


def count(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many of the acts in scope fit; none, with its reason, where no act is registered in scope."""
    pieces = standing(at=at, known_at=known_at, scope=scope)
    fits = COUNTS[name].where(name, at, known_at)
    counted = pieces.aggregate(all=Count("pk"), fit=Count("pk", filter=fits))
    said = _about(name, UNIT, BASIS, at, {"all": counted["all"], "scope": scope.label})
    if not counted["all"]:
        return Figure(state=State.NONE, reason=NOTHING, remedy=FILL, **said)
    rows = pieces.filter(fits)
    return Figure(state=State.VALUE, value=counted["fit"], evidence=_evidence(rows), **said)


def _evidence(rows: QuerySet[Course]) -> tuple[Evidence, ...]:
    first = rows.order_by("mandate_id").select_related("mandate__provision__document")[:SHOWN]
    return tuple(Evidence("mandate", row.mandate.uuid, row.mandate.as_party().label) for row in first)


def reports_on_time(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """Of the requests for reports that had fallen due on the day, how many a held report answered in time.

    In time: issued on or before the due day. A report that is only probable answers nothing.
    """
    pieces = standing(at=at, known_at=known_at, scope=scope)
    asking = pieces.filter(mandate__asks_report=True, due_on__lte=at)
    answered = Report.objects.filter(
        standing=Standing.ATTACHED, attached_at__lte=known_at, request__course__in=asking
    )
    on_time = answered.filter(issued_on__lte=F("request__course__due_on"), request__course__in=asking)
    due, met = asking.count(), on_time.values("request").distinct().count()
    said = _about(name, phrase("reports"), REPORTS, at, {"all": due, "scope": scope.label})
    if not due:
        reason = phrase("No report that is asked for here had fallen due on that day.")
        return Figure(state=State.NONE, reason=reason, remedy=FILL, **said)
    evidence = tuple(
        Evidence("report", one.uuid, one.document.symbol)
        for one in on_time.select_related("document").order_by("pk")[:SHOWN]
    )
    return Figure(state=State.VALUE, value=met, evidence=evidence, **said)


def _about(name: str, unit: str, basis: str, at: date, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "basis": basis,
        "as_of": at,
        "source": SOURCE,
        "origin": Origin.ENTERED,
        "facts": facts,
    }


def changed() -> datetime | None:
    """When the course of a mandate was last written."""
    last: datetime | None = Course.objects.aggregate(last=Max("recorded_at"))["last"]
    return last


def attached() -> datetime | None:
    """When the course of a mandate was last written, or a report attached."""
    last = Report.objects.aggregate(last=Max("attached_at"))["last"]
    moments = [moment for moment in (changed(), last) if moment is not None]
    return max(moments, default=None)


def register_all() -> None:
    """Put the figures of this room into the registry; called once, when the program starts."""
    for name, one in COUNTS.items():
        register(
            Definition(
                name=name,
                title=one.title,
                meaning=one.meaning,
                unit=UNIT,
                basis=BASIS,
                source=SOURCE,
                scopes=SCOPES,
                compute=count,
                freshness=changed,
                rows="mandates:register",
                query=one.query,
            )
        )
    register(
        Definition(
            name="reports.on_time",
            title=phrase("reports on time"),
            meaning=phrase("Requests for reports that had fallen due and were answered by the due day."),
            unit=phrase("reports"),
            basis=REPORTS,
            source=SOURCE,
            scopes=SCOPES,
            compute=reports_on_time,
            freshness=attached,
            rows="mandates:register",
            query=(("act", "request"),),
        )
    )
