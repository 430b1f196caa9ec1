"""The method, end to end: text → lines → layout → marks → paragraphs → acts and citations."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate, pairwise

from dispositif.engines.reading.acts import ActReader
from dispositif.engines.reading.check import check_text, not_a_resolution
from dispositif.engines.reading.choice import language_of
from dispositif.engines.reading.citations import CitationReader
from dispositif.engines.reading.furniture import Body, Sorted, is_furniture, sort_out
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
from dispositif.kernel.finding import Finding


def read(text: str, *, language: str | None = None) -> Reading:
    """The reading of a resolution's text; `language` is an ISO 639-1 code, found out when not given.

    Raises Refusal: `reading.empty`, `reading.too_long`, `reading.binary`, `reading.language`,
    `reading.not_a_resolution`. What the text lacks (paragraphs, notes) is in `findings`.
    """
    check_text(text)
    source = Source(text)
    folded = fold(source.text)
    chosen = lexicon(language) if language else language_of(folded)
    if chosen is None:
        raise not_a_resolution()
    return _Reader(source, folded, chosen).reading()


class Running:
    """The texts of paragraphs and notes, folded once: `whole` holds them line by line.

    `parts` are (folded text, its offset in `whole`), in the same order.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole = fold("\n".join(listed := list(texts)))
        ends = list(accumulate(len(text) + 1 for text in listed))
        self.parts = [
            (self.whole[end - 1 - len(text) : end - 1], end - 1 - len(text))
            for text, end in zip(listed, ends, strict=True)
        ]

    def until(self, count: int) -> str:
        """The whole up to the part of that number."""
        return self.whole[: self.parts[count][1]] if count < len(self.parts) else self.whole


class _Reader:
    """One document on its way through the method."""

    def __init__(self, source: Source, folded: str, chosen: Lexicon) -> None:
        self.source = source
        self.text = source.text
        self.lexicon = chosen
        lines = lines_of(self.text, folded, chosen)
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
        self.bare = {id(block): self._without_marks(block.spans) for block in self.layout.blocks}

    def reading(self) -> Reading:
        doc, organ = self._document()
        blocks = self._of(NodeKind.PARAGRAPH)
        contents = [normalise(self.text, self.bare[id(block)]) for block in blocks]
        notes = [self._note_text(body) for body in self.sorted.bodies]
        running = Running([*(content.value for content in contents), *notes])
        whole = running.until(len(blocks))
        parts = zip(blocks, running.parts, strict=False)
        start = next((at for block, (_, at) in parts if block.part == "operative"), len(whole))
        acts = ActReader(self.lexicon, organ, doc.session, whole, start)
        read = zip(blocks, contents, running.parts, strict=False)
        paragraphs = [self._paragraph(block, content, *part, acts) for block, content, part in read]
        footnotes = self._footnotes(paragraphs, notes)
        citations, findings = self._citations(paragraphs, footnotes, running, organ, doc)
        return Reading(
            doc=doc,
            opening=self._opening(),
            preambular=tuple(one for one in paragraphs if one.part == "preambular"),
            operative=tuple(one for one in paragraphs if one.part == "operative"),
            footnotes=footnotes,
            citations=tuple(citations),
            nodes=tile(self.source, self._stretches()),
            findings=(*self.layout.findings, *remarks(paragraphs, footnotes, doc), *findings),
        )

    def _of(self, kind: NodeKind) -> list[Block]:
        return [block for block in self.layout.blocks if block.kind is kind]

    def _opening(self) -> str:
        openings = self._of(NodeKind.OPENING)
        return self._normal(openings[0].spans).value if openings else ""

    def _title_spans(self) -> list[Span]:
        """The lines from the number on; the number itself is left out."""
        if self.front.title is None:
            return []
        first, *lines = self.head[self.front.title :]
        spans = [(line.start, line.end) for line in lines if not is_furniture(line, self.lexicon)]
        start = first.start + self.front.skip
        return [(start, first.end), *spans] if start < first.end else spans

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
            if not (marks := self._marks_in([(start, end)])):
                kept.append((start, end))
                continue
            lefts = [start, *(mark.end for mark in marks)]
            rights = [*(mark.start for mark in marks), end]
            kept += zip(lefts, rights, strict=True)
        return kept

    def _paragraph(self, block: Block, content: Text, folded: str, at: int, acts: ActReader) -> Paragraph:
        method = acts.operative if block.part == "operative" else acts.preambular
        return Paragraph(
            id=block.id,
            part=block.part,
            number=block.number,
            path=block.path,
            label=self.text[slice(*block.label)] if block.label else "",
            content=self.source.original(content),
            spans=self.source.home(self.bare[id(block)]),
            anchors=tuple(self._anchor(block.id, mark, content) for mark in self._marks_in(block.spans)),
            acts=method(content.value, folded, at),
            level=len(block.path) - 1,
            section=block.section,
        )

    def _anchor(self, para: str, mark: Mark, content: Text) -> Anchor:
        offset = landing(content, mark.start)
        offset -= content.value[offset - 1 : offset] == " "
        back = self.source.back
        return Anchor(
            para, mark.number, offset, back(mark.start), back(mark.end), mark.rule, mark.weight,
            content.value[max(0, offset - 40) : offset],
            mark.glued_to + str(mark.number) if mark.glued_to else "",
        )  # fmt: skip

    def _note_text(self, body: Body) -> str:
        whole = normalise(self.text, body.spans).value
        return whole.lstrip("[(0123456789⁰¹²³⁴⁵⁶⁷⁸⁹/)].").lstrip()

    def _footnotes(self, paragraphs: list[Paragraph], texts: list[str]) -> tuple[Footnote, ...]:
        called: dict[int, list[Anchor]] = {}
        for paragraph in paragraphs:
            for anchor in paragraph.anchors:
                called.setdefault(anchor.number, []).append(anchor)
        return tuple(
            Footnote(body.number, text, self.source.home(body.spans), tuple(called.get(body.number, ())))
            for body, text in zip(self.sorted.bodies, texts, strict=True)
        )

    def _citations(
        self,
        paragraphs: list[Paragraph],
        notes: tuple[Footnote, ...],
        running: Running,
        organ: str,
        doc: Document,
    ) -> tuple[list[Citation], list[Finding]]:
        reader = CitationReader(self.lexicon, organ, doc, running.whole)
        behind = running.parts[len(paragraphs) :]
        told = ((note, *part) for note, part in zip(notes, behind, strict=True))
        cited = note_targets(reader, told, self.lexicon)
        found: list[Citation] = []
        for paragraph, (folded, at) in zip(paragraphs, running.parts, strict=False):
            named = reader.read(paragraph.id, paragraph.text, folded, at)
            found += join(self.lexicon, paragraph, folded, named, cited)
        for note in notes:
            if not note.anchors:
                found += cited[note.number]
        return found, reader.findings

    def _stretches(self) -> list[Stretch]:
        """Every labelled stretch; what lies between becomes debris or blank."""
        title = self._title_spans()
        ends = {right for _, right in title}
        found = [Stretch(NodeKind.FRONT, *line[:2]) for line in self.head if line.end not in ends]
        found += [Stretch(NodeKind.TITLE, left, right) for left, right in title]
        for block in self.layout.blocks:
            if block.label:
                found.append(Stretch(NodeKind.LABEL, *block.label, block.id))
            for left, right in self.bare[id(block)]:
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
