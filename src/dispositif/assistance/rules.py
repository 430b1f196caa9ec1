"""What may be asked for, where a request may stand, which moves there are: tables, decisions, no Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dispositif.kernel.refusal import Refusal, phrase


class Kind(StrEnum):
    """What is asked for, in the words in which technical assistance needs are told."""

    LEGISLATIVE_DRAFTING = "legislative_drafting"
    LEGAL_ADVICE = "legal_advice"
    TRAINING = "training"
    ADVISORY_MISSION = "advisory_mission"
    MENTORING = "mentoring"
    NEEDS_ASSESSMENT = "needs_assessment"
    EQUIPMENT = "equipment"
    VICTIM_SUPPORT = "victim_support"
    INSTITUTION_BUILDING = "institution_building"
    RATIFICATION_SUPPORT = "ratification_support"
    OTHER = "other"


KINDS: dict[Kind, str] = {
    Kind.LEGISLATIVE_DRAFTING: phrase("legislative drafting"),
    Kind.LEGAL_ADVICE: phrase("legal advice"),
    Kind.TRAINING: phrase("training"),
    Kind.ADVISORY_MISSION: phrase("advisory mission"),
    Kind.MENTORING: phrase("mentoring by an expert on site"),
    Kind.NEEDS_ASSESSMENT: phrase("needs assessment"),
    Kind.EQUIPMENT: phrase("equipment"),
    Kind.VICTIM_SUPPORT: phrase("support to victims"),
    Kind.INSTITUTION_BUILDING: phrase("institution building"),
    Kind.RATIFICATION_SUPPORT: phrase("support to ratification or accession"),
    Kind.OTHER: phrase("something else"),
}


class Channel(StrEnum):
    """Who took the request in."""

    DELEGATION = "delegation"
    OFFICER = "officer"
    LETTER = "letter"


CHANNELS: dict[Channel, str] = {
    Channel.DELEGATION: phrase("handed in by the delegation"),
    Channel.OFFICER: phrase("entered by an officer on its behalf"),
    Channel.LETTER: phrase("typed from a note verbale received"),
}


class Status(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    COMPLETE = "complete"
    EXAMINATION = "examination"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    DEFERRED = "deferred"
    NOT_POSSIBLE = "not_possible"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    REVIEWED = "reviewed"


STATUSES: dict[Status, str] = {
    Status.RECEIVED: phrase("request received"),
    Status.COMPLETE: phrase("complete"),
    Status.EXAMINATION: phrase("under examination"),
    Status.ACCEPTED: phrase("accepted"),
    Status.REFERRED: phrase("referred to another body with the State’s consent"),
    Status.DEFERRED: phrase("deferred"),
    Status.NOT_POSSIBLE: phrase("it has not been possible to act on the request at this stage"),
    Status.UNDER_WAY: phrase("under way"),
    Status.DELIVERED: phrase("delivered"),
    Status.REVIEWED: phrase("effect reviewed"),
}
CLOSED = (Status.REFERRED, Status.NOT_POSSIBLE, Status.REVIEWED)
"""Where nothing is owed any more, unless the request is reopened."""
ANSWERED = (Status.ACCEPTED, Status.REFERRED, Status.DEFERRED, Status.NOT_POSSIBLE)
"""The first of these that a request comes to is its answer."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step that may be taken: whence, whither, with which right, and what must be said with it.

    `needs` names columns of the move (`reason`, `consent_reference`, `until_on`) or of the request
    (`action_taken`, `effect`).
    """

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    right: str
    needs: tuple[str, ...] = ()


_WAITING = (Status.EXAMINATION, Status.DEFERRED)
_ENDED = (Status.REFERRED, Status.NOT_POSSIBLE, Status.DELIVERED, Status.REVIEWED)
MOVES: dict[str, Move] = {
    move.name: move
    for move in (
        Move(
            "find_complete",
            phrase("Find complete"),
            (Status.RECEIVED,),
            Status.COMPLETE,
            "assistance.examine",
        ),
        Move("examine", phrase("Examine"), (Status.COMPLETE,), Status.EXAMINATION, "assistance.examine"),
        Move("accept", phrase("Accept"), _WAITING, Status.ACCEPTED, "assistance.decide"),
        Move(
            "refer",
            phrase("Refer to another body"),
            _WAITING,
            Status.REFERRED,
            "assistance.decide",
            ("reason", "consent_reference"),
        ),
        Move(
            "defer",
            phrase("Defer"),
            (Status.EXAMINATION,),
            Status.DEFERRED,
            "assistance.decide",
            ("reason", "until_on"),
        ),
        Move(
            "find_not_possible",
            phrase("Say that it is not possible at this stage"),
            _WAITING,
            Status.NOT_POSSIBLE,
            "assistance.decide",
            ("reason",),
        ),
        Move("begin", phrase("Begin"), (Status.ACCEPTED,), Status.UNDER_WAY, "assistance.examine"),
        Move(
            "deliver",
            phrase("Record the delivery"),
            (Status.UNDER_WAY,),
            Status.DELIVERED,
            "assistance.examine",
            ("action_taken",),
        ),
        Move(
            "review",
            phrase("Record the effect"),
            (Status.DELIVERED,),
            Status.REVIEWED,
            "assistance.examine",
            ("effect",),
        ),
        Move("reopen", phrase("Reopen"), _ENDED, Status.EXAMINATION, "assistance.examine", ("reason",)),
        Move("resume", phrase("Take up again"), (Status.DEFERRED,), Status.EXAMINATION, "assistance.examine"),
    )
}
NEEDED: dict[str, str] = {
    "reason": phrase("the reason, which the State reads"),
    "consent_reference": phrase("the communication by which the State consented"),
    "until_on": phrase("until when"),
    "action_taken": phrase("what was done: a request does not close without action taken"),
    "effect": phrase("what changed"),
}
"""What a step may ask for, in words."""
DAYS: dict[Status, int] = {
    Status.RECEIVED: 5,
    Status.COMPLETE: 10,
    Status.EXAMINATION: 30,
    Status.ACCEPTED: 30,
    Status.UNDER_WAY: 180,
    Status.DELIVERED: 90,
}
"""Status → days in which the next step is due: the project's own defaults, shown in the documentation."""


