"""The given text as a stream of lines with offsets; flattened text is cut where a paragraph begins."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.problem import Span

_INSIDE = re.compile(r"(?<=[;:,.])\s{1,4}(?=(\d{1,3} ?\. ?)?[^\W\d_a-z]|\(?[a-z]{1,2}\) )")
_LONG = 240
"""Only longer lines can hold several paragraphs."""


class Line(NamedTuple):
    """One line without outer white space; `gap` says that an empty line or page end stands before."""

    start: int
    end: int
    text: str
    folded: str
    gap: bool


def lines_of(text: str, folded: str, lexicon: Lexicon) -> list[Line]:
    """The lines that hold anything, in order."""
    found: list[Line] = []
    before = after = 0
    for raw in text.splitlines(keepends=True):
        start, after = after, after + len(raw)
        if not (bare := raw.strip()):
            continue
        start += len(raw) - len(raw.lstrip())
        gap = text.count("\n", before, start) > 1 or "\f" in text[before:start]
        before = start + len(bare)
        if len(bare) <= _LONG:
            found.append(Line(start, before, bare, folded[start:before], gap))
            continue
        for left, right in _cuts(text, folded, start, before, lexicon):
            found.append(Line(left, right, text[left:right], folded[left:right], gap and left == start))
    return found


def _cuts(text: str, whole: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Span]:
    """A long line, cut where a new paragraph begins inside it; `whole` is the text folded."""
    folded = whole[start:end]
    base = start
    if (organ := _named(folded, lexicon)) and text[start + organ + 1].isupper():
        yield start, start + organ
        start += organ + 1
    for match in _INSIDE.finditer(text, start, end):
        if _begins(text, folded, match, base, lexicon):
            yield start, match.start()
            start = match.end()
    yield start, end


def _named(folded: str, lexicon: Lexicon) -> int:
    """Where a leading organ name ends that a paragraph follows on the same line; 0 when none leads."""
    line = lexicon.compiled("organs.inline!", lambda: rf"(?:{lexicon.raw['organs']['line']}) ?, (?=\S)")
    match = line.match(folded)
    return match.end() - 1 if match and lexicon.any_opener(folded, match.end()) else 0


def _begins(text: str, folded: str, match: re.Match[str], base: int, lexicon: Lexicon) -> bool:
    number, before = match.group(1), text[match.start() - 1]
    place = match.end() + len(number or "")
    if not text[place].isupper():
        return number is None and before in ";:" and text[match.end()] in "(abcdefghijklmnopqrstuvwxyz"
    if number:
        return lexicon.opener(folded, place - base, lexicon.says) is not None
    if before in ",;" and lexicon.opener(folded, place - base, lexicon.opens):
        return True
    return before == ";" and lexicon.opener(folded, place - base, lexicon.says) is not None
