"""Citations that stand in footnotes, joined to the place in the text that calls the note."""

import re
from dataclasses import replace

from dispositif.engines.reading.citations import CitationReader
from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.problem import Citation, Footnote, Paragraph
from dispositif.engines.reading.source import fold

_NEAR = 60
_NAMED = ("convention", "declaration", "strategy", "plan", "charter")
_SURFACE = 90


def note_targets(
    reader: CitationReader, notes: tuple[Footnote, ...], lexicon: Lexicon
) -> dict[int, list[Citation]]:
    """What each note cites; “Ibid.” cites what the note before it does."""
    found: dict[int, list[Citation]] = {}
    last: list[Citation] = []
    for note in notes:
        cited = reader.read(f"fn{note.number}", note.text)
        if not cited and fold(note.text).startswith(lexicon.raw["layout"]["ibid"]):
            cited = last
        found[note.number] = last = cited
    return found


def join(
    lexicon: Lexicon, paragraph: Paragraph, cited: list[Citation], notes: dict[int, list[Citation]]
) -> list[Citation]:
    """The citations of a paragraph with those of the notes that it calls."""
    for anchor in paragraph.anchors:
        targets = [one for one in notes.get(anchor.number, []) if one.targets]
        if not targets:
            continue
        place = _called_by(paragraph.text, cited, anchor.offset)
        if place is None:
            cited.append(_alone(lexicon, paragraph, anchor.offset, anchor.number, targets))
        else:
            cited[place] = _both(cited[place], targets, anchor.number)
    return sorted(cited, key=lambda one: (one.start, one.end))


def _called_by(text: str, cited: list[Citation], offset: int) -> int | None:
    """The named instrument just in front of the mark."""
    best = None
    for place, one in enumerate(cited):
        between = text[one.end : offset].rstrip(",;. ")
        if (
            one.type in _NAMED
            and one.end <= offset
            and len(between) <= _NEAR
            and not re.search("[,;]", between)
        ):
            best = place
    return best


def _targets(cited: list[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target for one in cited for target in one.targets if target != "self"))


def _locator(cited: list[Citation]) -> str:
    return "; ".join(one.locator for one in cited if one.locator)


def _both(one: Citation, cited: list[Citation], number: int) -> Citation:
    targets = tuple(dict.fromkeys((*one.targets, *_targets(cited))))
    return replace(
        one, targets=targets, via="text+footnote", footnote=number, locator=one.locator or _locator(cited)
    )


def _alone(
    lexicon: Lexicon, paragraph: Paragraph, offset: int, number: int, cited: list[Citation]
) -> Citation:
    start = _surface(lexicon, paragraph.text, offset, cited)
    end = min(offset, start + _SURFACE)
    return Citation(
        paragraph.id, paragraph.text[start:end].rstrip(), _targets(cited), cited[0].type, "footnote", start,
        start + len(paragraph.text[start:end].rstrip()), "cite.note", 0.95, _locator(cited), footnote=number,
    )  # fmt: skip


def _surface(lexicon: Lexicon, text: str, offset: int, cited: list[Citation]) -> int:
    """Where the words begin that the note belongs to: “report”, or the start of the clause."""
    folded = fold(text[:offset])
    if cited[0].type == "report":
        nouns = lexicon.compiled("cite.report!", lambda: rf"\b(?:{lexicon.raw['cite']['report']})\b")
        last = max(nouns.finditer(folded, max(0, offset - 400)), key=re.Match.end, default=None)
        if last:
            return last.start()
    clause = max(folded.rfind(", "), folded.rfind("; ")) + 2
    return min(clause if clause > 1 else 0, max(0, offset - 1))
