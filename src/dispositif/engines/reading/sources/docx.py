"""Word files: paragraphs and footnotes out of the package, with its sizes watched while it is unpacked."""

import io
import zipfile
import zlib
from typing import Any

from dispositif.engines.reading.sources.extract import Extract, called, unreadable
from dispositif.kernel.refusal import Refusal, phrase

LARGEST_PART = 60 * 1024 * 1024
"""Bytes that one part may unpack to."""
RATIO = 200
"""How much smaller than its content a part may be packed; texts reach about 20."""
_CHUNK = 1 << 16
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RULE = "_______________"


def docx_text(content: bytes, name: str = "") -> Extract:
    """The paragraphs, a blank line between them, note marks raised, note bodies behind a rule."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "word/document.xml" not in names:
                raise unreadable(name, phrase("a ZIP file that is no Word document"))
            body = _tree(_part(package, "word/document.xml", name), name)
            notes = None
            if "word/footnotes.xml" in names:
                notes = _tree(_part(package, "word/footnotes.xml", name), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(name) from error
    return Extract(_text(body, notes), "docx")


def _part(package: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part, refused by its declared and by its actual size."""
    told = package.getinfo(part)
    if told.file_size > LARGEST_PART or told.file_size > RATIO * max(told.compress_size, 1024):
        raise _bomb(name)
    chunks: list[bytes] = []
    size = 0
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_PART or size > RATIO * max(told.compress_size, 1024):
                raise _bomb(name)
            chunks.append(chunk)
    return b"".join(chunks)


def _tree(part: bytes, name: str) -> Any:
    """The XML of a part: no entities, no network, no document type."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(name) from error
    if b"<!DOCTYPE" in part[:4096]:
        raise _damaged(name)
    return root


def _text(body: Any, notes: Any) -> str:
    order: dict[str, int] = {}
    paragraphs = [line for one in body.iter(f"{_W}p") if (line := _line(one, order).strip())]
    bodies = _bodies(notes, order) if notes is not None else []
    return "\n\n".join([*paragraphs, *([_RULE + "\n" + "\n".join(bodies)] if bodies else [])])


def _line(paragraph: Any, order: dict[str, int]) -> str:
    """One paragraph; deleted text is left out, note references become raised numbers."""
    out: list[str] = []
    for node in paragraph.iter():
        if node.tag == f"{_W}t":
            out.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            out.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            out.append("-")
        elif node.tag == f"{_W}footnoteReference":
            number = order.setdefault(node.get(f"{_W}id") or "", len(order) + 1)
            out.append(str(number).translate(_RAISED))
    return " ".join("".join(out).split())


def _bodies(notes: Any, order: dict[str, int]) -> list[str]:
    found: dict[int, str] = {}
    for note in notes.iter(f"{_W}footnote"):
        number = order.get(note.get(f"{_W}id") or "")
        text = " ".join(line for one in note.iter(f"{_W}p") if (line := _line(one, {})))
        if number and text:
            found[number] = f"{str(number).translate(_RAISED)} {text}"
    return [found[number] for number in sorted(found)]


def _damaged(name: str) -> Refusal:
    return Refusal(
        "source.damaged",
        phrase("%(name)s is a damaged or incomplete Word file. Open and save it again."),
        field="file",
        name=called(name),
    )


def _bomb(name: str) -> Refusal:
    return Refusal(
        "source.bomb",
        phrase("%(name)s unpacks to far more than its size and was not opened."),
        field="file",
        name=called(name),
    )
