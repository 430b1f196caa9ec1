"""What is not the text itself: page furniture, and the bodies of footnotes between its lines."""

import re
from dataclasses import dataclass, field

from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.lines import Line
from dispositif.engines.reading.problem import Span

_RULE = re.compile(r"(?:[\\_—–*\s-]){5,}|_{3,}")
_THING = re.compile(
    r"(?:<!--.*?-->|[-–—]?\s?\d{1,4}\s?[-–—]?|\d{1,3}/\d{1,3}|\d{2}-\d{5}\w?(?:\s?\(\w\))?.{0,20}|ge\.\d{2}-\d+.{0,20}"
    r"|/\.{2,3}|\*+\s?\d*-?\d*\s?\*+|[a-z]{1,4}(?:/[\w.()-]+){2,6}\*?|\d{2}-?\d{5})\Z"
)
_BODY = re.compile(
    r"(?:\[(\d{1,3})\]|(\d{1,3})\s?/|\((\d{1,3})\)|(\d{1,3})[.)]?(?=\s)|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))\s*(?=\S)"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FULL_STOP = re.compile(r"[.!?»”)]$")


@dataclass(slots=True)
class Body:
    """A note's body while it is collected."""

    number: int
    spans: list[Span] = field(default_factory=list)
    tail: str = ""


@dataclass(slots=True)
class Sorted:
    """Lines sorted out: `content` goes on to the layout, with a flag where a page may have ended."""

    content: list[Line] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)
    debris: list[Span] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)


def sort_out(lines: list[Line], first: int, lexicon: Lexicon) -> Sorted:
    """Part content from furniture and note bodies; `first` is the line that names the organ."""
    out = Sorted()
    zone, unfinished = False, False
    for place, line in enumerate(lines):
        if place < first:
            out.content.append(line)
        elif _RULE.fullmatch(line.folded):
            zone, unfinished = True, _open_end(out.content)
            _aside(out, line)
        elif is_furniture(line, lexicon):
            _aside(out, line)
        elif (zone or _headed(line, out, lexicon)) and (body := _body(line, out, lexicon)):
            zone = True
            out.bodies.append(body)
            out.broken.add(len(out.content))
        elif zone and out.bodies and _goes_on(line, out, unfinished, lexicon):
            out.bodies[-1].spans.append((line.start, line.end))
            out.bodies[-1].tail = line.text
        else:
            zone = False
            out.content.append(line)
    return out


def is_furniture(line: Line, lexicon: Lexicon) -> bool:
    """Whether the whole line is a rule, page or job number, running head, image tag or masthead word."""
    if len(line.text) > 90:
        return False
    furniture = lexicon.pattern("layout", "furniture")
    return bool(furniture.fullmatch(line.folded) or _THING.match(line.folded))


def _aside(out: Sorted, line: Line) -> None:
    out.debris.append((line.start, line.end))
    out.broken.add(len(out.content))


def _open_end(content: list[Line]) -> bool:
    return bool(content) and content[-1].text[-1] not in ".,;:"


def _number(match: re.Match[str]) -> int:
    return int(next(group for group in match.groups() if group).translate(_SUPERSCRIPT))


def _body(line: Line, out: Sorted, lexicon: Lexicon) -> Body | None:
    """A new note: its number follows the last one, or begins again on a new page."""
    match = _BODY.match(line.text)
    if not match or (
        line.text[match.end()].isupper() and lexicon.opener(line.folded, match.end(), lexicon.says)
    ):
        return None
    number, last = _number(match), out.bodies[-1].number if out.bodies else 0
    if not (last < number <= last + 6 or (not out.bodies and number <= 60)):
        return None
    return Body(number, [(line.start, line.end)], line.text)


def _headed(line: Line, out: Sorted, lexicon: Lexicon) -> bool:
    """A note body without a rule above it: the next number, no full stop, a word that opens notes."""
    if line.text[0].isalpha() or not (match := _BODY.match(line.text)):
        return False
    if match.group(4) and line.text[match.end(4) : match.end(4) + 1] == ".":
        return False
    expected = out.bodies[-1].number + 1 if out.bodies else 1
    return _number(match) == expected and bool(
        lexicon.pattern("layout", "note_head").match(line.folded, match.end())
    )


def _goes_on(line: Line, out: Sorted, unfinished: bool, lexicon: Lexicon) -> bool:
    """Whether a line belongs to the note above it rather than to the paragraph that the page broke."""
    if lexicon.pattern("layout", "number").match(line.folded) or _starts(line, lexicon):
        return False
    if line.gap:
        return False
    return not (unfinished and _FULL_STOP.search(out.bodies[-1].tail))


def _starts(line: Line, lexicon: Lexicon) -> bool:
    return line.text[0].isupper() and lexicon.any_opener(line.folded, 0) is not None
