"""Review mechanisms as JSON: focal points, questionnaires and answers, contributions."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from dispositif.api.problems import absent
from dispositif.api.scopes import reads, writes
from dispositif.api.sessions import Name, Source
from dispositif.api.values import NO_NUL, At, Day
from dispositif.instruments.actions import mechanism as actions
from dispositif.instruments.models import Contribution, Questionnaire
from dispositif.instruments.queries import mechanism as queries
from dispositif.instruments.session_names import participant, who
from dispositif.instruments.sessions import Basis, Mechanism, Progress, money, progress
from dispositif.kernel.refusal import phrase
from dispositif.people.clock import today

router = Router(tags=["mechanisms"])
RECORD = writes("instruments:write", "instruments.record")
Said = Annotated[str, Field(max_length=400, pattern=NO_NUL)]
Amount = Annotated[str, Field(max_length=40, pattern=r"^[0-9.,\s]*$")]


class PointOut(Schema):
    """An office that is the focal point of a State; names of persons are not kept."""

    uuid: UUID
    participant: str
    office: str
    reference: str
    since_on: date
    until_on: date | None


class CountsOut(Schema):
    """A questionnaire and how its answers stood; the three counts make up `addressed`."""

    uuid: UUID
    title: str
    sent_on: date
    due_on: date | None
    addressed: int
    in_time: int
    late: int
    outstanding: int
    source: str


class AnswerOut(Schema):
    """One participant that was asked."""

    participant: str
    due_on: date
    received_on: date | None
    stands: Progress


class AskedOut(CountsOut):
    """The same with every participant that was asked, by code."""

    answers: list[AnswerOut]


class GivenOut(Schema):
    """A contribution; `amount` is exact, in whole units of the currency, null where it is not valued."""

    uuid: UUID
    contributor: str
    basis: Basis
    in_kind: bool
    amount: str | None
    currency: str
    on: date
    words: str
    source: str


class TotalOut(Schema):
    """Money on one basis in one currency: totals are never added to each other."""

    basis: Basis
    currency: str
    amount: str
    contributions: int


class MechanismOut(Schema):
    """What is recorded of a mechanism, on the day `as_at`; what is not recorded may still be."""

    code: Mechanism
    as_at: date
    focal_points: list[PointOut]
    questionnaires: list[CountsOut]
    totals: list[TotalOut]
    contributions: list[GivenOut]


class PointIn(Schema):
    """An office that a State named, by the communication that names it."""

    model_config = ConfigDict(extra="forbid")
    who: Name
    office: Annotated[str, Field(min_length=1, max_length=300, pattern=NO_NUL)]
    reference: Annotated[str, Field(min_length=1, max_length=200, pattern=NO_NUL)]
    since_on: Day


class Sending(Schema):
    """A questionnaire; without `who`, it went to all parties to the convention on the day."""

    model_config = ConfigDict(extra="forbid")
    title: Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]
    sent_on: Day
    due_on: Day
    who: Annotated[list[Name], Field(max_length=400)] = []
    source: Source


class Receiving(Schema):
    """Whose answer came on which day."""

    model_config = ConfigDict(extra="forbid")
    who: Name
    received_on: Day
    source: Source


class Giving(Schema):
    """A pledge or a receipt; what is given in kind is said in words, valued or not."""

    model_config = ConfigDict(extra="forbid")
    who: Name
    basis: Basis
    amount: Amount = ""
    currency: Annotated[str, Field(max_length=3, pattern=NO_NUL)] = ""
    in_kind: bool = False
    words: Said = ""
    made_on: Day
    source: Source


@router.get("/{code}", response=MechanismOut, url_name="mechanism", **reads("instruments:read"))
def mechanism(request: HttpRequest, code: Mechanism, at: At = None) -> Any:
    """Focal points, questionnaires and contributions of one mechanism, as they stood on the day."""
    day = at or today()
    given = queries.contributions(day, mechanism=code)
    return {
        "code": code,
        "as_at": day,
        "focal_points": [_point(one) for one in queries.focal_points(code, day)],
        "questionnaires": [_counts(one) for one in queries.questionnaires(code, day)],
        "totals": [
            {
                "basis": total.basis,
                "currency": total.money.currency.code,
                "amount": str(total.money.major),
                "contributions": total.rows,
            }
            for total in queries.totals(given)
        ],
        "contributions": [_given(one) for one in given],
    }


@router.post("/{code}/focal-points", response={201: PointOut}, url_name="name_focal_point", **RECORD)
def name(request: HttpRequest, code: Mechanism, sent: PointIn) -> Any:
    """Record the office that a State named."""
    one = actions.name_focal_point(
        mechanism=code,
        participant=participant(sent.who, sent.since_on),
        office=sent.office,
        reference=sent.reference,
        since_on=sent.since_on,
        **_author(request),
    )
    return Status(201, _point(one))


@router.post("/{code}/contributions", response={201: GivenOut}, url_name="record_contribution", **RECORD)
def give(request: HttpRequest, code: Mechanism, sent: Giving) -> Any:
    """Record what somebody pledged or gave."""
    one = actions.record_contribution(
        mechanism=code,
        giver=who(sent.who, sent.made_on),
        basis=sent.basis,
        money=money(sent.amount, sent.currency) if sent.amount.strip() else None,
        words=sent.words,
        in_kind=sent.in_kind,
        made_on=sent.made_on,
        source=sent.source,
        **_author(request),
    )
    return Status(201, _given(one))


@router.post("/{code}/questionnaires", response={201: CountsOut}, url_name="send_questionnaire", **RECORD)
def send(request: HttpRequest, code: Mechanism, sent: Sending) -> Any:
    """Record a questionnaire and whom it went to."""
    named = [participant(said, sent.sent_on) for said in sent.who]
    one = actions.send_questionnaire(
        mechanism=code,
        title=sent.title,
        sent_on=sent.sent_on,
        due_on=sent.due_on,
        addressed=named or queries.parties(code, sent.sent_on),
        source=sent.source,
        **_author(request),
    )
    return Status(201, _counts(queries.asked(one, today())))


@router.get(
    "/questionnaires/{uuid}", response=AskedOut, url_name="questionnaire", **reads("instruments:read")
)
def questionnaire(request: HttpRequest, uuid: UUID, at: At = None) -> Any:
    """One questionnaire: who answered, in time or late, and whose answer is outstanding."""
    found = queries.asked(_find(uuid), at or today())
    lines = [_answer(answer, stands) for answer, stands in found.answers]
    return _counts(found) | {"answers": sorted(lines, key=lambda line: str(line["participant"]))}


@router.post("/questionnaires/{uuid}/answers", response=AnswerOut, url_name="receive_answer", **RECORD)
def receive(request: HttpRequest, uuid: UUID, sent: Receiving) -> Any:
    """Record the answer of one participant that was asked; again, with another day, it corrects the first."""
    answer = actions.receive_answer(
        questionnaire=_find(uuid),
        participant=participant(sent.who, sent.received_on),
        received_on=sent.received_on,
        source=sent.source,
        **_author(request),
    )
    return _answer(answer, progress(answer.due_on, answer.received_on, today()))


def _find(uuid: UUID) -> Questionnaire:
    one = Questionnaire.objects.filter(uuid=uuid).first()
    if one is None:
        raise absent(phrase("questionnaire"), uuid)
    return one


def _author(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.person, "on": today()}  # type: ignore[attr-defined]


def _point(one: Any) -> dict[str, Any]:
    names = ("uuid", "office", "reference", "since_on", "until_on")
    return {name: getattr(one, name) for name in names} | {"participant": one.participant.code}


def _counts(found: queries.Asked) -> dict[str, Any]:
    one = found.questionnaire
    said = {name: getattr(one, name) for name in ("uuid", "title", "sent_on", "source")}
    counts = {stands.value: found.counts[stands] for stands in Progress}
    return said | counts | {"due_on": found.due_on, "addressed": found.addressed}


def _answer(answer: Any, stands: Progress) -> dict[str, Any]:
    said = {"due_on": answer.due_on, "received_on": answer.received_on, "stands": stands}
    return said | {"participant": answer.participant.code}


def _given(one: Contribution) -> dict[str, Any]:
    giver = one.participant or one.entity
    names = ("uuid", "basis", "in_kind", "currency", "on", "words", "source")
    said = {name: getattr(one, name) for name in names}
    return said | {
        "contributor": giver.code if giver else "",
        "amount": str(one.money.major) if one.money else None,
    }
