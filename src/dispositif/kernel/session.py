"""When sessions of the General Assembly open: arithmetic for regular sessions, none for special ones.

Rule 1 of the rules of procedure (A/520) has the Assembly meet each year in September; the day itself is set
each year, so a month is all that can be computed.
"""

from datetime import date

from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import opening_year

FIRST, LAST = 1, 199
OPENED_APART: dict[int, tuple[int, int]] = {
    1: (1946, 1),
    6: (1951, 11),
    7: (1952, 10),
    11: (1956, 11),
    19: (1964, 12),
}
"""Regular sessions that did not open in September: session → year and month (records of each session)."""


def opens(session: int) -> date:
    """The first day of the month in which a regular session opens; Refusal for what is no session."""
    if not FIRST <= session <= LAST:
        raise Refusal(
            "session.unknown",
            phrase("There is no regular session %(session)s of the General Assembly."),
            field="session",
            session=session,
        )
    year, month = OPENED_APART.get(session, (opening_year(session), 9))
    return date(year, month, 1)


def last_opened(day: date) -> int:
    """The regular session that had opened last on a day (0 before the first)."""
    guess = max(day.year - 1944, 0)
    return next((one for one in range(guess, 0, -1) if opens(one) <= day), 0)
