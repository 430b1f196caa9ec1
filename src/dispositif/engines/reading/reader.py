"""The method, end to end: text → lines → layout → marks → paragraphs → acts and citations."""

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from dispositif.engines.reading.acts import ActReader
from dispositif.engines.reading.check import check_text, not_a_resolution
from dispositif.engines.reading.choice import language_of
from dispositif.engines.reading.citations import CitationReader
from dispositif.engines.reading.furniture import Sorted, is_furniture, sort_out
from dispositif.engines.reading.heading import Front, document, front_of
from dispositif.engines.reading.layout import Block, Layout, names_organ
from dispositif.engines.reading.lexicon import Lexicon, lexicon
from dispositif.engines.reading.lines import Line, lines_of
from dispositif.engines.reading.marks import Mark, solve
from dispositif.engines.reading.nodes import Stretch, tile
from dispositif.engines.reading.notes import join, note_targets
from dispositif.engines.reading.problem import (
    Anchor,
    Citation,
    Document,
    Footnote,
    NodeKind,
    Paragraph,
    Reading,
    Span,
    Text,
)  # fmt: skip
from dispositif.engines.reading.remarks import remarks
from dispositif.engines.reading.source import Source, fold, landing, normalise


def read(text: str, *, language: str | None = None) -> Reading:
    """The reading of a resolution's text; `language` is an ISO 639-1 code, found out when not given.

    Raises Refusal: `reading.empty`, `reading.too_long`, `reading.binary`, `reading.language`,
    `reading.not_a_resolution`. What the text lacks (paragraphs, notes) is in `findings`.
    """
    check_text(text)
    source = Source(text)
    chosen = lexicon(language) if language else language_of(fold(source.text))
    if chosen is None:
        raise not_a_resolution()
    return _Reader(source, chosen).reading()


