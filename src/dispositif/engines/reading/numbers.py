"""Bare numbers of resolutions and decisions: `60/175`, `2006/19 to 2006/29`, `3363 (XXX)`.

Which organ a number belongs to follows from what is written beside it, then from “its”, then from
its shape (Editorial Manual of the United Nations, "Resolutions and other formal decisions"): four
digits before the stroke are a year of the Economic and Social Council, a year in brackets is the
Security Council's, a session up to 100 the General Assembly's or the adopting council's.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dispositif.engines.reading.dates import day_of
from dispositif.engines.reading.lexicon import Lexicon
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol, roman

NUMBER = re.compile(
    r"(?<![\w/.-])(?:(?P<session>(?:E?S-)?\d{1,4}) ?/ ?(?P<number>\d{1,4})"
    r"(?: (?P<letter>[A-Z](?: (?:and|et|à|to) [A-Z])?)(?![\w’'.]))?"
    r"|(?P<old>\d{1,4})(?: (?P<old_letter>[A-Z](?: (?:and|et|à|to) [A-Z])?))?"
    r" ?\((?P<old_session>\d{4}|(?:E?S-)?[IVXLC]+)\))"
    r"(?![\w/]|-\d)"
)
_STOP = re.compile(r"[;.](?!\d)")
_REACH = 200
_WIDEST = 60
"""A range of more resolutions than this is no range."""


@dataclass(slots=True)
class Listed:
    """Numbers under one noun: `targets` in order, `dates` those that govern the printed numbers."""

    start: int
    end: int
    kind: str
    targets: list[Symbol] = field(default_factory=list)
    dates: list[date | None] = field(default_factory=list)
    locator: str = ""
    rule: str = "cite.number"
    confidence: float = 1.0


def numbers_in(lexicon: Lexicon, text: str, folded: str, organ: str, session: int | None) -> Iterator[Listed]:
    """The lists of numbers in a text; `organ` and `session` are those of the adopting body."""
    done = 0
    nouns = list(lexicon.compiled("cite.noun!", lambda: _nouns(lexicon)).finditer(folded))
    for match in NUMBER.finditer(text) if nouns else ():
        if match.start() < done:
            continue
        if noun := _noun(nouns, folded, match.start(), done):
            listed = _list(lexicon, text, folded, match, noun, organ, session)
            done = listed.end
            yield listed


def _noun(nouns: list[re.Match[str]], folded: str, at: int, done: int) -> re.Match[str] | None:
    """The last “resolution” or “decision” in front of a number, in the same clause."""
    place = bisect_right(nouns, at, key=re.Match.end) - 1
    if place < 0 or (last := nouns[place]).start() < max(done, at - _REACH):
        return None
    return None if _STOP.search(folded[last.end() : at].replace("nos.", "")) else last


def _nouns(lexicon: Lexicon) -> str:
    noun = lexicon.raw["cite"]["noun"]
    return rf"\b(?:(?P<RES>{noun['resolution']})|(?P<DEC>{noun['decision']}))\b"


def _list(
    lexicon: Lexicon,
    text: str,
    folded: str,
    first: re.Match[str],
    noun: re.Match[str],
    organ: str,
    session: int | None,
) -> Listed:
    near = first.start() - noun.end() < 80
    kind = str(noun.lastgroup)
    listed = Listed(
        noun.start() if near else first.start(), first.end(), "resolution" if kind == "RES" else "decision"
    )
    said = _organ_before(lexicon, folded, noun, first.start(), organ)
    found: list[re.Match[str]] = []
    ranges: set[int] = set()
    match: re.Match[str] | None = first
    undated = 0
    while match:
        found.append(match)
        listed.dates.append(None)
        at, day, behind = _behind(lexicon, text, folded, match.end(), listed)
        said = said or behind
        if day:
            listed.dates[undated:] = [day] * (len(listed.dates) - undated)
            undated = len(listed.dates)
        listed.end = at
        match = _next(lexicon, text, folded, at, ranges, len(found))
    listed.targets = _targets(found, ranges, lambda one: _symbol(one, kind, said, organ, session))
    if said in ("?", "E/CN.7", "E/CN.15", "CAC/COSP", "CTOC/COP"):
        listed.rule, listed.confidence = "cite.number_other_body", 0.9
    return listed


def _targets(
    found: list[re.Match[str]], ranges: set[int], symbol: Callable[[re.Match[str]], Symbol | None]
) -> list[Symbol]:
    """The symbols of a list, ranges spread out."""
    made: list[Symbol | None] = []
    for place, one in enumerate(found):
        made += _spread(symbol(found[place - 1]), symbol(one)) if place in ranges else [symbol(one)]
    return [one for one in made if one]


def _behind(
    lexicon: Lexicon, text: str, folded: str, at: int, listed: Listed
) -> tuple[int, date | None, str]:
    """What stands behind a number: its organ, its date, the part of it that is meant."""
    said = ""
    day = None
    if match := _organs(lexicon, "after").match(folded, at):
        at, said = match.end(), _which(lexicon, match)
    if match := lexicon.pattern("when", "dated").match(folded, at):
        day = day_of(lexicon, folded, match.end())
        if day:
            at = lexicon.pattern("when", "day").match(folded, match.end()).end()  # type: ignore[union-attr]
    if not said and (match := _organs(lexicon, "after").match(folded, at)):
        at, said = match.end(), _which(lexicon, match)
    if match := lexicon.compiled("cite.annex!", lambda: _annex(lexicon)).match(folded, at):
        listed.locator = text[match.start() : match.end()].strip(" ,(")
        at = match.end()
    return at, day, said


def _annex(lexicon: Lexicon) -> str:
    cite = lexicon.raw["cite"]
    return rf"[ ,(]{{1,3}}{cite['annex']}(?: [ivx]+\b(?: (?:{cite['range']}|et|and|-) [ivx]+\b)?)?"


def _next(
    lexicon: Lexicon, text: str, folded: str, at: int, ranges: set[int], count: int
) -> re.Match[str] | None:
    """The next number of the same list, behind a coordinator."""
    joint = lexicon.pattern("cite", "joint").match(folded, at)
    if not joint:
        return None
    match = NUMBER.match(text, joint.end())
    spread = lexicon.compiled("cite.spread!", lambda: rf",? ?(?:{lexicon.raw['cite']['range']})\s.*")
    if match and spread.fullmatch(joint.group()):
        ranges.add(count)
    return match


def _spread(first: Symbol | None, last: Symbol | None) -> list[Symbol | None]:
    """The symbols behind the first up to the last of a range."""
    if not first or not last or first.number is None or last.number is None:
        return [last]
    gap = last.number - first.number
    if first.session != last.session or not 0 < gap <= _WIDEST:
        return [last]
    return [Symbol(last.organ, last.kind, last.session, first.number + step) for step in range(1, gap + 1)]


def _organ_before(lexicon: Lexicon, folded: str, noun: re.Match[str], number: int, organ: str) -> str:
    """The organ written before the noun or between noun and number; `its` is the adopting body."""
    if match := _organs(lexicon, "after").search(folded, noun.end(), number):
        return _which(lexicon, match)
    before = folded[max(0, noun.start() - 160) : noun.start()]
    if match := _organs(lexicon, "before").search(before):
        return _which(lexicon, match)
    if lexicon.pattern("cite", "its").search(before[-40:]):
        return organ
    return ""


def _organs(lexicon: Lexicon, place: str) -> re.Pattern[str]:
    name = f"organs.{place}"
    if name in lexicon.patterns:
        return lexicon.patterns[name]
    names = sorted(
        ((name, organ["id"]) for organ in lexicon.raw["organ"] for name in organ["names"]),
        key=lambda one: -len(one[0]),
    )
    words = "|".join(re.escape(one) for one, _ in names)
    connect = lexicon.raw["cite"]["connect"]
    if place == "after":
        return lexicon.compiled(name, lambda: rf"\s?{connect}(?P<organ>{words})\b")
    return lexicon.compiled(name, lambda: rf"(?P<organ>{words})(?:'s)?\s(?:\w+ )?\Z")


def _which(lexicon: Lexicon, match: re.Match[str]) -> str:
    return lexicon.organs.get(match["organ"], "")


def _symbol(match: re.Match[str], kind: str, said: str, organ: str, session: int | None) -> Symbol | None:
    """The symbol of a number; None where the organ's resolutions have no symbol of their own."""
    owner = owner_of(match, said, organ, session)
    if not owner:
        return None
    text = match.group().replace(" /", "/").replace("/ ", "/")
    try:
        return Symbol.parse(f"{owner}/{kind}/{text}")
    except Refusal:
        return None


def owner_of(match: re.Match[str], said: str, organ: str, session: int | None) -> str:
    """The organ of a number, "" where it has none that can be named."""
    if match["old"]:
        return _old_owner(match["old_session"], said, organ)
    if "-" in match["session"]:
        return said if said in ("A", "A/HRC") else "A/HRC" if organ == "A/HRC" and not said else "A"
    head = int(match["session"])
    if head >= 1946:
        return "E/CN.4" if said == "E/CN.4" else "" if said == "?" else "E"
    if not 0 < head <= 120:
        return ""
    if said in ("A", "A/HRC"):
        return said if said == "A" or head <= 100 else ""
    if said == "council":
        return "A/HRC"
    if said:
        return ""
    return "A/HRC" if organ == "A/HRC" and session and head <= session else "A"


def _old_owner(session: str, said: str, organ: str) -> str:
    if session.isdigit():
        return "S" if 1946 <= int(session) <= 2100 else ""
    if said == "E" or (not said and organ == "E") or ("-" not in session and roman(session) > 30):
        return "E"
    return "A"