def moves_from(status: Status) -> list[Move]:
    """The moves that may follow a status, in the order of the table."""
    return [move for move in MOVES.values() if status in move.sources]


def check_move(name: str, status: Status) -> Move:
    """The move of this name; refused where it does not start from the status."""
    move = MOVES.get(name)
    if move is None or status not in move.sources:
        raise Refusal(
            "assistance.no_such_move",
            phrase("A request that stands at “%(status)s” cannot take this step: %(steps)s."),
            field="move",
            status=STATUSES[status],
            steps=tuple(one.label for one in moves_from(status)) or (phrase("no step is left"),),
        )
    return move


LENGTHS = {
    "note_reference": 200,
    "authority": 300,
    "article": 60,
    "territory": 200,
    "urgency": 2_000,
    "asked": 10_000,
}
"""Characters that each field of a request may have."""
REQUIRED = ("note_reference", "authority", "asked")


def check_words(name: str, given: str, *, required: bool) -> str:
    """A text without spaces around it, as long as its column; control characters are refused."""
    said = given.strip()
    if required and not said:
        raise Refusal("assistance.not_said", phrase("This must be said."), field=name)
    if len(said) > LENGTHS[name]:
        raise Refusal(
            "assistance.too_long",
            phrase("At most %(most)s characters; these are %(given)s."),
            field=name,
            most=LENGTHS[name],
            given=len(said),
        )
    if any(not sign.isprintable() and sign not in "\n\r\t" for sign in said):
        raise Refusal(
            "assistance.not_readable", phrase("This text holds signs that cannot be shown."), field=name
        )
    return said


def check_note_day(note_on: date, received_on: date, on: date) -> None:
    """A note is written before it is received, and received up to today."""
    if not note_on <= received_on <= on:
        raise Refusal(
            "assistance.days_out_of_order",
            phrase("A note verbale is dated before it is received, and received up to %(on)s."),
            field="note_on",
            on=on,
        )
