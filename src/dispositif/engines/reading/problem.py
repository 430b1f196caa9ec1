"""What a reading holds: plain frozen values, every offset into the text that was given."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dispositif.kernel.finding import Finding

Span = tuple[int, int]
"""Start and end (exclusive) as character offsets."""


class NodeKind(StrEnum):
    """What a stretch of the given text is."""

    FRONT = "front"
    TITLE = "title"
    OPENING = "opening"
    HEADING = "heading"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    MARK = "mark"
    FOOTNOTE = "footnote"
    CLOSING = "closing"
    ANNEX = "annex"
    DEBRIS = "debris"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Node:
    """One stretch of the given text; all nodes of a reading tile it. `owner` is a paragraph or note."""

    kind: NodeKind
    start: int
    end: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A normalised text and where each piece came from.

    `pieces` are (offset in `value`, offset in the given text, length) of runs copied unchanged.
    """

    value: str
    pieces: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when: kind `session` (body, session, starts), `date`, `asap` or `next_report`."""

    text: str
    kind: str
    body: str = ""
    session: int | None = None
    starts: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often: kind `ongoing`, or `every` with an ISO 8601 interval."""

    text: str
    kind: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that an act asks for: to which body, on what."""

    to: str
    on: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a paragraph; `start` and `end` are offsets of the verb in the paragraph's text.

    `strength` 0 stance, 1 invite, 2 call upon, 3 request, 4 decide; `strength_range` how far other
    languages of the same text may differ; `accept_acts` those that such a verb is also rendered by.
    """

    verb: str
    act: str
    strength: int
    strength_range: tuple[int, int]
    start: int
    end: int
    rule: str
    confidence: float
    modifier: str = ""
    addressees: tuple[str, ...] = ()
    addressee_text: str = ""
    actions: tuple[str, ...] = ()
    deadline: Deadline | None = None
    recurrence: Recurrence | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where note `number` is called: in paragraph `para`, at `offset` of its normalised text."""

    para: str
    number: int
    offset: int
    start: int
    end: int
    rule: str
    confidence: float
    after: str = ""
    glued_to: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `text` without its number and note marks, white space made single.

    `id` names it in the document: "p1", "3", "4(d)", with a section in front where numbers start
    again ("B/1"). `number` is what is printed ("3", "d"), "" when the text prints none. `spans`
    are its stretches in the given text, its note marks left out; `level` 0 for a paragraph.
    """

    id: str
    part: str
    number: str
    path: tuple[str, ...]
    label: str
    content: Text
    spans: tuple[Span, ...]
    anchors: tuple[Anchor, ...] = ()
    acts: tuple[Act, ...] = ()
    level: int = 0
    section: str = ""

    @property
    def text(self) -> str:
        """The normalised text, without the number."""
        return self.content.value

    @property
    def printed(self) -> str:
        """The normalised text as printed, number included."""
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True)
class Footnote:
    """One note: `text` normalised; `anchors` where it is called; `spans` of its body."""

    number: int
    text: str
    spans: tuple[Span, ...]
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention: `start` and `end` are offsets of `surface` in the text of `para`.

    `targets` are symbols or named instruments; none for a generic mention. For `via` "footnote"
    the surface is what the note was called from.
    """

    para: str
    surface: str
    targets: tuple[str, ...]
    type: str
    via: str
    start: int
    end: int
    rule: str
    confidence: float
    locator: str = ""
    date: str = ""
    footnote: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What the text says of itself; None where it does not say."""

    language: str
    symbol: str | None = None
    number: str | None = None
    body: str | None = None
    body_name: str | None = None
    session: int | None = None
    kind: str = "resolution"
    title: str | None = None
    adopted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A resolution as read. `doc` what it says of itself, `opening` the line that names the organ."""

    doc: Document
    opening: str
    preambular: tuple[Paragraph, ...]
    operative: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
    citations: tuple[Citation, ...]
    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...] = ()
    titles: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Preambular, then operative paragraphs."""
        return self.preambular + self.operative

    def paragraph(self, name: str) -> Paragraph:
        """The paragraph with this id; KeyError when there is none."""
        for paragraph in self.paragraphs:
            if paragraph.id == name:
                return paragraph
        raise KeyError(name)
