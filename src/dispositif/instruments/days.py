"""The day that somebody asks for: refused where nothing can be known of it. Pure: today is given."""

from datetime import date, timedelta

from dispositif.kernel.refusal import Refusal, phrase

FIRST = date(1945, 10, 24)
"""The Charter entered into force: nobody was a Member of the United Nations before."""


def day_asked(said: str, today: date) -> date:
    """The day written as 2006-12-20; today where nothing is written. Refuses what nothing is known of."""
    if not said.strip():
        return today
    try:
        day = date.fromisoformat(said.strip())
    except ValueError:
        raise Refusal(
            "instruments.no_day",
            phrase("“%(said)s” is no day: write year, month and day, such as 2006-12-20."),
            field="at",
            said=said[:40],
        ) from None
    return _knowable(day, today)


def _knowable(day: date, today: date) -> date:
    if day > today:
        raise Refusal(
            "instruments.day_to_come",
            phrase("%(day)s is still to come: nothing is known of it. The last day to ask for is %(today)s."),
            field="at",
            day=day,
            today=today,
        )
    if day < FIRST:
        raise Refusal(
            "instruments.day_too_early",
            phrase("Nothing is held of %(day)s: the United Nations has existed since %(first)s."),
            field="at",
            day=day,
            first=FIRST,
        )
    return day


def months(first: date, last: date) -> int:
    """How many months lie between two days, whatever their day of the month."""
    return (last.year - first.year) * 12 + last.month - first.month


def end_of_month(first: date, number: int) -> date:
    """The last day of the month that many months after that of `first`."""
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)
