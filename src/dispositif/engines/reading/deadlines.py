"""Until when and how often an act is to be carried out, and to whom it is reported."""

import re
from functools import partial

from dispositif.engines.reading.dates import day_of
from dispositif.engines.reading.lexicon import Lexicon, literal
from dispositif.engines.reading.problem import Deadline, Recurrence, Report
from dispositif.engines.reading.source import fold
from dispositif.kernel.session import LAST, opens


def deadline_in(lexicon: Lexicon, text: str, folded: str, organ: str, session: int | None) -> Deadline | None:
    """The deadline that a stretch of text sets: a session, a date, the next report, or “as soon as possible”.

    `organ` and `session` are those of the adopting body: a session before its own is history.
    """
    for find in (_session, _session_year, _date):
        if found := find(lexicon, text, folded, organ, session):
            return found
    when = lexicon.raw["when"]
    if match := lexicon.seek("when.next_report!", folded, lambda: when["next_report"]):
        return Deadline(text[match.start() : match.end()], "next_report")
    if match := lexicon.seek("when.asap!", folded, lambda: map(re.escape, when["asap"])):
        return Deadline(text[match.start() : match.end()], "asap")
    return None


_YEAR = re.compile(r"\d{4}")


def _word(lexicon: Lexicon, key: str, folded: str) -> bool:
    """Whether the word stands in a text without which the pattern cannot match."""
    name = f"when.{key}?"
    if name not in lexicon.gates:
        lexicon.gates[name] = (literal(lexicon.raw["when"][key]),)
    return lexicon.gates[name][0] in folded


def _session(lexicon: Lexicon, text: str, folded: str, organ: str, session: int | None) -> Deadline | None:
    if not _word(lexicon, "session", folded):
        return None
    for match in lexicon.pattern("when", "session").finditer(folded):
        number = lexicon.ordinals[" ".join((match[2] or match[1]).split())]
        if lexicon.pattern("when", "special").search(match.group()) or (session and number < session):
            continue
        starts = f"{opens(number):%Y-%m}" if organ == "A" and number <= LAST else ""
        return Deadline(text[match.start() : match.end()], "session", organ, number, starts)
    return None


def _session_year(
    lexicon: Lexicon, text: str, folded: str, organ: str, session: int | None
) -> Deadline | None:
    if not _word(lexicon, "session_year", folded) or not _YEAR.search(folded):
        return None
    for match in lexicon.pattern("when", "session_year").finditer(folded):
        year = int(next(group for group in match.groups() if group))
        return Deadline(text[match.start() : match.end()], "session", organ, year, str(year))
    return None


def _date(lexicon: Lexicon, text: str, folded: str, organ: str, session: int | None) -> Deadline | None:
    if not _YEAR.search(folded):
        return None
    when = lexicon.raw["when"]
    by = lexicon.compiled(
        "when.by!", lambda: rf"\b{when['by']}(?:(?P<day>{when['day']})|(?P<year>20\d\d)(?![/\d]))"
    )
    for match in by.finditer(folded):
        day = day_of(lexicon, folded, match.start("day")) if match["day"] else None
        if day or match["year"]:
            said = day.isoformat() if day else match["year"]
            return Deadline(text[match.start() : match.end()], "date", date=said)
    return None


def recurrence_in(lexicon: Lexicon, text: str, folded: str) -> Recurrence | None:
    """How often: an ISO 8601 interval, or `ongoing`."""
    every = lexicon.raw["when"]["every"]
    match = lexicon.seek("when.every!", folded, lambda: "|".join(words for words, _ in every).split("|"))
    if match:
        return _interval(lexicon, text[match.start() : match.end()], match.group())
    ongoing = lexicon.raw["when"]["ongoing"]
    if match := lexicon.seek("when.ongoing!", folded, lambda: map(re.escape, ongoing)):
        return Recurrence(text[match.start() : match.end()], "ongoing")
    return None


def _interval(lexicon: Lexicon, said: str, folded: str) -> Recurrence | None:
    for place, (words, interval) in enumerate(lexicon.raw["when"]["every"]):
        if match := lexicon.compiled(f"when.every.{place}", partial(str, words)).fullmatch(folded):
            return Recurrence(said, "every", interval.format(*(group for group in match.groups() if group)))
    return None


def report_in(lexicon: Lexicon, text: str, folded: str, organ: str) -> Report | None:
    """The report that a stretch of text asks for. Addressed to the adopting body when it says so."""
    nouns = lexicon.raw["clause"]["report_words"]
    match = any(noun in folded for noun in nouns) and lexicon.pattern("clause", "report").search(folded)
    if not match:
        return None
    on = lexicon.pattern("clause", "report_on").search(folded, match.end() - 1)
    subject = ""
    if on:
        end = lexicon.pattern("clause", "report_end").search(folded, on.end())
        subject = text[on.end() : end.start() if end else len(text)].strip()
    own = lexicon.pattern("clause", "own").search(folded, max(0, match.start() - 12), match.end())
    to = _to(lexicon, folded, organ) or (organ if own else "")
    return Report(to, subject) if to else None


def _to(lexicon: Lexicon, folded: str, organ: str) -> str:
    """The organ that a report goes to, when it is named."""
    match = lexicon.compiled("report.to!", lambda: _addressed(lexicon)).search(folded)
    return lexicon.organs[match.group(1)] if match else ""


def _addressed(lexicon: Lexicon) -> str:
    listed = lexicon.raw["organ"]
    names = [fold(one["names"][0]) for one in listed if one["id"] not in ("?", "council")]
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    return rf"(?:{lexicon.raw['clause']['to']}) ?({'|'.join(longest)})\b"
