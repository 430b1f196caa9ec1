"""Named figures of the Conferences: each a pure function of the day, what was known, the scope, who may see.

Where nothing is recorded in a scope the figure says “none” with its reason, never zero.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Model, Q
from django.db.models.functions import Greatest

from dispositif.instruments.models import Answer, Contribution, Issue, Sitting
from dispositif.instruments.queries import mechanism as mechanisms
from dispositif.instruments.queries import session as sessions
from dispositif.instruments.sessions import REVIEWED_BY, Basis, Mechanism, Progress, progress
from dispositif.kernel.figure import Evidence, Figure, Origin, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.look.figures import Definition, register
from dispositif.world.models import Entity, Participant

SHOWN = 20
"""Rows that a figure names as its evidence; the page behind it lists them all."""
SCOPES = frozenset(("", "entity"))
SOURCE = phrase("sessions of the Conferences and the Commission, recorded here")
MECHANISMS = phrase("support to the review mechanisms, recorded here")
NO_SESSION = phrase("No session that had begun by then is recorded for this.")
NO_DAYS = phrase("Of no session that had begun by then the days are recorded.")
NO_PAPER = phrase("No document that was due by then is recorded for this.")
NO_ANSWER = phrase("No questionnaire that had been sent by then is recorded for this.")
NO_GIVER = phrase("No contribution is recorded for this by then: that does not say that there was none.")
RECORD = phrase("Record what the reports of the sessions say.")
SESSIONS, DAYS = phrase("sessions"), phrase("days")
VERSIONS, ANSWERS, GIVERS = phrase("language versions"), phrase("answers"), phrase("contributors")
HELD = phrase("count of sessions recorded as held")
SAT = phrase("calendar days from the first to the last of each session, both counted")
DUE = phrase("count of language versions that had fallen due")
ASKED = phrase("count of answers asked for, one per State and questionnaire")
GIVEN = phrase("count of States and entities of which a contribution is recorded as received")


def held(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many sessions had begun by the day; unverified where one of them has unverified facts."""
    rows = list(sessions.sat(at, known_at, _body(scope)).order_by("-since_on", "-pk"))
    said = _about(name, SESSIONS, HELD, SOURCE, at)
    if not rows:
        return _none(said, NO_SESSION)
    return _value(said, len(rows), _named(rows), verified=not any(one.doubtful for one in rows))


