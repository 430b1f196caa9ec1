"""Sessions, who came, and documents, as they stood on a day and as they were known at a moment.

"No information" is not absence: who is not in a list of participants is counted apart.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from dispositif.instruments.models import Attendance, Issue, Session, SessionDocument, Sitting
from dispositif.instruments.queries.adherence import known
from dispositif.instruments.sessions import BODIES, Held, Part, Progress, Span, progress
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.world import queries as world
from dispositif.world.models import Entity, Participant

ORDERS = {
    "-since": (F("since_on").desc(nulls_first=True), "-session__number"),
    "since": (F("since_on").asc(nulls_last=True), "session__number"),
    "body": ("session__body__code", "session__number", "session__part"),
    "-body": ("-session__body__code", "-session__number", "-session__part"),
    "place": ("place", F("since_on").desc(nulls_first=True)),
    "-place": ("-place", F("since_on").desc(nulls_first=True)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list of sessions; empty parts ask nothing. `year` is that of the first day."""

    body: str = ""
    held: str = ""
    year: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """Who is in a session's list of participants, beside the participants of its first day.

    `universe`: how many took part in the United Nations that day; `without`: those of them on whom the list
    says nothing. `lines` are rows of Attendance.
    """

    lines: tuple[Attendance, ...]
    delegations: int
    represented: int
    entities: int
    universe: int

    @property
    def without(self) -> int:
        """Participants of the day of whom there is no information."""
        return self.universe - self.delegations - self.represented


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a session on a day: how each of its languages stands."""

    document: SessionDocument
    issues: dict[str, tuple[Issue, Progress]]

    @property
    def cells(self) -> list[tuple[str, tuple[Issue, Progress] | None]]:
        """(language, its issue and how it stands) of all six; None where it is not planned in it."""
        return [(code, self.issues.get(code)) for code in BY_CODE]


def bodies() -> list[Entity]:
    """The two Conferences and the Commission, in the order of the paragraph that names them."""
    held = {one.code: one for one in Entity.objects.filter(code__in=BODIES)}
    return [held[code] for code in BODIES if code in held]


def sittings(asked: Asked, order: str = "-since", known_at: datetime | None = None) -> QuerySet[Sitting]:
    """When and where sessions sat or are to sit, as far as asked for; each row has `.session.body`."""
    found = Sitting.objects.filter(known(known_at)).select_related("session__body")
    if asked.body:
        found = found.filter(session__body__code=asked.body)
    if asked.held:
        found = found.filter(held=asked.held)
    if asked.year:
        found = found.filter(since_on__year=int(asked.year)) if asked.year.isdecimal() else found.none()
    if asked.words:
        found = found.filter(Q(place__icontains=asked.words) | Q(source__icontains=asked.words))
    return found.order_by(*ORDERS.get(order, ORDERS["-since"]))


def years() -> list[int]:
    """The years in which sessions begin, the latest first."""
    rows = Sitting.objects.filter(known(None), since_on__isnull=False)
    return list(
        rows.annotate(year=ExtractYear("since_on"))
        .values_list("year", flat=True)
        .order_by("-year")
        .distinct()
    )


def sitting_of(session: Session) -> Sitting:
    """When and where it sat, as it is known now."""
    return Sitting.objects.get(session=session, superseded_at=None)


def first_day(session: Session) -> date:
    """Its first day; refused where it is not known: nobody can be placed on a day that is not."""
    began = sitting_of(session).since_on
    if began is None:
        said = phrase("The first day of the session is not known: enter it first.")
        raise Refusal("sessions.no_first_day", said, field="since_on")
    return began


def session_of(body: str, number: int, part: Part) -> Session | None:
    """The session of a body, by its number."""
    rows = Session.objects.filter(body__code=body, number=number, part=part)
    return rows.select_related("body").first()


def sat(at: date, known_at: datetime | None, body: int | None = None) -> QuerySet[Sitting]:
    """Sessions held that had begun by the day."""
    rows = Sitting.objects.filter(known(known_at), held=Held.HELD)
    begun = rows.filter(Q(since_on__isnull=True) | Q(since_on__lte=at)).select_related("session__body")
    return begun.filter(session__body=body) if body else begun


def days_sat(rows: Iterable[Sitting], at: date) -> tuple[int, int]:
    """Days from the first to the last of each, both counted; of how many sessions they are not known."""
    counted = [Span(one.since_on, one.until_on).days(at) for one in rows]
    return sum(filter(None, counted)), counted.count(None)


def existing(day: date) -> set[str]:
    """Codes of the participants of the day: States, observers, organizations."""
    return set(world.universe(day))


def check_existed(participants: Iterable[Participant], day: date, field: str = "who") -> None:
    """Refuse those that did not exist on the day, all of them at once."""
    held = existing(day)
    absent = sorted(one.code for one in participants if one.code not in held)
    if absent:
        raise Refusal(
            "sessions.did_not_exist",
            phrase("%(who)s did not exist, or took no part, on %(day)s."),
            field=field,
            who=", ".join(absent),
            day=day.isoformat(),
        )


def attendance(session: Session, known_at: datetime | None = None) -> QuerySet[Attendance]:
    """The lines of its list of participants."""
    rows = Attendance.objects.filter(known(known_at), session=session)
    return rows.select_related("participant", "entity", "session__body")


def came(session: Session, sitting: Sitting, known_at: datetime | None = None) -> Came | None:
    """Who came; None where its first day is not known, and hence no universe."""
    if sitting.since_on is None:
        return None
    lines = tuple(attendance(session, known_at))
    counted = Counter(one.presence for one in lines if one.participant_id)
    return Came(
        lines,
        counted["delegation"],
        counted["represented"],
        sum(one.entity_id is not None for one in lines),
        len(existing(sitting.since_on)),
    )


def papers(session: Session, at: date, known_at: datetime | None = None) -> list[Paper]:
    """Its documents, by symbol, each with how its languages stood on the day."""
    rows = Issue.objects.filter(known(known_at), document__session=session).select_related("document")
    by_document: dict[SessionDocument, dict[str, tuple[Issue, Progress]]] = {}
    for one in rows.order_by("document__symbol"):
        stands = (one, progress(one.due_on, one.issued_on, at))
        by_document.setdefault(one.document, {})[one.language] = stands
    return [Paper(document, issues) for document, issues in by_document.items()]


def by_language(
    at: date, known_at: datetime | None = None, session: Session | None = None, body: int | None = None
) -> dict[str, Counter[Progress]]:
    """Language → how many documents due by the day were on time, late, or not issued."""
    rows = due_issues(at, known_at, body)
    if session is not None:
        rows = rows.filter(document__session=session)
    counted: dict[str, Counter[Progress]] = {code: Counter() for code in BY_CODE}
    for language, due_on, issued_on in rows.values_list("language", "due_on", "issued_on"):
        counted[language][progress(due_on, issued_on, at)] += 1
    return counted


def due_issues(at: date, known_at: datetime | None = None, body: int | None = None) -> QuerySet[Issue]:
    """Languages of documents that were due by the day."""
    rows = Issue.objects.filter(known(known_at), due_on__lte=at)
    return rows.filter(document__session__body=body) if body else rows


def with_attendance() -> QuerySet[Session]:
    """Sessions of which a list of participants is held."""
    return Session.objects.filter(
        Exists(Attendance.objects.filter(session=OuterRef("pk"), superseded_at=None))
    )


def freshness() -> dict[str, datetime | int | None]:
    """How many sessions are held, how many of them with facts that nobody verified, and the last change."""
    rows = Sitting.objects.filter(known(None))
    doubtful = Count("pk", filter=~Q(doubtful=[]))
    return dict(rows.aggregate(sessions=Count("pk"), doubtful=doubtful, latest=Max("recorded_at")))
