"""Which kind a file is, by its content alone: what is taken for letters and annexes, and nothing else.

Strict where programs are lenient: the mark of a kind stands at the very first byte, packages are looked
into before they are taken, and no file is two kinds at once. What is refused is named by puremagic.
"""

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

import puremagic

from dispositif.files.workbooks import RATIO, UNPACKED
from dispositif.kernel.refusal import Refusal, phrase


class Kind(StrEnum):
    """What is taken."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    PNG = "png"
    JPEG = "jpeg"
    TIFF = "tiff"
    TEXT = "text"


TAKEN = "PDF, DOCX, XLSX, ODT, PNG, JPEG, TIFF, TXT (UTF-8)"
MEDIA: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.TIFF: "image/tiff",
    Kind.TEXT: "text/plain; charset=utf-8",
}
ENDINGS: dict[Kind, tuple[str, ...]] = {
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    Kind.ODT: (".odt",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Kind.TIFF: (".tif", ".tiff"),
    Kind.TEXT: (".txt", ".text", ".csv", ".md"),
}
"""The endings of names that say the same as the content; the first is the usual one."""
_MARKS = {
    b"%PDF-": Kind.PDF,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"\xff\xd8\xff": Kind.JPEG,
    b"II*\x00": Kind.TIFF,
    b"MM\x00*": Kind.TIFF,
}
_ZIP, _ZIP_END, _ZIP_END_LENGTH = b"PK\x03\x04", b"PK\x05\x06", 22
_OFFICE = {"wordprocessingml.document.main+xml": Kind.DOCX, "spreadsheetml.sheet.main+xml": Kind.XLSX}
_ODT = b"application/vnd.oasis.opendocument.text"
_MACROS = re.compile(r"(^|/)(vbaproject|vbadata|macros|basic/|scripts/)", re.IGNORECASE)
_READ = 1 << 20
"""Bytes of a package's list of contents that are read; real ones have some thousands."""
_UNHELD = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(
    r"\s*(<[!?/a-z]|\{\\rtf|#!|%!ps|mime-version:|(from|received|return-path): )", re.IGNORECASE
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)
_SAYS_NOTHING = re.compile(r"\.\d+")
"""An ending such as that of `NV 12.2026`."""


def check_kind(name: str, content: bytes) -> Kind:
    """The kind of the content; `name` is what it was called, for refusals and for its ending.

    Refusals: `files.kind_not_taken` (says what it is, and what is taken), `files.kind_differs`.
    """
    found, ending = kind_of(content), PurePath(name).suffix.lower()[:20]
    if found is None:
        raise _not_taken(name[:80], content)
    if ending and not _SAYS_NOTHING.fullmatch(ending) and ending not in ENDINGS[found]:
        raise Refusal(
            "files.kind_differs",
            phrase("%(name)s is called %(ending)s, but its content is %(kind)s: name it as what it is."),
            field="file",
            name=name[:80],
            ending=ending,
            kind=found.upper(),
        )
    return found


def kind_of(content: bytes) -> Kind | None:
    """The kind that is taken, or None for anything else."""
    if content.startswith(_ZIP):
        return _package(content)
    for mark, kind in _MARKS.items():
        if content.startswith(mark):
            return None if _ends_as_zip(content) else kind
    return Kind.TEXT if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    """UTF-8 in which somebody writes: not empty, no control characters, no markup, script or mail."""
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(said.strip()) and not _UNHELD.search(said) and not _MARKUP.match(said)


def _ends_as_zip(content: bytes) -> bool:
    """Whether a package is hung behind another kind: its end record closes the file."""
    tail = content[-(_ZIP_END_LENGTH + 0xFFFF) :]
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) < at + _ZIP_END_LENGTH:
        return False
    comment = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at + _ZIP_END_LENGTH + comment == len(tail)


def _package(content: bytes) -> Kind | None:
    """DOCX, XLSX or ODT without macros, passphrase or bomb; by what the package says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 or _MACROS.search(part.filename) for part in parts) or _bomb(parts):
                return None
            names = [part.filename for part in parts]
            if names[0] == "mimetype":
                return Kind.ODT if package.open("mimetype").read(_READ) == _ODT else None
            return _office(package.open("[Content_Types].xml").read(_READ).decode())
    except (*_DAMAGED, IndexError):
        return None


def _office(said: str) -> Kind | None:
    kinds = [kind for main, kind in _OFFICE.items() if main in said]
    return kinds[0] if len(kinds) == 1 and "macroEnabled" not in said else None


def _bomb(parts: list[zipfile.ZipInfo]) -> bool:
    """By what the parts declare, beyond which Python's zipfile unpacks nothing."""
    packed = any(part.file_size > RATIO * max(part.compress_size, 1 << 16) for part in parts)
    return packed or sum(part.file_size for part in parts) > UNPACKED


def _not_taken(name: str, content: bytes) -> Refusal:
    if not content.strip():
        return Refusal("files.empty", phrase("%(name)s is empty."), field="file", name=name)
    return Refusal(
        "files.kind_not_taken",
        phrase("%(name)s is not taken: by its content it is %(kind)s. Taken are: %(taken)s, without macros."),
        field="file",
        name=name,
        kind=named(content),
        taken=TAKEN,
    )


def named(content: bytes) -> str:
    """What something that is not taken seems to be, in puremagic's words; a package is called one."""
    if content.startswith(_ZIP):
        return "ZIP"
    try:
        best = puremagic.magic_string(content)[0]
    except (puremagic.PureError, ValueError, IndexError):
        return "—"
    return best.name or best.extension or best.mime_type or "—"
