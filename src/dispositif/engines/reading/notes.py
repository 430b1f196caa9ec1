"""Citations that stand in footnotes, joined to the place in the text that calls the note."""

import re
from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import replace
from operator import itemgetter

from dispositif.engines.reading.citations import CitationReader
from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.problem import Citation, Footnote, Paragraph

_CLAUSE = re.compile("[,;]")
_BREAK = re.compile("[,;] ")
_NEAR = 60
_REACH = 400
_NAMED = ("convention", "declaration", "strategy", "plan", "charter")
_SURFACE = 90


def note_targets(
    reader: CitationReader, notes: Iterable[tuple[Footnote, str, int]], lexicon: Lexicon
) -> dict[int, list[Citation]]:
    """What each note cites; “Ibid.” cites what the note before it does.

    `notes` come with their folded text and where the whole text holds it.
    """
    found: dict[int, list[Citation]] = {}
    last: list[Citation] = []
    for note, folded, at in notes:
        cited = reader.read(f"fn{note.number}", note.text, folded, at)
        if not cited and folded.startswith(lexicon.raw["layout"]["ibid"]):
            cited = last
        found[note.number] = last = cited
    return found


def join(
    lexicon: Lexicon,
    paragraph: Paragraph,
    folded: str,
    cited: list[Citation],
    notes: dict[int, list[Citation]],
) -> list[Citation]:
    """The citations of a paragraph with those of the notes that it calls."""
    if not paragraph.anchors:
        return cited
    words = _Words(lexicon, folded)
    named = [(one.end, place) for place, one in enumerate(cited) if one.type in _NAMED]
    for anchor in paragraph.anchors:
        targets = [one for one in notes.get(anchor.number, []) if one.targets]
        if not targets:
            continue
        place = _called_by(paragraph.text, named, anchor.offset)
        if place is not None:
            cited[place] = _both(cited[place], targets, anchor.number)
            continue
        cited.append(_alone(words, paragraph, anchor.offset, anchor.number, targets))
        if cited[-1].type in _NAMED:
            insort(named, (cited[-1].end, len(cited) - 1))
    return sorted(cited, key=lambda one: (one.start, one.end))


class _Words:
    """Where in a folded paragraph the words may begin that a note belongs to, found once for all."""

    def __init__(self, lexicon: Lexicon, folded: str) -> None:
        nouns = lexicon.compiled("cite.report!", lambda: rf"\b(?:{lexicon.raw['cite']['report']})\b")
        self.reports = [match.span() for match in nouns.finditer(folded)]
        self.clauses = [match.end() for match in _BREAK.finditer(folded)]

    def begin(self, offset: int, kind: str) -> int:
        """The last “report” in front of a mark at `offset`, or the start of the clause."""
        if kind == "report":
            place = bisect_right(self.reports, offset, key=itemgetter(1)) - 1
            if place >= 0 and (start := self.reports[place][0]) >= offset - _REACH:
                return start
        place = bisect_right(self.clauses, offset) - 1
        return min(self.clauses[place] if place >= 0 else 0, max(0, offset - 1))


def _called_by(text: str, named: list[tuple[int, int]], offset: int) -> int | None:
    """The place of the named instrument just in front of the mark; `named` are (end, place) in order."""
    nearest = bisect_right(named, (offset, len(text))) - 1
    if nearest < 0:
        return None
    end, place = named[nearest]
    while offset > end and text[offset - 1] in ",;. ":
        offset -= 1
    return place if offset - end <= _NEAR and not _CLAUSE.search(text, end, offset) else None


def _targets(cited: list[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target for one in cited for target in one.targets if target != "self"))


def _locator(cited: list[Citation]) -> str:
    return "; ".join(one.locator for one in cited if one.locator)


def _both(one: Citation, cited: list[Citation], number: int) -> Citation:
    targets = tuple(dict.fromkeys((*one.targets, *_targets(cited))))
    return replace(
        one, targets=targets, via="text+footnote", footnote=number, locator=one.locator or _locator(cited)
    )


def _alone(words: _Words, paragraph: Paragraph, offset: int, number: int, cited: list[Citation]) -> Citation:
    start = words.begin(offset, cited[0].type)
    surface = paragraph.text[start : min(offset, start + _SURFACE)].rstrip()
    return Citation(
        paragraph.id, surface, _targets(cited), cited[0].type, "footnote", start, start + len(surface),
        "cite.note", 0.95, _locator(cited), footnote=number,
    )  # fmt: skip
