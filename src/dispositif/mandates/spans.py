"""Between which days a document was adopted, as far as its symbol and its facts tell. No Django."""

from datetime import date

from dispositif.kernel.period import Period
from dispositif.kernel.session import FIRST, LAST, opens
from dispositif.kernel.symbol import opening_year


def span(*, adopted_on: date | None, organ: str, kind: str, session: int | None, year: int | None) -> Period:
    """The days on which it can have been adopted; open where nothing tells.

    `organ` and `kind` as in a symbol; a `session` of the Assembly runs until the next one has opened,
    September to September; `year` is that of a body which counts by years. A document that is no decision
    may come out before the session that its symbol names.
    """
    if adopted_on is not None:
        return Period(adopted_on, adopted_on)
    if not kind:
        return Period()
    if organ == "A" and session is not None and year is not None and FIRST <= session <= LAST:
        return Period(opens(session), date(opening_year(session) + 1, 9, 30))
    return Period(date(year, 1, 1), date(year, 12, 31)) if year is not None else Period()


def before(one: Period, other: Period) -> bool:
    """Whether every day of one span lies before every day of the other."""
    return one.end is not None and other.start is not None and one.end < other.start