def days(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many days they had sat by the end of the day, without sessions whose days are not known."""
    rows = sessions.sat(at, known_at, _body(scope)).order_by("-since_on", "-pk")
    counted = [one for one in rows if one.since_on and one.until_on]
    said = _about(name, DAYS, SAT, SOURCE, at, without=len(rows) - len(counted))
    if not counted:
        return _none(said, NO_DAYS)
    total, _unknown = sessions.days_sat(counted, at)
    return _value(said, total, _named(counted), verified=not any(one.doubtful for one in counted))


def on_time(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """Of the language versions that had fallen due, how many were issued by their day."""
    rows = list(
        sessions.due_issues(at, known_at, _body(scope)).select_related("document").order_by("-due_on")
    )
    said = _about(name, VERSIONS, DUE, SOURCE, at, all=len(rows))
    if not rows:
        return _none(said, NO_PAPER)
    fits = [one for one in rows if progress(one.due_on, one.issued_on, at) is Progress.IN_TIME]
    documents = {one.document.uuid: one.document.symbol for one in fits}
    named = [Evidence("session_document", uuid, symbol) for uuid, symbol in documents.items()]
    return _value(said, len(fits), named)


def received(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """Of the answers asked for by the day, how many were in, in time or late."""
    rows = mechanisms.answers(at, known_at, _mechanism(scope)) if _reviews(scope) else Answer.objects.none()
    lines = list(rows.select_related("questionnaire").order_by("-questionnaire__sent_on"))
    said = _about(name, ANSWERS, ASKED, MECHANISMS, at, all=len(lines))
    if not lines:
        return _none(said, NO_ANSWER)
    fits = [one for one in lines if progress(one.due_on, one.received_on, at) is not Progress.OUTSTANDING]
    titles = {one.questionnaire.uuid: one.questionnaire.title for one in lines}
    return _value(said, len(fits), [Evidence("questionnaire", uuid, title) for uuid, title in titles.items()])


def contributors(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many contributors gave something by the day, in money or in kind; pledges alone do not count."""
    given = mechanisms.contributions(at, known_at, _mechanism(scope))
    rows = list(given.filter(basis=Basis.RECEIVED)) if _reviews(scope) else []
    said = _about(name, GIVERS, GIVEN, MECHANISMS, at)
    if not rows:
        return _none(said, NO_GIVER)
    givers = {one.code: one for row in rows if (one := row.participant or row.entity)}
    return _value(said, len(givers), [_giver(one) for _code, one in sorted(givers.items())])


def _giver(one: Participant | Entity) -> Evidence:
    return Evidence("participant" if isinstance(one, Participant) else "entity", one.uuid, one.code)


def _body(scope: Scope) -> int | None:
    """The key of the body asked for; 0 of one that is not held, None for all."""
    if scope.uuid is None:
        return None
    return Entity.objects.filter(uuid=scope.uuid).values_list("pk", flat=True).first() or 0


def _mechanism(scope: Scope) -> Mechanism | None:
    """The mechanism that reports to the body asked for."""
    return next((one for one, code in REVIEWED_BY.items() if code == scope.label), None)


def _reviews(scope: Scope) -> bool:
    """Whether a mechanism reports to the body asked for, or everything is."""
    return not scope.kind or _mechanism(scope) is not None


def _named(rows: Iterable[Sitting]) -> list[Evidence]:
    return [Evidence("session", one.session.uuid, one.session.label) for one in rows]


def _about(name: str, unit: str, basis: str, source: str, at: date, **facts: object) -> dict[str, Any]:
    said = {"name": name, "unit": unit, "basis": basis, "as_of": at, "source": source, "facts": facts}
    return said | {"origin": Origin.ENTERED}


def _none(said: dict[str, Any], reason: str) -> Figure:
    return Figure(state=State.NONE, reason=reason, remedy=RECORD, **said)


def _value(said: dict[str, Any], value: int, evidence: list[Evidence], *, verified: bool = True) -> Figure:
    rows = tuple(evidence[:SHOWN])
    return Figure(state=State.VALUE, value=value, evidence=rows, verified=verified, **said)


def _changed(model: type[Model]) -> Callable[[], datetime | None]:
    """When a row of the table was last written, or superseded."""

    def changed() -> datetime | None:
        both = Greatest("recorded_at", "superseded_at")
        rows = model.objects.filter(Q(recorded_at__isnull=False))  # type: ignore[attr-defined]
        last: datetime | None = rows.aggregate(last=Max(both))["last"]
        return last

    return changed


COUNTS: tuple[tuple[str, str, str, str, str, str, Callable[..., Figure], type[Model]], ...] = (
    (
        "conferences.sessions",
        phrase("sessions of the Conferences and the Commission"),
        phrase("Sessions that are recorded as held and had begun by the day."),
        *(SESSIONS, HELD, SOURCE, held, Sitting),
    ),
    (
        "conferences.session_days",
        phrase("days of sessions"),
        phrase("Days from the first to the last of each session held, both counted, up to the day."),
        *(DAYS, SAT, SOURCE, days, Sitting),
    ),
    (
        "conferences.documents_on_time",
        phrase("documents issued on time"),
        phrase("Language versions of session documents that were issued by the day on which they were due."),
        *(VERSIONS, DUE, SOURCE, on_time, Issue),
    ),
    (
        "conferences.questionnaires_received",
        phrase("answers to questionnaires received"),
        phrase(
            "Answers to questionnaires of the review mechanisms that were in by the day, in time or late."
        ),
        *(ANSWERS, ASKED, MECHANISMS, received, Answer),
    ),
    (
        "conferences.contributors",
        phrase("contributors to the review mechanisms"),
        phrase("States and entities of which a contribution, in money or in kind, is recorded as received."),
        *(GIVERS, GIVEN, MECHANISMS, contributors, Contribution),
    ),
)
"""Name, title, meaning, unit, basis, source, how it is computed, and the table behind it."""


def register_all() -> None:
    """Put the figures of the Conferences into the registry; called once, when the program starts."""
    for name, title, meaning, unit, basis, source, compute, model in COUNTS:
        register(
            Definition(
                name=name,
                title=title,
                meaning=meaning,
                unit=unit,
                basis=basis,
                source=source,
                scopes=SCOPES,
                compute=compute,
                freshness=_changed(model),
                rows="instruments:conferences",
            )
        )
