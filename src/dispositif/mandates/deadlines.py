"""From what a text says of time to a day: plain arithmetic that shows how it was done. No Django."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dispositif.documents.rules import EVERY
from dispositif.kernel.refusal import phrase
from dispositif.kernel.session import LAST, opens


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A due day (None: the text sets none that can be computed), and why: a phrase with its facts."""

    due_on: date | None
    why: str
    facts: dict[str, Any] = field(default_factory=dict)


LATEST = 2200
"""No mandate is reckoned beyond this year: an interval of a thousand years is a slip."""
NO_DAY: dict[str, str] = {
    "asap": phrase("as soon as possible: the text sets no day"),
    "next_report": phrase("in the next report: its day is that of the report"),
    "ongoing": phrase("on an ongoing basis: there is no last day"),
    "session": phrase("the day of this session is set by its body: enter it when it is known"),
    "": phrase("the text sets no deadline"),
}
SESSION = phrase("%(ordinal)s session: from %(month)s")
BY = phrase("by the day that the text names")
BY_YEAR = phrase("by the end of the year that the text names")
EVERY_TIME = phrase("first time one interval after adoption")


def reckon(
    deadline: dict[str, Any] | None, recurrence: dict[str, Any] | None, adopted_on: date | None
) -> Reckoned:
    """The first day on which the act is due.

    `deadline` and `recurrence` are values of the fields of the same names (documents.rules.FIELDS).
    """
    if deadline and deadline["kind"] == "session":
        return _session(deadline)
    if deadline and deadline["kind"] == "date":
        return _date(str(deadline["date"]))
    if recurrence and recurrence["kind"] == "every" and adopted_on:
        return Reckoned(after(adopted_on, str(recurrence["interval"])), EVERY_TIME)
    kind = deadline["kind"] if deadline else recurrence["kind"] if recurrence else ""
    return Reckoned(None, NO_DAY.get(kind, NO_DAY[""]))


def _session(deadline: dict[str, Any]) -> Reckoned:
    """Only the Assembly's regular sessions open by rule; special ones and those of others are convened."""
    number = deadline.get("session")
    if deadline.get("body", "A") != "A" or not isinstance(number, int) or number > LAST:
        return Reckoned(None, NO_DAY["session"])
    return Reckoned(opens(number), SESSION, {"session": number, "opens": opens(number).isoformat()})


def _date(said: str) -> Reckoned:
    if len(said) == 4:
        return Reckoned(date(int(said), 12, 31), BY_YEAR)
    return Reckoned(date.fromisoformat(said), BY)


def after(day: date, interval: str) -> date:
    """The day one ISO 8601 interval later (P1Y, P6M, P2W, P10D); a month that is too short ends earlier."""
    match = EVERY.fullmatch(interval)
    if match is None:
        raise ValueError(f"{interval} is no interval")
    years, months, weeks, days = (int(re.sub(r"\D", "", part or "0")) for part in match.groups())
    place = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = min(place // 12, LATEST), place % 12 + 1
    there = date(year, month, min(day.day, monthrange(year, month)[1]))
    return min(
        date.fromordinal(there.toordinal() + min(weeks * 7 + days, 366 * LATEST)), date(LATEST, 12, 31)
    )
