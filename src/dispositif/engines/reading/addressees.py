"""Whom an act speaks to: the noun phrase behind the verb, reduced to canonical names."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from dispositif.engines.reading.lexicon import Hit, Lexicon, Phrase, apart, hits, within
from dispositif.engines.reading.problem import Span
from dispositif.engines.reading.source import fold

_NEAR = 420
"""How far behind its verb an addressee may stand."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who is spoken to, in the order of the text, and where the phrase ends and the action starts."""

    ids: tuple[str, ...]
    start: int
    end: int
    action: int


class Mentions(NamedTuple):
    """Who is named in a text: every place, and the short forms that stand for somebody named in full."""

    found: list[Hit]
    named: dict[str, str]
    short: re.Pattern[str] | None

    def part(self, start: int, end: int) -> "Mentions":
        """Those of a stretch, counted from its start; short forms hold in the whole text."""
        inside = within(self.found, start, end)
        return self._replace(found=[Hit(hit.start - start, hit.end - start, hit.id) for hit in inside])


def mentions_in(lexicon: Lexicon, folded: str, start: int) -> Mentions:
    """The mentions of a document from `start` on, found once for all its paragraphs.

    What is named in full anywhere may be called by its short form.
    """
    forms = lexicon.raw["short"]
    phrases = gazetteer(lexicon)
    full = hits([phrase for phrase in phrases if phrase[2] in forms], folded)
    named = {fold(forms[hit.id]): hit.id for hit in full}
    short = _short(lexicon, "|".join(sorted(named))) if named else None
    return Mentions(apart(hits(phrases, folded, start)), named, short)


def spoken_to(lexicon: Lexicon, folded: str, start: int, end: int, told: Mentions) -> Spoken:
    """The addressees between a verb (ending at `start`) and its action."""
    limit = min(end, start + _NEAR)
    mentions = within(told.found, start, limit)
    near = [hit.start for hit in mentions[:1] if hit.start < start + 160]
    short = told.short.match(folded, start) if told.short else None
    if not near and not short:
        return Spoken((), start, start, _action(lexicon, folded, start, limit) or start)
    head = min(near + ([short.start()] if short else []))
    that = lexicon.pattern("clause", "that").search(folded, start, head)
    if that:
        return Spoken((), start, start, that.end())
    action = _action(lexicon, folded, head, limit) or limit
    ids = _ids(lexicon, folded, (start, action), mentions)
    if short:
        ids.setdefault(told.named[short.group(1)], None)
    return Spoken(tuple(ids), start, action, action)


def _ids(lexicon: Lexicon, folded: str, span: Span, mentions: list[Hit]) -> dict[str, None]:
    start, end = span
    ids: dict[str, None] = {}
    governed = _governed(lexicon, folded, start, end)
    for place, stop, key in mentions:
        if stop <= end and not any(left <= place < right for left, right in governed):
            ids[key] = None
    return ids


def _governed(lexicon: Lexicon, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches that name others than the addressee: behind “in consultation with”, “including” …"""
    stretches = []
    for match in lexicon.pattern("clause", "governing").finditer(folded, start, end):
        stop = folded.find(",", match.end(), end)
        stretches.append((match.start(), stop if stop >= 0 else end))
    return stretches


def _action(lexicon: Lexicon, folded: str, start: int, end: int) -> int | None:
    """Where the infinitive of the action begins."""
    excluded = lexicon.compiled(
        "clause.not_action!", lambda: "|".join(map(re.escape, lexicon.raw["clause"]["not_action"]))
    )
    for match in lexicon.pattern("clause", "action").finditer(folded, start, end):
        around = folded[max(start, match.start() - 14) : match.end()]
        if not any(one.end() > len(around) - len(match.group()) + 1 for one in excluded.finditer(around)):
            return match.start() + 1
    that = lexicon.pattern("clause", "that").search(folded, start, end)
    return that.start() if that else None


def gazetteer(lexicon: Lexicon) -> list[Phrase]:
    """The phrases that name addressees."""
    listed = lexicon.raw["addressees"]
    return lexicon.gazetteer(
        "addressees", lambda: [(key, one) for key, phrases in listed.items() for one in phrases]
    )


def _short(lexicon: Lexicon, words: str) -> re.Pattern[str]:
    """A short form where an addressee may stand, not followed by what would make it another's name."""
    lead, of = lexicon.raw["organs"]["lead"], lexicon.raw["organs"]["of"]
    return lexicon.compiled(f"short!{words}", lambda: rf"\s*{lead}\s?({words})\b(?! {of} )")
