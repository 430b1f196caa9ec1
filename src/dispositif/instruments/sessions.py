"""Conferences and the Commission: kinds of sessions, presences, contributions; what is refused. No Django."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from babel.numbers import is_currency

from dispositif.kernel.language import BY_CODE
from dispositif.kernel.money import Currency, Money
from dispositif.kernel.refusal import Refusal, phrase

BODIES = ("COP_UNTOC", "COSP_UNCAC", "CCPCJ")
"""Codes of the entities whose sessions are held: the two Conferences of paragraph 6 of A/RES/61/181, and the
Commission of its paragraph 7."""


class Part(StrEnum):
    """Which meeting of a numbered session: the Commission reconvenes each of its sessions in December."""

    REGULAR = "regular"
    RESUMED = "resumed"
    RECONVENED = "reconvened"


PARTS: dict[Part, str] = {
    Part.REGULAR: phrase("regular session"),
    Part.RESUMED: phrase("resumed session"),
    Part.RECONVENED: phrase("reconvened session"),
}


class Held(StrEnum):
    """Whether a session is announced, or took place."""

    PLANNED = "planned"
    HELD = "held"


HELD: dict[Held, str] = {Held.PLANNED: phrase("planned"), Held.HELD: phrase("took place")}


class Presence(StrEnum):
    """How somebody stands in a list of participants; on who is not in it there is no information."""

    DELEGATION = "delegation"
    REPRESENTED = "represented"


PRESENCES: dict[Presence, str] = {
    Presence.DELEGATION: phrase("present with a delegation"),
    Presence.REPRESENTED: phrase("represented by another"),
}


class Mechanism(StrEnum):
    """The mechanisms that review how conventions are implemented."""

    UNTOC = "UNTOC"
    UNCAC = "UNCAC"


MECHANISMS: dict[Mechanism, str] = {
    Mechanism.UNTOC: phrase("Review Mechanism of the Convention against Transnational Organized Crime"),
    Mechanism.UNCAC: phrase("Implementation Review Mechanism of the Convention against Corruption"),
}
REVIEWED_BY: dict[Mechanism, str] = {Mechanism.UNTOC: "COP_UNTOC", Mechanism.UNCAC: "COSP_UNCAC"}
"""Mechanism → the Conference that it reports to. Its code is also that of the convention it reviews."""


class Basis(StrEnum):
    """What an amount stands for; amounts of two bases are never added."""

    PLEDGE = "pledge"
    RECEIVED = "received"


BASES: dict[Basis, str] = {Basis.PLEDGE: phrase("pledged"), Basis.RECEIVED: phrase("received")}


class Progress(StrEnum):
    """How something that is due by a day stands on another: an answer, or a document in one language."""

    IN_TIME = "in_time"
    LATE = "late"
    OUTSTANDING = "outstanding"


ANSWERS: dict[Progress, str] = {
    Progress.IN_TIME: phrase("received in time"),
    Progress.LATE: phrase("received late"),
    Progress.OUTSTANDING: phrase("outstanding"),
}
ISSUES: dict[Progress, str] = {
    Progress.IN_TIME: phrase("issued on time"),
    Progress.LATE: phrase("issued late"),
    Progress.OUTSTANDING: phrase("not issued"),
}
EXPONENTS: dict[str, int] = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
"""Currencies whose minor unit is not a hundredth (ISO 4217, list one)."""
LARGEST = 10**15
"""Minor units of one contribution; more is a slip of the pen."""
FIRST_YEAR = 1946


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a session, both included; None where a day is not known."""

    since_on: date | None
    until_on: date | None

    def days(self, at: date) -> int | None:
        """How many days it had lasted by the end of a day; None where its days are not known."""
        if self.since_on is None or self.until_on is None:
            return None
        return max((min(self.until_on, at) - self.since_on).days + 1, 0)


def progress(due_on: date, done_on: date | None, at: date) -> Progress:
    """How it stood on the day: what was done later than that day was outstanding."""
    if done_on is None or done_on > at:
        return Progress.OUTSTANDING
    return Progress.IN_TIME if done_on <= due_on else Progress.LATE


def slug(number: int, part: str) -> str:
    """`12`, `33-reconvened`: a session in an address."""
    return str(number) if part == Part.REGULAR else f"{number}-{part}"


