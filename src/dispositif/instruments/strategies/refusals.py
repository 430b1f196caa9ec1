"""What keeps a strategy from being taken: every fault, each a refusal that names its field. No Django."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from babel import localedata

from dispositif.instruments.strategies.rules import Cover, Kind, Said
from dispositif.kernel.period import Period
from dispositif.kernel.refusal import Refusal, phrase

LONGEST = {"title": 400, "institution": 200, "source": 300, "link": 500, "withdrawn_why": 1000}
MEASURE = 2000
"""Characters of one complementary measure."""
MOST_STATES = 300
FIRST = date(1945, 10, 24)
"""The day on which the Charter entered into force; strategies under its resolutions are younger."""


@dataclass(frozen=True, slots=True)
class Known:
    """A participant as far as the rules ask: name, whether it is a State, the days on which it existed."""

    name: str
    is_state: bool
    existed: Period


def faults(said: Said, known: Mapping[str, Known], on: date) -> Iterator[Refusal]:
    """Everything that cannot be right; `known` holds every participant that is named, by its code."""
    yield from _words(said)
    yield from _owner(said, known)
    yield from _period(said, on)
    yield from _withdrawal(said)
    if not said.themes:
        text = phrase("Name at least one of the six themes of the paragraph.")
        yield Refusal("instruments.strategy_theme", text, field="themes")
    if said.link and not secure(said.link):
        text = phrase("The link must be a whole address that begins with https://.")
        yield Refusal("instruments.strategy_link", text, field="link")
    yield from _covers(said, known)


def secure(link: str) -> bool:
    """Whether the text is one https address of a named host, without a user and without blanks."""
    try:
        parts = urlsplit(link)
        named = "." in (parts.hostname or "") and not parts.username and (parts.port or 443)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(named) and not any(sign.isspace() for sign in link)


def language_known(code: str) -> bool:
    """Whether it is the code of a language (ISO 639, two or three letters) that has a name."""
    return code.isalpha() and code.islower() and 2 <= len(code) <= 3 and localedata.exists(code)


def _words(said: Said) -> Iterator[Refusal]:
    for field in ("title", "source"):
        if not getattr(said, field):
            text = phrase("This must not be empty: a strategy has a title as printed, and a source.")
            yield Refusal("instruments.strategy_empty", text, field=field)
    given = {field: (getattr(said, field), most) for field, most in LONGEST.items()}
    measures = [("measures", (one, MEASURE)) for one in said.measures]
    sources = [("states_source", (one.source, LONGEST["source"])) for one in said.covers]
    for field, (words, most) in [*given.items(), *measures, *dict.fromkeys(sources)]:
        yield from _text(field, words, most)
    if not language_known(said.language):
        text = phrase("“%(said)s” is not the code of a language: write, for instance, en or pt.")
        yield Refusal("instruments.strategy_language", text, field="language", said=said.language[:20])


def _text(field: str, words: str, most: int) -> Iterator[Refusal]:
    if len(words) > most:
        text = phrase("This has more than %(most)s characters.")
        yield Refusal("instruments.strategy_long", text, field=field, most=most)
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in words):
        text = phrase("This holds characters that cannot be printed.")
        yield Refusal("instruments.strategy_unprintable", text, field=field)


def _owner(said: Said, known: Mapping[str, Known]) -> Iterator[Refusal]:
    named = [one for one in (said.state, said.entity, said.institution) if one]
    if said.kind is Kind.NATIONAL and not (said.state and len(named) == 1):
        text = phrase("A national strategy belongs to one State, and to no institution.")
        yield Refusal("instruments.strategy_owner", text, field="state")
    elif len(named) != 1:
        text = phrase("Name one owner: a State or an institution.")
        yield Refusal("instruments.strategy_owners", text, field="institution")
    if said.kind is Kind.NATIONAL and said.state in known and not known[said.state].is_state:
        text = phrase("%(name)s is not a State: it has no national strategy.")
        yield Refusal("instruments.strategy_no_state", text, field="state", name=known[said.state].name)


def _period(said: Said, on: date) -> Iterator[Refusal]:
    if said.since_on is None and (said.preparing_on is None or said.until_on):
        text = phrase("Say since when it is in force; without that, since when it is in preparation.")
        yield Refusal("instruments.strategy_undated", text, field="since_on")
    order = (("preparing_on", "since_on"), ("since_on", "until_on"), ("preparing_on", "until_on"))
    for first, last in order:
        start, end = getattr(said, first), getattr(said, last)
        if start and end and end < start:
            text = phrase("%(end)s lies before %(start)s: the days stand the wrong way round.")
            yield Refusal("instruments.strategy_reversed", text, field=last, start=start, end=end)
            break
    if said.adopted_on and (said.adopted_on > on or (said.until_on and said.adopted_on > said.until_on)):
        text = phrase("The day of adoption lies after today, or after the end of the period.")
        yield Refusal("instruments.strategy_adopted", text, field="adopted_on")
    for field in ("preparing_on", "adopted_on", "since_on", "until_on", "withdrawn_on"):
        if (day := getattr(said, field)) and day < FIRST:
            text = phrase("%(day)s lies before the United Nations began.")
            yield Refusal("instruments.strategy_early", text, field=field, day=day)


def _withdrawal(said: Said) -> Iterator[Refusal]:
    if bool(said.withdrawn_on) != bool(said.withdrawn_why):
        text = phrase("A withdrawal has both a day and a reason.")
        yield Refusal("instruments.strategy_withdrawal", text, field="withdrawn_on")
    begun = _begun(said)
    if said.withdrawn_on and (
        (begun and said.withdrawn_on < begun) or (said.until_on and said.withdrawn_on > said.until_on)
    ):
        text = phrase("It can be withdrawn only between its first day and its last.")
        yield Refusal("instruments.strategy_withdrawn_outside", text, field="withdrawn_on")


def _covers(said: Said, known: Mapping[str, Known]) -> Iterator[Refusal]:
    others = [one for one in said.covers if one.code != said.state]
    if said.kind is Kind.NATIONAL and others:
        text = phrase("A national strategy covers its own State only, not %(names)s.")
        names = ", ".join(known[one.code].name if one.code in known else one.code for one in others[:5])
        yield Refusal("instruments.strategy_national", text, field="states", names=names)
    if len(said.covers) > MOST_STATES:
        text = phrase("A strategy covers at most %(most)s States.")
        yield Refusal("instruments.strategy_crowded", text, field="states", most=MOST_STATES)
    seen: dict[str, list[Cover]] = {}
    for one in said.covers:
        if one.code in known:
            yield from _cover(said, one, known[one.code], seen.setdefault(one.code, []))
            seen[one.code].append(one)


def _cover(said: Said, one: Cover, state: Known, before: list[Cover]) -> Iterator[Refusal]:
    """The faults of one State; `before` are its rows above."""
    facts = {"name": state.name}
    if not state.is_state:
        text = phrase("%(name)s is not a State: list the States one by one.")
        yield Refusal("instruments.strategy_covers_states", text, field="states", **facts)
    if one.since_on and one.until_on and one.until_on < one.since_on:
        text = phrase("%(name)s: the days of its coverage stand the wrong way round.")
        yield Refusal("instruments.strategy_cover_reversed", text, field="states", **facts)
        return
    if _outside(said, one):
        text = phrase("%(name)s: its coverage ends before the strategy begins, or begins after its last day.")
        yield Refusal("instruments.strategy_cover_outside", text, field="states", **facts)
        return
    span = Period(one.since_on, one.until_on)
    if any(span.meets(Period(other.since_on, other.until_on)) for other in before):
        text = phrase("%(name)s is listed twice for the same days.")
        yield Refusal("instruments.strategy_cover_twice", text, field="states", **facts)
    if not _existed(said, one, state.existed):
        text = phrase("%(name)s did not exist in this period.")
        yield Refusal("instruments.strategy_cover_period", text, field="states", **facts)


def _outside(said: Said, one: Cover) -> bool:
    """Whether the State would be covered on no day of the strategy: it would be told as expired."""
    early = (begun := _begun(said)) and one.until_on and one.until_on < begun
    late = said.until_on and one.since_on and one.since_on > said.until_on
    return bool(early or late)


def _begun(said: Said) -> date | None:
    """The first day on which the strategy stands at all."""
    return min(filter(None, (said.preparing_on, said.adopted_on, said.since_on)), default=None)


def _existed(said: Said, one: Cover, existed: Period) -> bool:
    """Whether the State existed on a day on which it would be covered; reversed days are told elsewhere."""
    first = max(filter(None, (one.since_on, said.preparing_on or said.since_on)), default=None)
    last = min(filter(None, (one.until_on, said.until_on)), default=None)
    return bool(first and last and last < first) or existed.meets(Period(first, last))
