"""What counts as a mandate, how it stands, and what is refused: tables and decisions, no Django."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dispositif.kernel.refusal import Refusal, phrase

SHEET = "dispositif.mandates.actions.sheet.write_sheet"
LOOK_AT_SHEET = "dispositif.mandates.actions.sheet.look_at_sheet"
"""The jobs that write a long sheet, and that look at one first."""


class Kind(StrEnum):
    """What a registered act is: a duty of the Organization, or a call upon States."""

    MANDATE = "mandate"
    STATES = "states"


KINDS: dict[Kind, str] = {Kind.MANDATE: phrase("mandate"), Kind.STATES: phrase("addressed to States")}


class Status(StrEnum):
    """How a mandate stands, in the words of the review of mandates of 2006."""

    COMPLETED = "completed"
    IN_PROGRESS = "in_progress"
    NOT_IMPLEMENTED = "not_implemented"
    NOT_APPLICABLE = "not_applicable"
    NO_INDICATION = "no_indication"


STATUSES: dict[Status, str] = {
    Status.COMPLETED: phrase("completed"),
    Status.IN_PROGRESS: phrase("in progress"),
    Status.NOT_IMPLEMENTED: phrase("not implemented"),
    Status.NOT_APPLICABLE: phrase("not applicable: addressed to States"),
    Status.NO_INDICATION: phrase("no indication"),
}
FIRST: dict[Kind, Status] = {Kind.MANDATE: Status.NO_INDICATION, Kind.STATES: Status.NOT_APPLICABLE}
"""How a mandate stands when it is registered."""
MOVES: dict[Status, tuple[Status, ...]] = {
    Status.NO_INDICATION: (Status.IN_PROGRESS, Status.COMPLETED, Status.NOT_IMPLEMENTED),
    Status.IN_PROGRESS: (Status.COMPLETED, Status.NOT_IMPLEMENTED, Status.NO_INDICATION),
    Status.NOT_IMPLEMENTED: (Status.IN_PROGRESS, Status.COMPLETED, Status.NO_INDICATION),
    Status.COMPLETED: (Status.IN_PROGRESS, Status.NOT_IMPLEMENTED, Status.NO_INDICATION),
    Status.NOT_APPLICABLE: (),
}
"""Status → what may follow. What is addressed to States stays so: States answer for themselves."""
PROVEN = (Status.COMPLETED, Status.NOT_IMPLEMENTED)
"""Statuses that somebody will contest: they are not recorded without evidence."""
OPEN = (Status.IN_PROGRESS, Status.NOT_IMPLEMENTED, Status.NO_INDICATION)
"""Statuses in which a deadline still runs."""


class Proposal(StrEnum):
    """What the rule proposes to make of an act; a person decides."""

    MANDATE = "mandate"
    STATES = "states"
    CITATION = "citation"
    NONE = "none"


PROPOSALS: dict[Proposal, str] = {
    Proposal.MANDATE: phrase("a mandate: it asks a United Nations entity with the strength of a request"),
    Proposal.STATES: phrase("addressed to States: it is registered as such"),
    Proposal.CITATION: phrase("a citation: its duty is owned by the text that it recalls"),
    Proposal.NONE: phrase("nothing: it asks nobody, or less than a request"),
}
ENTITIES = frozenset(
    "SG SECRETARIAT UNODC OHCHR GA ECOSOC SC HRC CCPCJ CND CEPA CTC CTED UN_SYSTEM SPECIAL_PROCEDURES".split()
)
"""Addressees that are entities of the United Nations."""
STATES = frozenset("MEMBER_STATES STATES STATES_ALL STATES_PARTIES PARTIES REIO_COMPETENT DONORS".split())
"""Addressees that are States, or organizations beside States."""
LEAST = 3
"""The strength of a request: from there on an act is a mandate (strengths: documents.rules.STRENGTHS)."""


def proposed(
    *, part: str, strength: int | None, strength_range: Collection[int] | None, addressees: Collection[str]
) -> Proposal:
    """What an act is proposed as. The upper end of its range counts: languages of one text may differ."""
    if part == "preambular":
        return Proposal.CITATION
    strongest = max([strength or 0, *(strength_range or ())])
    if strongest >= LEAST and ENTITIES & set(addressees):
        return Proposal.MANDATE
    return Proposal.STATES if STATES & set(addressees) else Proposal.NONE


class Standing(StrEnum):
    """How sure it is that a report answers a request: probable until its text or file is held."""

    PROBABLE = "probable"
    ATTACHED = "attached"


STANDINGS: dict[Standing, str] = {
    Standing.PROBABLE: phrase("probable: no document is attached"),
    Standing.ATTACHED: phrase("attached"),
}
NOTING = frozenset("take_note note welcome express_appreciation commend".split())
"""Acts by which an organ notes a report."""


class Relation(StrEnum):
    """How a clause stands to an earlier one."""

    REITERATES = "reiterates"
    CHANGES = "changes"
    FOLLOWS = "follows"


RELATIONS: dict[Relation, str] = {
    Relation.REITERATES: phrase("says again"),
    Relation.CHANGES: phrase("changes"),
    Relation.FOLLOWS: phrase("follows on"),
}


class Look(StrEnum):
    """Why somebody should look at a mandate again: its text did not stay as it was."""

    NO = ""
    CHANGED = "changed"
    GONE = "gone"


LOOKS: dict[Look, str] = {
    Look.NO: phrase("text as registered"),
    Look.CHANGED: phrase("the words changed in a later version"),
    Look.GONE: phrase("the paragraph is gone from a later version"),
}
PRINCIPAL = {"A": "GA", "E": "ECOSOC"}
"""Organ of a symbol → the entity that sets priorities: the Assembly and the Council only."""


def check_status(before: Status, after: Status, *, evidence: str, attached: bool) -> None:
    """Refuse a move that the table does not have, or one that has to be proven and is not."""
    if after not in MOVES[before]:
        raise Refusal(
            "mandates.no_such_move",
            phrase("From “%(before)s” there is no way to “%(after)s”."),
            field="status",
            before=STATUSES[before],
            after=STATUSES[after],
        )
    if after in PROVEN and not evidence.strip() and not attached:
        raise Refusal(
            "mandates.no_evidence",
            phrase("“%(status)s” needs its evidence: say what shows it, or attach the document."),
            field="evidence",
            status=STATUSES[after],
        )


def check_due(due_on: date | None, adopted: date | None) -> None:
    """Refuse a due date before the adoption of the text that sets it."""
    if due_on is not None and adopted is not None and due_on < adopted:
        raise Refusal(
            "mandates.due_before_adoption",
            phrase("The due date %(due_on)s lies before the adoption of the text, %(adopted)s."),
            field="due_on",
            due_on=due_on,
            adopted=adopted,
        )


def check_since(since: date, begins: date, on: date) -> None:
    """Refuse a fact of a mandate dated before the mandate began, or after the day on which it is recorded."""
    if not begins <= since <= on:
        raise Refusal(
            "mandates.day_out_of_range",
            phrase("%(since)s does not lie between %(begins)s, when the mandate began, and %(on)s."),
            field="since",
            since=since,
            begins=begins,
            on=on,
        )


def check_owner(kind: Kind, *, carries_out: bool, owner: str) -> None:
    """Refuse an owner that adopts instead of carrying out, and any owner of what States are asked."""
    if kind is Kind.STATES:
        raise for_states()
    if not carries_out:
        raise Refusal(
            "mandates.adopts",
            phrase("%(owner)s adopts and is reported to: a mandate is owned by an office, unit or official."),
            field="owner",
            owner=owner,
        )


def for_states() -> Refusal:
    """The refusal of whatever makes a call upon States a duty of the Organization."""
    return Refusal(
        "mandates.states_answer",
        phrase("States answer for themselves: nobody here owns this, and it is due and reported by nobody."),
    )


def check_seen(*, revision: int, seen: int, theirs: object, yours: object) -> None:
    """Refuse a change of something that changed since its author looked; both are shown."""
    if revision != seen:
        raise Refusal(
            "mandates.stale",
            phrase("Somebody changed this mandate while you were reading: nothing of yours was written."),
            field="seen",
            theirs=theirs,
            yours=yours,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """How a mandate stood from a day on: until the next piece begins, or `until` (not included)."""

    since: date
    until: date | None
    facts: tuple[tuple[str, Any], ...]

    def holds(self, day: date) -> bool:
        """Whether the piece covers the day."""
        return self.since <= day and (self.until is None or day < self.until)


def amended(
    pieces: list[Piece], since: date, changes: dict[str, Any], *, onward: bool = False
) -> list[Piece]:
    """The course with `changes` true from `since` on; what was said of earlier days stays as it was.

    A fact that was said to change on a later day still changes then, unless `onward`: then the change holds
    for all days to come. `pieces` cover their days without gap or overlap, in order; so does the answer.
    """
    for name, value in changes.items():
        until = None if onward else changes_next(pieces, since, name)
        pieces = _joined(_between(pieces, since, until, {name: value}))
    return pieces


def changes_next(pieces: list[Piece], since: date, name: str) -> date | None:
    """The next day after `since` on which a fact becomes another; None if it never does."""
    stands = stood(pieces, since, name)
    later = (piece for piece in pieces if piece.since > since)
    return next((piece.since for piece in later if dict(piece.facts)[name] != stands), None)


def stood(pieces: list[Piece], day: date, name: str) -> Any:
    """What a fact was on a day."""
    return next(dict(piece.facts)[name] for piece in pieces if piece.holds(day))


def _between(pieces: list[Piece], since: date, until: date | None, change: dict[str, Any]) -> list[Piece]:
    cut = [part for piece in pieces for part in _cut(piece, since, until)]
    return [
        _with(piece, change) if piece.since >= since and (until is None or piece.since < until) else piece
        for piece in cut
    ]


def _cut(piece: Piece, *days: date | None) -> list[Piece]:
    """The piece in parts that begin on these days."""
    found = [piece]
    for day in days:
        last = found[-1]
        if day is not None and last.since < day and last.holds(day):
            found[-1:] = [Piece(last.since, day, last.facts), Piece(day, last.until, last.facts)]
    return found


def _with(piece: Piece, changes: dict[str, Any]) -> Piece:
    return Piece(piece.since, piece.until, tuple((dict(piece.facts) | changes).items()))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours that say the same are one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and dict(found[-1].facts) == dict(piece.facts):
            found[-1] = Piece(found[-1].since, piece.until, piece.facts)
        else:
            found.append(piece)
    return found
