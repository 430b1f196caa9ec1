"""The review mechanisms on a day, as known at a moment: offices named, answers, contributions."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from dispositif.instruments.models import Answer, Contribution, FocalPoint, Questionnaire
from dispositif.instruments.queries.adherence import known, registers
from dispositif.instruments.rules import Holding, Status
from dispositif.instruments.sessions import Basis, Mechanism, Progress, currency_of, progress
from dispositif.kernel.money import Money
from dispositif.world.models import Participant


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire on a day: how those whom it went to stand. The three parts make up all of them."""

    questionnaire: Questionnaire
    answers: tuple[tuple[Answer, Progress], ...]

    @property
    def counts(self) -> Counter[Progress]:
        """How many answers were received in time, received late, or are outstanding."""
        return Counter(stands for _answer, stands in self.answers)

    @property
    def addressed(self) -> int:
        """Whom it went to."""
        return len(self.answers)

    @property
    def received(self) -> int:
        """Answers that are in, in time or late."""
        return self.addressed - self.counts[Progress.OUTSTANDING]

    def standing(self, stands: Progress) -> list[Answer]:
        """The lines that stand so."""
        return [answer for answer, one in self.answers if one is stands]

    @property
    def due_on(self) -> date | None:
        """The last day on which an answer is due."""
        return max((answer.due_on for answer, _stands in self.answers), default=None)


@dataclass(frozen=True, slots=True)
class Total:
    """Money contributed on one basis in one currency; never added to another."""

    mechanism: Mechanism
    basis: Basis
    money: Money
    rows: int


def focal_points(mechanism: Mechanism, at: date, known_at: datetime | None = None) -> QuerySet[FocalPoint]:
    """Offices that were focal points on the day."""
    running = Q(until_on__isnull=True) | Q(until_on__gte=at)
    rows = FocalPoint.objects.filter(known(known_at), running, mechanism=mechanism, since_on__lte=at)
    return rows.select_related("participant").order_by("participant__code", "since_on")


def questionnaires(mechanism: Mechanism | None, at: date, known_at: datetime | None = None) -> list[Asked]:
    """Questionnaires that had been sent by the day, the latest first."""
    rows = Questionnaire.objects.filter(sent_on__lte=at).order_by("-sent_on", "title")
    if mechanism is not None:
        rows = rows.filter(mechanism=mechanism)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return [asked(one, at, known_at) for one in rows]


def asked(one: Questionnaire, at: date, known_at: datetime | None = None) -> Asked:
    """One questionnaire on the day."""
    rows = Answer.objects.filter(known(known_at), questionnaire=one).select_related("participant")
    answers = ((row, progress(row.due_on, row.received_on, at)) for row in rows)
    return Asked(one, tuple(answers))


def answers(at: date, known_at: datetime | None, mechanism: Mechanism | None = None) -> QuerySet[Answer]:
    """Lines of the questionnaires that had been sent by the day."""
    rows = Answer.objects.filter(known(known_at), questionnaire__sent_on__lte=at)
    return rows.filter(questionnaire__mechanism=mechanism) if mechanism else rows


def contributions(
    at: date, known_at: datetime | None = None, mechanism: Mechanism | None = None
) -> QuerySet[Contribution]:
    """What had been pledged or received by the day, the latest first."""
    rows = Contribution.objects.filter(known(known_at), on__lte=at)
    rows = rows.filter(mechanism=mechanism) if mechanism else rows
    return rows.select_related("participant", "entity").order_by("-on", "-pk")


def totals(rows: QuerySet[Contribution]) -> list[Total]:
    """The money among the rows by mechanism, basis and currency; what is given in kind is not in it."""
    found: dict[tuple[str, str, str], list[int]] = {}
    listed = rows.filter(in_kind=False).order_by().values_list("mechanism", "basis", "currency", "minor")
    for mechanism, basis, currency, minor in listed:
        found.setdefault((mechanism, basis, currency), []).append(minor or 0)
    return [
        Total(Mechanism(mechanism), Basis(basis), Money(sum(minors), currency_of(currency)), len(minors))
        for (mechanism, basis, currency), minors in sorted(found.items())
    ]


def parties(mechanism: Mechanism, on: date) -> list[Participant]:
    """Parties to the mechanism's convention on the day, as the newest register held says."""
    held = registers()
    if mechanism not in held.adherence.treaties or held.holding(mechanism, on) is not Holding.HELD:
        return []
    column = held.adherence.column(mechanism, on)
    codes = [code for code, stands in column.items() if stands is Status.PARTY]
    return list(Participant.objects.filter(code__in=codes))
