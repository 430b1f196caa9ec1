"""What a resolution says of itself: number, symbol, organ, session, title, date; nothing that it does not."""

import re
from dataclasses import dataclass
from datetime import date

from dispositif.engines.reading.dates import day_of
from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.lines import Line
from dispositif.engines.reading.problem import Document
from dispositif.engines.reading.source import fold
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol

_NUMBER = re.compile(
    r"(?:résolution\s+|resolution\s+)?((?:E?S-)?\d{1,4}/\d{1,3}(?:\s?[A-Z](?:\s?(?:and|et|-|to|à)\s?[A-Z])?)?"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\((?:\d{4}|(?:E?S-)?[IVXLC]+)\))(?:\s?[.:*]+|(?=\s)|\Z)\s*",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"\b[AES](?:/[A-Z][A-Za-z0-9.]*)?/(?:RES|DEC)/(?:E?S-)?\d+(?:/\d+)?(?: ?[A-Z]\b)?(?: ?\([IVXLC\d]+\))?"
)
KIND = {"RES": "resolution", "DEC": "decision"}


@dataclass(frozen=True, slots=True)
class Front:
    """The lines above the organ, sorted: the title block starts at line `title`, its text at `skip`."""

    number: str
    title: int | None
    skip: int


def front_of(lines: list[Line]) -> Front:
    """Find the number line in front of the organ; the last one counts."""
    for place in range(len(lines) - 1, -1, -1):
        match = _NUMBER.match(lines[place].text)
        if match and _plausible(match.group(1), lines[place].text[match.end() :]):
            return Front(" ".join(match.group(1).split()), place, match.end())
    return Front("", None, 0)


def _plausible(number: str, rest: str) -> bool:
    return not rest or rest[0].isupper() or not rest[0].isalnum() or "(" in number or number.count("/") == 1


def document(
    lexicon: Lexicon, opening: str, front: Front, title: str, head: str, foot: str
) -> tuple[Document, str]:
    """The document as it names itself, and the id of its organ ("" when the organ is unknown).

    `head` is the text above the organ line, `foot` the closing lines.
    """
    organ, name = organ_in(fold(opening), lexicon)
    symbol = _symbol(head, front.number, organ)
    return Document(
        language=lexicon.code,
        symbol=str(symbol) if symbol else None,
        number=front.number or (symbol.printed_number if symbol else None) or None,
        body=(symbol.organ if symbol else organ) or None,
        body_name=name or None,
        session=symbol.session_number if symbol and symbol.organ in ("A", "A/HRC") else None,
        kind=KIND.get(symbol.kind, "resolution") if symbol else "resolution",
        title=title or None,
        adopted_on=_adopted(lexicon, head) or _adopted(lexicon, foot),
    ), organ


def organ_in(folded: str, lexicon: Lexicon) -> tuple[str, str]:
    """The organ that a line names: the longest name wins; ("", "") when none is known."""
    best = ("", "", 0)
    for organ in lexicon.raw["organ"]:
        for name in organ["names"]:
            if len(name) > best[2] and fold(name) in folded:
                best = (organ["id"], organ["name"], len(name))
    return ("", "") if best[0] in ("?", "council") else best[:2]


def _symbol(head: str, number: str, organ: str) -> Symbol | None:
    for match in _SYMBOL.finditer(head):
        try:
            return Symbol.parse(match.group())
        except Refusal:
            continue
    if not number or not organ:
        return None
    try:
        return Symbol.parse(f"{organ}/RES/{number}")
    except Refusal:
        return None


def _adopted(lexicon: Lexicon, text: str) -> date | None:
    folded = fold(" ".join(text.split()))
    for match in lexicon.pattern("layout", "adopted").finditer(folded):
        if found := day_of(lexicon, folded, match.end()):
            return found
    return None
