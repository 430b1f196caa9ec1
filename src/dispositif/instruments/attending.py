"""A list of participants as a file: whom each row means, and what writing it would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dispositif.files.tables import Row, rows_of
from dispositif.instruments.models import Attendance, Session
from dispositif.instruments.queries.session import attendance, existing
from dispositif.instruments.session_names import entity_named, participant_named
from dispositif.instruments.sessions import Presence
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase
from dispositif.world import queries as world
from dispositif.world.models import Entity, Participant

COLUMNS = ("participant", "presence")
MOST = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One row: whom it means (None: nobody for sure), how, and whether writing it changes anything."""

    number: int
    printed: str
    who: Participant | Entity | None
    presence: Presence | None
    change: str
    finding: Finding | None = None


def lines(content: bytes, name: str, session: Session, began: date) -> list[Line]:
    """Every row of the file beside what is held. Refuses what is no table with these columns."""
    rows = rows_of(content, name, columns=COLUMNS, most=MOST)
    return list(_lines(rows, {_key(one): one for one in attendance(session)}, began))


def refused(found: list[Line]) -> list[Line]:
    """The rows that keep the list from being written."""
    return [one for one in found if one.finding]


def _lines(rows: Iterator[Row], held: dict[tuple[str, str], Attendance], began: date) -> Iterator[Line]:
    codes, seen, recognise = existing(began), set(), world.recogniser()
    for row in rows:
        printed, presence = row.cells["participant"], _presence(row.cells["presence"])
        who = participant_named(printed, began, recognise) or entity_named(printed)
        key = (type(who).__name__, who.code) if who else ("", "")
        fault = _fault(row, who, presence, codes, twice=bool(who) and key in seen)
        seen.add(key)
        before = held.get(key)
        same = before is not None and before.presence == presence
        change = "refused" if fault else "same" if same else "changed" if before else "new"
        yield Line(row.number, printed, who, presence, change, fault)


def _presence(said: str) -> Presence | None:
    """An empty cell means a delegation: that is what most lists are of."""
    if not said:
        return Presence.DELEGATION
    return Presence(said.lower()) if said.lower() in list(Presence) else None


def _fault(
    row: Row, who: Participant | Entity | None, presence: Presence | None, codes: set[str], *, twice: bool
) -> Finding | None:
    faults = (
        (
            row.odd,
            "participant",
            "odd",
            phrase("The cell is a formula or a date: enter the words themselves."),
        ),
        (who is None, "participant", "unknown", phrase("Nobody that is held is called so, for sure.")),
        (twice, "participant", "twice", phrase("Stands in the list already.")),
        (
            isinstance(who, Participant) and who.code not in codes,
            "participant",
            "not_existing",
            phrase("Did not exist, or took no part, on the first day of the session."),
        ),
        (presence is None, "presence", "presence", phrase("Write delegation or represented.")),
    )
    for fits, column, code, said in faults:
        if fits:
            value = row.cells[column][:80]
            where = str(row.number)
            return Finding(where, value, Severity.ERROR, f"sessions.row_{code}", said, column)
    return None


def _key(one: Attendance) -> tuple[str, str]:
    who = one.participant or one.entity
    return (type(who).__name__, who.code if who else "")
