"""The door for files: looks at the first bytes, asks the right reader, refuses what cannot be read."""

from dataclasses import dataclass, field

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import Refusal, phrase

LARGEST = 20 * 1024 * 1024
"""Bytes of a file; a resolution with annexes stays well below."""
FORMATS = phrase("PDF with a text layer, Word (DOCX), HTML or plain text")

_OTHERS = {
    b"\xd0\xcf\x11\xe0": phrase("an old Word file (DOC)"),
    b"{\\rtf": phrase("a Rich Text file"),
    b"\x89PNG": phrase("an image"),
    b"\xff\xd8\xff": phrase("an image"),
    b"GIF8": phrase("an image"),
    b"II*\x00": phrase("an image"),
    b"MM\x00*": phrase("an image"),
    b"\x1f\x8b": phrase("a compressed file"),
    b"7z\xbc\xaf": phrase("a compressed file"),
    b"Rar!": phrase("a compressed file"),
    b"\x7fELF": phrase("a program"),
    b"MZ\x90": phrase("a program"),
}


@dataclass(frozen=True, slots=True)
class Extract:
    """What a file says: its text, `format` (text, pdf, docx, html), `encoding` and number of `pages`."""

    text: str
    format: str
    encoding: str = ""
    pages: int | None = None
    findings: tuple[Finding, ...] = field(default=())


def text_of(content: bytes, name: str = "") -> Extract:
    """The text of a file's bytes. `name` is only quoted in refusals.

    Raises Refusal with a code `source.…`: empty, too_large, format, encoding, binary, damaged,
    encrypted, no_text_layer, bomb.
    """
    _check_size(content, name)
    if content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"%PDF-"):
        from dispositif.engines.reading.sources.pdf import pdf_text

        return pdf_text(content, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from dispositif.engines.reading.sources.docx import docx_text

        return docx_text(content, name)
    for head, kind in _OTHERS.items():
        if content.startswith(head):
            raise unreadable(name, kind)
    return _plain_or_html(content, name)


def _plain_or_html(content: bytes, name: str) -> Extract:
    from dispositif.engines.reading.sources.plain import decoded

    found = decoded(content, name)
    head = found.text[:2048].lower()
    if any(tag in head for tag in ("<!doctype html", "<html", "<body", "<head>")):
        from dispositif.engines.reading.sources.html import html_text

        return html_text(found)
    return found


def unreadable(name: str, kind: str) -> Refusal:
    """The refusal of a file of another kind."""
    return Refusal(
        "source.format",
        phrase("%(name)s is %(kind)s. Files that can be read: %(formats)s."),
        field="file",
        name=called(name),
        kind=kind,
        formats=FORMATS,
    )


def called(name: str) -> str:
    """How a refusal calls the file."""
    return name or phrase("The file")


def _check_size(content: bytes, name: str) -> None:
    if not content.strip():
        raise Refusal("source.empty", phrase("%(name)s is empty."), field="file", name=called(name))
    if len(content) > LARGEST:
        raise Refusal(
            "source.too_large",
            phrase("%(name)s has %(size)s MB; at most %(limit)s MB are read."),
            field="file",
            name=called(name),
            size=f"{len(content) / 1024 / 1024:.1f}",
            limit=LARGEST // 1024 // 1024,
        )
