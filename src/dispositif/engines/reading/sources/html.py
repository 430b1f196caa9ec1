"""HTML pages: blocks become paragraphs, scripts and styles are dropped, note marks stay raised."""

import re
from dataclasses import replace
from typing import Any

from dispositif.engines.reading.sources.extract import Extract

_BLOCKS = frozenset(
    "p div li tr h1 h2 h3 h4 h5 h6 blockquote section article header footer table ul ol dd dt hr pre"
    " center".split()
)
_DROPPED = frozenset("script style noscript template svg head iframe object nav form button".split())
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = re.compile(r"[\[(]?(\d{1,3})[\])]?")


def html_text(found: Extract) -> Extract:
    """The text of a decoded page."""
    from lxml import html

    # encoded here, whatever the page says of itself
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(found.text.encode("utf-8"), parser=parser)
    out: list[str] = []
    _walk(root, out)
    lines = [" ".join(line.split()) for line in "".join(out).split("\x1e")]
    return replace(found, text="\n\n".join(line for line in lines if line), format="html")


def _walk(root: Any, out: list[str]) -> None:
    """Depth first, without recursion: a page may nest as deep as it likes."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, left = stack.pop()
        block = node.tag in _BLOCKS
        if left:
            out.append("\x1e" if block else "")
            out.append(node.tail or "")
            continue
        if not isinstance(node.tag, str) or node.tag in _DROPPED:
            out.append(node.tail or "")
            continue
        if mark := _mark(node):
            out.append(mark + (node.tail or ""))
            continue
        out.append(("\x1e" if block else " " if node.tag in ("br", "td") else "") + (node.text or ""))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))


def _mark(node: Any) -> str:
    """A note mark: a raised number, or a link whose text is a number in brackets."""
    if node.tag not in ("sup", "a"):
        return ""
    said = " ".join("".join(node.itertext()).split())
    match = _NOTE.fullmatch(said)
    if not match or (node.tag == "a" and said.isdigit()):
        return ""
    return match.group(1).translate(_RAISED)