def unslugged(said: str) -> tuple[int, Part] | None:
    """Number and part of an address; None for what is none."""
    number, dash, part = said.partition("-")
    known = part in list(Part) and part != Part.REGULAR if dash else True
    if not (known and number.isascii() and number.isdecimal() and 0 < len(number) < 5 and int(number)):
        return None
    return int(number), Part(part) if dash else Part.REGULAR


def check_span(span: Span, held: Held, on: date) -> None:
    """Refuse days in the wrong order, and a session held that has not begun."""
    if span.since_on is None and span.until_on is not None:
        raise Refusal(
            "sessions.no_start",
            phrase("A session that ends on a day begins on one: give its first day too."),
            field="since_on",
        )
    if span.since_on and span.until_on and span.until_on < span.since_on:
        raise Refusal(
            "sessions.ends_before_start",
            phrase("The session would end on %(until)s, before it begins on %(since)s."),
            field="until_on",
            until=span.until_on.isoformat(),
            since=span.since_on.isoformat(),
        )
    if held is Held.HELD and span.since_on is not None and span.since_on > on:
        raise Refusal(
            "sessions.not_begun",
            phrase("A session that begins on %(since)s is planned: it has not been held."),
            field="held",
            since=span.since_on.isoformat(),
        )


def check_order(first: date, last: date, field: str) -> None:
    """Refuse a last day before the first one."""
    if last < first:
        raise Refusal(
            "sessions.day_before",
            phrase("%(last)s lies before %(first)s: the days are the wrong way round."),
            field=field,
            last=last.isoformat(),
            first=first.isoformat(),
        )


def check_past(day: date, on: date, field: str) -> None:
    """Refuse what is said to have happened on a day that has not come."""
    if day > on or day.year < FIRST_YEAR:
        raise Refusal(
            "sessions.day_to_come",
            phrase("%(day)s cannot be: it lies ahead of today, or before the United Nations."),
            field=field,
            day=day.isoformat(),
        )


def check_said(said: str, field: str, most: int) -> str:
    """The words without blanks around them; refused where there are none, or too many."""
    words = " ".join(said.split())
    if not words:
        raise Refusal("sessions.words_missing", phrase("This may not be left empty."), field=field)
    if len(words) > most:
        raise Refusal(
            "sessions.too_long", phrase("This has more than %(most)s characters."), field=field, most=most
        )
    return words


def check_languages(codes: list[str]) -> list[str]:
    """The official languages named, in their usual order; refused where one is none."""
    strange = [code for code in codes if code not in BY_CODE]
    if strange or not codes:
        raise Refusal(
            "sessions.language",
            phrase("Name at least one official language: ar, zh, en, fr, ru, es."),
            field="languages",
        )
    return [code for code in BY_CODE if code in codes]


def money(amount: str, currency: str) -> Money:
    """The amount that somebody wrote (`1250.50`, `1 250,50`), exact, in minor units of the currency."""
    code = currency.strip().upper()
    if not is_currency(code):
        raise Refusal(
            "sessions.currency",
            phrase("“%(said)s” is no currency: write its three letters, as in USD."),
            field="currency",
            said=currency.strip()[:20],
        )
    known = Currency(code, EXPONENTS.get(code, 2))
    minor = _minor(amount, known.exponent)
    if minor is None or not 0 < minor <= LARGEST:
        raise Refusal(
            "sessions.amount",
            phrase("“%(said)s” is no amount in %(currency)s: write a number above zero, as in 1250.50."),
            field="amount",
            said=amount.strip()[:40],
            currency=code,
        )
    return Money(minor, known)


def _minor(amount: str, exponent: int) -> int | None:
    """Blanks divide thousands; a comma is a decimal mark only where at most two digits follow.

    A point with more digits than the currency has (`1.250` in USD) may divide thousands: not read at all.
    """
    bare = "".join(amount.split())
    whole, comma, rest = bare.rpartition(",")
    if comma and "," not in whole and "." not in bare and len(rest) <= 2:
        bare = f"{whole}.{rest}"
    if bare.isascii() and "," not in bare and len(bare.partition(".")[2]) <= exponent:
        return _whole(bare, exponent)
    return None


def _whole(bare: str, exponent: int) -> int | None:
    try:
        exact = Decimal(bare).scaleb(exponent)
    except ArithmeticError:
        return None
    return int(exact) if exact.is_finite() and exact == exact.to_integral_value() else None


def currency_of(code: str) -> Currency:
    """The currency of a code that was taken before."""
    return Currency(code, EXPONENTS.get(code, 2))