class _Reader:
    """One document on its way through the method."""

    def __init__(self, source: Source, chosen: Lexicon) -> None:
        self.source = source
        self.text = source.text
        self.folded = " ".join(fold(source.text).split())
        self.lexicon = chosen
        lines = lines_of(self.text, chosen)
        self.first = _first(lines, chosen)
        self.sorted: Sorted = sort_out(lines, self.first, chosen)
        self.layout = Layout(chosen, self.sorted.broken)
        self.layout.walk(self.sorted.content, self.first)
        if not any(block.kind is NodeKind.PARAGRAPH for block in self.layout.blocks):
            raise not_a_resolution()
        self.front: Front = front_of(lines[: self.first])
        self.head = lines[: self.first]
        self.marks = solve(self.text, self._running(), {body.number for body in self.sorted.bodies}, chosen)
        self.starts = [mark.start for mark in self.marks]

    def reading(self) -> Reading:
        doc, organ = self._document()
        paragraphs = [self._paragraph(block) for block in self._of(NodeKind.PARAGRAPH)]
        notes = self._notes(paragraphs)
        paragraphs = self._acts(paragraphs, organ, doc)
        citations, reader = self._citations(paragraphs, notes, organ, doc)
        stretches = self._stretches(doc)
        return Reading(
            doc=doc,
            opening=self._opening(),
            preambular=tuple(one for one in paragraphs if one.part == "preambular"),
            operative=tuple(one for one in paragraphs if one.part == "operative"),
            footnotes=notes,
            citations=tuple(citations),
            nodes=tile(self.source, stretches),
            findings=(*self.layout.findings, *remarks(paragraphs, notes, doc), *reader.findings),
        )

    def _of(self, kind: NodeKind) -> list[Block]:
        return [block for block in self.layout.blocks if block.kind is kind]

    def _opening(self) -> str:
        openings = self._of(NodeKind.OPENING)
        return self._normal(openings[0].spans).value if openings else ""

    def _title_spans(self) -> list[Span]:
        if self.front.title is None:
            return []
        lines = [line for line in self.head[self.front.title :] if not is_furniture(line, self.lexicon)]
        head = self.head[self.front.title]
        spans = [(line.start + (self.front.skip if line is head else 0), line.end) for line in [head, *lines]]
        return [span for place, span in enumerate(spans) if span[0] < span[1] and span not in spans[:place]]

    def _running(self) -> list[Span]:
        """The stretches in which notes are called, in order."""
        spans = self._title_spans()
        for block in self.layout.blocks:
            if block.kind in (NodeKind.PARAGRAPH, NodeKind.HEADING):
                spans += block.spans
        return spans

    def _document(self) -> tuple[Document, str]:
        head = "\n".join(line.text for line in self.head)
        foot = "\n".join(
            self.text[left:right] for block in self._of(NodeKind.CLOSING) for left, right in block.spans
        )
        return document(
            self.lexicon, self._opening(), self.front, self._normal(self._title_spans()).value, head, foot
        )

    def _normal(self, spans: list[Span]) -> Text:
        return normalise(self.text, self._without_marks(spans))

    def _marks_in(self, spans: list[Span]) -> list[Mark]:
        found: list[Mark] = []
        for left, right in spans:
            found += self.marks[bisect_left(self.starts, left) : bisect_left(self.starts, right)]
        return found

    def _without_marks(self, spans: list[Span]) -> list[Span]:
        kept: list[Span] = []
        for start, end in spans:
            marks = self._marks_in([(start, end)])
            lefts = [start, *(mark.end for mark in marks)]
            rights = [*(mark.start for mark in marks), end]
            kept += zip(lefts, rights, strict=True)
        return kept

    def _paragraph(self, block: Block) -> Paragraph:
        spans = self._without_marks(block.spans)
        content = normalise(self.text, spans)
        label = self.text[slice(*block.label)] if block.label else ""
        back = self.source.back
        moved = replace(content, pieces=tuple((at, back(place), size) for at, place, size in content.pieces))
        anchors = tuple(self._anchor(block.id, mark, content) for mark in self._marks_in(block.spans))
        return Paragraph(
            id=block.id, part=block.part, number=block.number, path=block.path, label=label, content=moved,
            spans=tuple((back(left), back(right)) for left, right in spans if left < right), anchors=anchors,
            level=len(block.path) - 1, section=block.section,
        )  # fmt: skip

    def _anchor(self, para: str, mark: Mark, content: Text) -> Anchor:
        offset = landing(content, mark.start)
        offset = len(content.value[:offset].rstrip())
        back = self.source.back
        return Anchor(
            para, mark.number, offset, back(mark.start), back(mark.end), mark.rule, mark.weight,
            content.value[max(0, offset - 40) : offset],
            mark.glued_to + str(mark.number) if mark.glued_to else "",
        )  # fmt: skip

    def _notes(self, paragraphs: list[Paragraph]) -> tuple[Footnote, ...]:
        called: dict[int, list[Anchor]] = {}
        for paragraph in paragraphs:
            for anchor in paragraph.anchors:
                called.setdefault(anchor.number, []).append(anchor)
        return tuple(self._note(body.number, body.spans, called) for body in self.sorted.bodies)

    def _note(self, number: int, spans: list[Span], called: dict[int, list[Anchor]]) -> Footnote:
        whole = normalise(self.text, spans).value
        bare = whole.lstrip("[(0123456789⁰¹²³⁴⁵⁶⁷⁸⁹/)].").lstrip()
        moved = tuple((self.source.back(left), self.source.back(right)) for left, right in spans)
        return Footnote(number, bare, moved, tuple(called.get(number, ())))

    def _acts(self, paragraphs: list[Paragraph], organ: str, doc: Document) -> list[Paragraph]:
        everything = fold("\n".join(paragraph.text for paragraph in paragraphs))
        reader = ActReader(self.lexicon, organ, doc.session, everything)
        done = []
        for paragraph in paragraphs:
            method = reader.operative if paragraph.part == "operative" else reader.preambular
            done.append(replace(paragraph, acts=method(paragraph.text, fold(paragraph.text))))
        return done

    def _citations(
        self, paragraphs: list[Paragraph], notes: tuple[Footnote, ...], organ: str, doc: Document
    ) -> tuple[list[Citation], CitationReader]:
        reader = CitationReader(self.lexicon, organ, doc, self.folded)
        cited = note_targets(reader, notes, self.lexicon)
        found = []
        for paragraph in paragraphs:
            found += join(self.lexicon, paragraph, reader.read(paragraph.id, paragraph.text), cited)
        for note in notes:
            if not note.anchors:
                found += cited[note.number]
        return found, reader

    def _stretches(self, doc: Document) -> list[Stretch]:
        """Every labelled stretch; what lies between becomes debris or blank."""
        found = [Stretch(NodeKind.FRONT, line.start, line.end) for line in self.head]
        title = self._title_spans()
        found = [
            one for one in found if not any(left < one.end and one.start < right for left, right in title)
        ]
        found += [Stretch(NodeKind.TITLE, left, right) for left, right in title]
        for block in self.layout.blocks:
            if block.label:
                found.append(Stretch(NodeKind.LABEL, *block.label, block.id))
            for left, right in self._without_marks(block.spans):
                found.append(Stretch(block.kind, left, right, block.id))
        found += [Stretch(NodeKind.MARK, mark.start, mark.end, f"fn{mark.number}") for mark in self.marks]
        for body in self.sorted.bodies:
            found += [
                Stretch(NodeKind.FOOTNOTE, left, right, f"fn{body.number}") for left, right in body.spans
            ]
        found += [Stretch(NodeKind.DEBRIS, left, right) for left, right in self.sorted.debris]
        return [one for one in found if one.start < one.end]


def _first(lines: list[Line], chosen: Lexicon) -> int:
    """The line that names the organ; failing that, the first line that opens a paragraph."""
    for place, line in enumerate(lines):
        if names_organ(line, chosen):
            return place
    for place, (line, after) in enumerate(pairwise(lines)):
        named = chosen.pattern("organs", "line").fullmatch(line.folded) if len(line.text) < 90 else None
        if (
            named
            and line.text[0].isupper()
            and chosen.any_opener(after.folded, 0)
            and after.text[0].isupper()
        ):
            return place
    for place, line in enumerate(lines):
        match = chosen.pattern("layout", "number").match(line.folded)
        at = match.end() if match else 0
        if line.text[at : at + 1].isupper() and chosen.any_opener(line.folded, at):
            return place
    raise not_a_resolution()
