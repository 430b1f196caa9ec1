"""Whom an act speaks to: the noun phrase behind the verb, reduced to canonical names."""

import re
from dataclasses import dataclass

from dispositif.engines.reading.lexicon import Lexicon, Phrase, hits
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


Hit = tuple[int, int, str]


def spoken_to(
    lexicon: Lexicon, folded: str, start: int, end: int, named: dict[str, str], mentions: list[Hit]
) -> Spoken:
    """The addressees between a verb (ending at `start`) and its action; `named` maps short forms."""
    limit = min(end, start + _NEAR)
    mentions = [hit for hit in mentions if start <= hit[0] and hit[1] <= limit]
    near = [hit for hit in mentions[:1] if hit[0] < start + 160]
    short = _short(lexicon, folded, start, named)
    if not near and not short:
        return Spoken((), start, start, _action(lexicon, folded, start, limit) or start)
    head = min([place for place, _, _ in near[:1]] + ([short.start()] if short else []))
    that = lexicon.pattern("clause", "that").search(folded, start, head)
    if that:
        return Spoken((), start, start, that.end())
    action = _action(lexicon, folded, head, limit) or limit
    ids = _ids(lexicon, folded, (start, action), named, mentions)
    return Spoken(tuple(ids), start, action, action)


def _ids(lexicon: Lexicon, folded: str, span: Span, named: dict[str, str], mentions: list[Hit]) -> list[str]:
    start, end = span
    ids: dict[str, None] = {}
    governed = _governed(lexicon, folded, start, end)
    for place, stop, key in mentions:
        if stop <= end and not any(left <= place < right for left, right in governed):
            ids[key] = None
    if match := _short(lexicon, folded, start, named):
        ids.setdefault(named[match.group(1)], None)
    return list(ids)


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


def named_in(lexicon: Lexicon, folded: str) -> dict[str, str]:
    """Short forms that stand for an entity named in full in this text: `office` → UNODC."""
    short = lexicon.raw["short"]
    listed = lexicon.raw["addressees"]
    phrases = lexicon.gazetteer("short", lambda: [(key, one) for key in short for one in listed[key]])
    return {fold(short[key]): key for _, _, key in hits(phrases, folded, 0, len(folded))}


def _short(lexicon: Lexicon, folded: str, start: int, named: dict[str, str]) -> re.Match[str] | None:
    if not named:
        return None
    words = "|".join(sorted(named))
    lead, of = lexicon.raw["organs"]["lead"], lexicon.raw["organs"]["of"]
    return lexicon.compiled(f"short!{words}", lambda: rf"\s*{lead}\s?({words})\b(?! {of} )").match(
        folded, start
    )
