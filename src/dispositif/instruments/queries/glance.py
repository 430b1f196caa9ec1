"""The support to each body at a glance: sessions, who came, documents, answers, contributions."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from dispositif.instruments.models import Sitting
from dispositif.instruments.queries import mechanism as mechanisms
from dispositif.instruments.queries import session as sessions
from dispositif.instruments.sessions import REVIEWED_BY, Mechanism, Progress
from dispositif.world.models import Entity


@dataclass(frozen=True, slots=True)
class Glance:
    """One body on a day.

    `unknown`: sessions whose days are not known; `listed`: sessions of which a list of participants is held;
    `papers`: languages of documents that were due; `answers`, `totals`, `in_kind`, `givers` are of
    `mechanism`, None where nothing reviews on behalf of the body.
    """

    body: Entity
    sessions: int
    days: int
    unknown: int
    doubtful: int
    listed: int
    papers: Counter[Progress]
    mechanism: Mechanism | None
    answers: Counter[Progress]
    totals: tuple[mechanisms.Total, ...]
    in_kind: int

    @property
    def papers_due(self) -> int:
        """Languages of documents that had fallen due."""
        return self.papers.total()

    @property
    def on_time(self) -> int:
        """Those issued by their day."""
        return self.papers[Progress.IN_TIME]

    @property
    def asked(self) -> int:
        """Answers asked for."""
        return self.answers.total()

    @property
    def received(self) -> int:
        """Answers that are in, in time or late."""
        return self.asked - self.answers[Progress.OUTSTANDING]


def glance(body: Entity, at: date, known_at: datetime | None = None) -> Glance:
    """What supports one body, on the day, as known at the moment."""
    rows = list(sessions.sat(at, known_at, body.pk))
    days, unknown = sessions.days_sat(rows, at)
    papers: Counter[Progress] = sum(sessions.by_language(at, known_at, body=body.pk).values(), Counter())
    mechanism = next((one for one, code in REVIEWED_BY.items() if code == body.code), None)
    given = mechanisms.contributions(at, known_at, mechanism)
    asked = mechanisms.questionnaires(mechanism, at, known_at) if mechanism else []
    return Glance(
        body=body,
        sessions=len(rows),
        days=days,
        unknown=unknown,
        doubtful=sum(bool(one.doubtful) for one in rows),
        listed=sessions.with_attendance().filter(body=body).count(),
        papers=papers,
        mechanism=mechanism,
        answers=sum((one.counts for one in asked), Counter()),
        totals=tuple(mechanisms.totals(given)) if mechanism else (),
        in_kind=given.filter(in_kind=True).count() if mechanism else 0,
    )


def held_of(sitting: Sitting) -> sessions.Came | None:
    """Who came, where a list of participants is held; None where there is none."""
    found = sessions.came(sitting.session, sitting)
    return found if found and found.lines else None
