"""A file is what its content is; what is not taken is refused by what it is, whatever it is called."""

import zipfile

import pytest

from dispositif.files.kinds import MEDIA, Kind, check_kind, kind_of, named
from dispositif.kernel.refusal import Refusal
from tests.files import samples

TAKEN = [
    ("letter.pdf", samples.PDF, Kind.PDF),
    ("LETTER.PDF", samples.PDF, Kind.PDF),
    ("NV 12.2026", samples.PDF, Kind.PDF),
    ("no ending", samples.PDF, Kind.PDF),
    ("a.docx", samples.word(), Kind.DOCX),
    ("a.xlsx", samples.sheet(), Kind.XLSX),
    ("a.odt", samples.odt(), Kind.ODT),
    ("a.png", samples.png(), Kind.PNG),
    ("a.jpg", samples.JPEG, Kind.JPEG),
    ("a.jpeg", samples.JPEG, Kind.JPEG),
    ("a.tif", samples.TIFF, Kind.TIFF),
    ("a.tiff", samples.TIFF_BE, Kind.TIFF),
    ("a.txt", "Note verbale no 12 — à l’attention du Secrétariat\n".encode(), Kind.TEXT),
    ("a.txt", b"\xef\xbb\xbfwith a mark", Kind.TEXT),
    ("a.txt", "مذكرة شفوية".encode(), Kind.TEXT),
]
TRAPS = {
    "a program named .pdf": ("letter.pdf", samples.EXE),
    "an ELF program": ("letter.pdf", samples.ELF),
    "a PDF behind junk": ("letter.pdf", b"junk" * 50 + samples.PDF),
    "a program that is a PDF further on": ("letter.pdf", samples.EXE[:64] + samples.PDF),
    "a PDF that is a ZIP too": ("letter.pdf", samples.PDF + samples.package(("a.js", "x"))),
    "a picture that is a ZIP too": ("a.png", samples.png() + samples.package(("a.js", "x"))),
    "a bare ZIP": ("a.docx", samples.package(("a.txt", "x"))),
    "an empty ZIP": ("a.docx", samples.package()),
    "half a ZIP": ("a.docx", samples.word()[:500]),
    "macros in a document": ("a.docx", samples.grown(samples.word(), "word/vbaProject.bin", "x")),
    "macros anywhere": ("a.xlsx", samples.grown(samples.sheet(), "xl/VBAPROJECT.BIN", "x")),
    "macros declared": ("a.docx", samples.with_macros("word.document")),
    "macros in ODT": ("a.odt", samples.odt(("Basic/Standard/Module1.xml", "<x/>"))),
    "ODS": ("a.odt", samples.package(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))),
    "a bomb": ("a.docx", samples.grown(samples.word(), "word/media/x", "0" * 40_000_000)),
    "HTML": ("a.txt", b"<!DOCTYPE html><html><script>alert(1)</script></html>"),
    "HTML without its head": ("a.txt", b"  <script>alert(1)</script>"),
    "SVG": ("a.png", b'<?xml version="1.0"?><svg/>'),
    "SVG behind a mark": ("a.txt", b"\xef\xbb\xbf<svg onload='x'/>"),
    "a script": ("a.txt", b"#!/bin/sh\nrm -rf /\n"),
    "RTF": ("a.rtf", rb"{\rtf1\ansi Text}"),
    "mail": ("a.eml", samples.EML),
    "PostScript": ("a.txt", b"%!PS-Adobe-3.0\n"),
    "an old Word document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "GIF": ("a.gif", b"GIF89a" + bytes(30)),
    "Latin-1": ("a.txt", "é".encode("latin-1")),
    "UTF-16": ("a.txt", "text".encode("utf-16")),
    "text with a NUL": ("a.txt", b"text\x00more"),
    "escape codes": ("a.txt", b"\x1b[2Jtext"),
}


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN)
def test_taken(name: str, content: bytes, kind: Kind) -> None:
    assert check_kind(name, content) is kind
    assert kind in MEDIA


@pytest.mark.parametrize("trap", TRAPS)
def test_traps(trap: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_kind(*TRAPS[trap])
    assert refusal.value.code == "files.kind_not_taken"
    assert "DOCX" in str(refusal.value)


def test_a_refusal_says_what_it_is() -> None:
    with pytest.raises(Refusal, match=r"letter\.pdf is not taken: by its content it is .*[Ee]xecutable"):
        check_kind("letter.pdf", samples.EXE)
    assert named(samples.package(("a", "x"))) == "ZIP"
    assert named(b"\x01\x02\x03\x04\x05\x06\x07") == "—"


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_empty(content: bytes) -> None:
    with pytest.raises(Refusal, match="empty"):
        check_kind("a.pdf", content)


@pytest.mark.parametrize("name", ["letter.exe", "letter.docx", "letter.pdf.js", f"{'x' * 200}.exe"])
def test_a_name_that_says_otherwise(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        check_kind(name, samples.PDF)
    assert refusal.value.code == "files.kind_differs"
    assert "PDF" in str(refusal.value)


def test_an_office_file_inside_a_pdf_does_not_make_it_another_kind() -> None:
    inside = samples.package(("word/document.xml", "x"), how=zipfile.ZIP_STORED)
    assert kind_of(samples.PDF + inside + b"\nendstream\n%%EOF\n") is Kind.PDF


def test_a_package_behind_a_passphrase_is_not_taken() -> None:
    content = bytearray(samples.word())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flag] |= 1
    assert kind_of(bytes(content)) is None
