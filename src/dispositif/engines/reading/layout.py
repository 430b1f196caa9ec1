"""The paragraph solver: lines become title, opening, paragraphs with their number paths, closing, annex."""

from dataclasses import dataclass, field

from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.lines import Line
from dispositif.engines.reading.numbering import Ladder
from dispositif.engines.reading.problem import NodeKind, Span
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase

_MARKS = " 0123456789¹²³⁴⁵⁶⁷⁸⁹⁰[]*\t"
_HEADING = 160
_JUMP = 30


@dataclass(slots=True)
class Block:
    """One unit of the layout while it is collected; `label` is the span of its printed number."""

    kind: NodeKind
    part: str = ""
    id: str = ""
    number: str = ""
    path: tuple[str, ...] = ()
    section: str = ""
    label: Span | None = None
    spans: list[Span] = field(default_factory=list)
    tail: str = ""

    @property
    def ended(self) -> bool:
        """Whether the text stands complete: its last sign, note marks aside, is a stop."""
        bare = self.tail.rstrip(_MARKS)
        return bool(bare) and bare[-1] in '.,;:]»”"؛،；，。：'


class Layout:
    """Walks the lines once; `blocks` hold what was found, `findings` what is missing."""

    def __init__(self, lexicon: Lexicon, broken: set[int]) -> None:
        self.lexicon = lexicon
        self.broken = broken
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.state = "preambular"
        self.section = ""
        self.organs = 0
        self.last = 0
        self.preambular = 0
        self.ids: set[str] = set()
        self.ladder = Ladder()

    def walk(self, lines: list[Line], first: int) -> None:
        """Lay out every line from `first`, the one that names the organ."""
        for place in range(first, len(lines)):
            line = lines[place]
            fresh = line.gap or place in self.broken
            if not self._structural(line, fresh):
                self._goes_on(line, fresh)

    def _structural(self, line: Line, fresh: bool) -> bool:
        """Whether the line begins something; if so it is laid out."""
        if self.state == "annex":
            return self._organ(line, fresh)
        head = line.text[0]
        if head.isdigit() and self._numbered(line, fresh):
            return True
        if (head == "(" or (len(line.text) > 2 and ")" in line.text[1:7])) and self._point(line):
            return True
        if self.lexicon.capitals and not head.isupper():
            return fresh and self._outside(line)
        return self._organ(line, fresh) or self._opener(line, fresh) or self._outside(line)

    def _organ(self, line: Line, fresh: bool) -> bool:
        if not names_organ(line, self.lexicon) or not (fresh or not self.blocks):
            return False
        self.organs += 1
        if self.organs > 1:
            self.section = self._section_name()
        self.state, self.last = "preambular", 0
        self._put(Block(NodeKind.OPENING, id="opening"), line)
        return True

    def _section_name(self) -> str:
        heading = self.blocks[-1] if self.blocks and self.blocks[-1].kind is NodeKind.HEADING else None
        name = heading.tail.strip(" .*") if heading else ""
        return name if 0 < len(name) <= 3 else str(self.organs)

    def _numbered(self, line: Line, fresh: bool) -> bool:
        match = self.lexicon.pattern("layout", "number").match(line.folded)
        if not match or match.end() >= len(line.text):
            return False
        number, ended = int(match.group(1)), self._ended()
        opener = self._verb(line, match.end())
        if self.state == "closing" and not opener:
            return False
        if not opener and self._complete():
            self.state = "annex"
            self._put(Block(NodeKind.ANNEX), line)
            return True
        if number == self.last + 1:
            if not (ended or fresh or opener):
                return False
        elif not (opener and (fresh or ended)) or number > self.last + _JUMP:
            return False
        self._operative(line, number, (line.start, line.start + match.end(1) + 1), match.end())
        return True

    def _operative(self, line: Line, number: int, label: Span, skip: int) -> None:
        if number <= self.last:
            self._restart()
        elif number > self.last + 1:
            self._gap(self.last + 1, number)
        self.last = number
        self._open(line, str(number), (str(number),), label, skip)

    def _restart(self) -> None:
        """Numbers that begin again open a section, so that no two paragraphs share a name."""
        name = self._section_name()
        self.section = name if name not in ("0", "1", self.section) else f"{self.organs}.{len(self.blocks)}"

    def _open(self, line: Line, number: str, path: tuple[str, ...], label: Span | None, skip: int) -> None:
        self.state = "operative"
        self.ladder.clear()
        block = Block(NodeKind.PARAGRAPH, "operative", self._name(path), number, path, self.section, label)
        self._put(block, line, skip)

    def _name(self, path: tuple[str, ...]) -> str:
        """A name of its own: `4(d)`, with the section in front where numbers begin again."""
        plain = path[0] + "".join(f"({step})" for step in path[1:])
        name = f"{self.section}/{plain}" if self.section else plain
        count = 2
        while name in self.ids:
            name, count = f"{self.section or count}/{plain}", count + 1
            if name in self.ids:
                name = f"{count}/{plain}"
        self.ids.add(name)
        return name

    def _point(self, line: Line) -> bool:
        match = self.lexicon.pattern("layout", "point").match(line.folded)
        if not match or not self.blocks or self.blocks[-1].kind is not NodeKind.PARAGRAPH:
            return False
        above = self.blocks[-1]
        bare = above.tail.rstrip(_MARKS)
        steps = self.ladder.step(match.group(1)) if bare and not bare[-1].isdigit() else None
        if steps is None:
            return False
        root = above.path[0]
        label = (line.start, line.start + match.end() - 1)
        block = Block(
            NodeKind.PARAGRAPH,
            above.part,
            self._name((root, *steps)),
            steps[-1],
            (root, *steps),
            self.section,
            label,
        )
        self._put(block, line, match.end())
        return True

    def _opener(self, line: Line, fresh: bool) -> bool:
        """A paragraph without a number: preambular by its participle, operative by its verb."""
        found = self.lexicon.any_opener(line.folded, 0)
        if not found or self.state == "closing" or not (fresh or self._ended() or not found.indicative):
            return False
        if not found.indicative:
            return self._preamble(line)
        if self.state == "operative" and not self._ended():
            return False
        numbered = self.last > 0
        self.last += 1
        self._open(line, "" if not numbered else str(self.last), (str(self.last),), None, 0)
        if numbered:
            self._remark(
                "reading.number_missing", phrase("Paragraph %(number)s prints no number."), number=self.last
            )
        return True

    def _preamble(self, line: Line) -> bool:
        if self.state == "operative" and not self._ended():
            return False
        if self.state == "operative" and self.blocks[-1].tail.rstrip(_MARKS).endswith((",", ":")):
            return False
        self.state = "preambular"
        self._preambular(line)
        return True

    def _preambular(self, line: Line) -> None:
        self.preambular += 1
        name = str(self.preambular)
        self.ladder.clear()
        self._put(Block(NodeKind.PARAGRAPH, "preambular", f"p{name}", "", (f"p{name}",), self.section), line)

    def _outside(self, line: Line) -> bool:
        """Annex, closing lines and headings: what is no paragraph."""
        short = len(line.text) <= _HEADING
        if short and self.lexicon.pattern("layout", "annex").fullmatch(line.folded) and self._ended():
            self.state = "annex"
            self._put(Block(NodeKind.ANNEX), line)
            return True
        closing = self.state == "operative" and self.lexicon.pattern("layout", "closing").match(line.folded)
        if closing and (self._ended() or line.gap):
            self.state = "closing"
            self._put(Block(NodeKind.CLOSING), line)
            return True
        if short and line.gap and self._ended() and line.text[-1] not in ",;:." and line.text[0].isupper():
            self._put(Block(NodeKind.HEADING), line)
            return True
        return False

    def _goes_on(self, line: Line, fresh: bool) -> None:
        """The line belongs to what stands above it, or is a paragraph with an unknown opener."""
        above = self.blocks[-1] if self.blocks else None
        if self.state == "preambular" and (above is None or self._new_preambular(line, above, fresh)):
            self._preambular(line)
        elif above is None:
            self._put(Block(NodeKind.HEADING), line)
        elif fresh and self._fragment(line, above):
            self.state = "operative"
            self._put(Block(NodeKind.DEBRIS), line)
            self._remark(
                "reading.fragment",
                phrase("A piece of text stands without its beginning: “%(words)s …”."),
                words=" ".join(line.text.split()[:6]),
            )
        elif above.kind is NodeKind.HEADING and fresh:
            self._put(Block(NodeKind.HEADING), line)
        elif fresh and above.ended and self._loose_note(line):
            self._put(Block(NodeKind.DEBRIS), line)
        else:
            self._extend(above, line)

    def _loose_note(self, line: Line) -> bool:
        """The body of a note that lost its number."""
        head = self.lexicon.pattern("layout", "note_head").match(line.folded)
        return head is not None and line.text[-1] == "." and len(line.text) < 2 * _HEADING

    def _fragment(self, line: Line, above: Block) -> bool:
        """The end of a paragraph whose beginning the extraction lost, behind one that is complete."""
        if above.kind is NodeKind.DEBRIS:
            return above.ended
        if above.kind is not NodeKind.PARAGRAPH or not line.text[0].islower():
            return False
        stop = above.tail.rstrip(_MARKS)[-1:]
        return stop in ";." or (stop == "," and self.state == "preambular" and line.text.endswith(";"))

    def _new_preambular(self, line: Line, above: Block, fresh: bool) -> bool:
        if above.kind is NodeKind.OPENING:
            return True
        ended = (above.ended and above.kind is NodeKind.PARAGRAPH) or above.kind is NodeKind.HEADING
        if not (fresh and ended and (line.text[0].isupper() or not self.lexicon.capitals)):
            return False
        return not self.lexicon.pattern("layout", "note_head").match(line.folded) or line.text[-1] in ",;"

    def _extend(self, above: Block, line: Line) -> None:
        above.spans.append((line.start, line.end))
        above.tail = line.text

    def _put(self, block: Block, line: Line, skip: int = 0) -> None:
        block.spans.append((line.start + skip, line.end))
        block.tail = line.text
        self.blocks.append(block)

    def _ended(self) -> bool:
        return not self.blocks or self.blocks[-1].kind is not NodeKind.PARAGRAPH or self.blocks[-1].ended

    def _complete(self) -> bool:
        """Whether the resolution has ended: only its last paragraph ends in a full stop."""
        last = next((block for block in reversed(self.blocks) if block.kind is NodeKind.PARAGRAPH), None)
        return last is not None and last.part == "operative" and last.tail.rstrip(_MARKS).endswith(".")

    def _verb(self, line: Line, at: int) -> bool:
        return line.text[at].isupper() and self.lexicon.opener(line.folded, at, self.lexicon.says) is not None

    def _gap(self, first: int, after: int) -> None:
        last = after - 1
        self._remark(
            "reading.gap",
            phrase("Paragraphs %(first)s to %(last)s are missing from the text.")
            if last > first
            else phrase("Paragraph %(first)s is missing from the text."),
            first=first,
            last=last,
        )

    def _remark(self, code: str, reason: str, **facts: object) -> None:
        where = f"{self.section}/{self.last}" if self.section else str(self.last)
        self.findings.append(Finding(where, "", Severity.WARNING, code, reason, facts=facts))


def names_organ(line: Line, lexicon: Lexicon) -> bool:
    """Whether the line is the name of an organ and a comma: `The General Assembly,`."""
    if len(line.text) > 200 or not line.text.rstrip(" *").endswith((",", "،", "，")):
        return False
    return lexicon.pattern("organs", "line").fullmatch(line.folded.rstrip(" *،，,")) is not None
