"""Files of every kind that is taken, and the traps, made here byte by byte."""

import io
import struct
import zipfile
import zlib

from docx import Document as Word
from openpyxl import Workbook

ODT = "application/vnd.oasis.opendocument.text"


def package(*parts: tuple[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as made:
        for name, part in parts:
            made.writestr(name, part)
    return content.getvalue()


def word() -> bytes:
    """A document as python-docx writes it."""
    content, made = io.BytesIO(), Word()
    made.add_paragraph("Note verbale")
    made.save(content)
    return content.getvalue()


def sheet() -> bytes:
    content, made = io.BytesIO(), Workbook()
    made.active["A1"] = "State"  # type: ignore[index]
    made.save(content)
    return content.getvalue()


def odt(*more: tuple[str, str]) -> bytes:
    return package(("mimetype", ODT), ("content.xml", "<x/>"), *more, how=zipfile.ZIP_STORED)


def png() -> bytes:
    """One white pixel."""
    rows = zlib.compress(b"\x00\xff\xff\xff")
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    said = (
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(said)


def with_macros(kind: str) -> bytes:
    """The list of contents of a workbook or document that carries macros, without the macros' own part."""
    said = f'<Types><Override ContentType="application/vnd.ms-{kind}.macroEnabled.main+xml"/></Types>'
    return package(("[Content_Types].xml", said), ("word/document.xml", "<x/>"))


def grown(content: bytes, name: str, part: str) -> bytes:
    """A package with one more part."""
    whole = io.BytesIO(content)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, part)
    return whole.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\xff\xdb" + bytes(60) + b"\xff\xd9"
TIFF = b"II*\x00\x08\x00\x00\x00\x01\x00" + bytes(40)
TIFF_BE = b"MM\x00*\x00\x00\x00\x08" + bytes(40)
EXE = b"MZ\x90\x00" + bytes(56) + b"\x80\x00\x00\x00" + bytes(64) + b"PE\x00\x00"
ELF = b"\x7fELF\x02\x01\x01" + bytes(60)
EML = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nText\r\n"
EICAR_LIKE = b"DISPOSITIF-TEST-SIGNATURE: this text is known to the scanner of the tests\n"
