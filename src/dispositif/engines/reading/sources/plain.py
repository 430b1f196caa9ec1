"""Plain text: UTF-8, UTF-16 with its mark, or Windows-1252 when nothing else fits (and then said so)."""

import codecs
import re

from dispositif.engines.reading.sources.extract import Extract, called
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal, phrase

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_MIXED = re.compile("[ÃÂ][\x80-\xbf]|â€")


def decoded(content: bytes, name: str = "") -> Extract:
    """The text of plain bytes with its encoding; Refusal `source.encoding` or `source.binary`."""
    text, encoding, findings = _decode(content, name)
    if place := _CONTROL.search(text):
        raise Refusal(
            "source.binary",
            phrase("%(name)s is not text: control character %(sign)s at character %(place)s."),
            field="file",
            name=called(name),
            sign=f"U+{ord(place.group()):04X}",
            place=place.start(),
        )
    if _MIXED.search(text):
        findings = (*findings, _twice())
    return Extract(text, "text", encoding, findings=findings)


def _decode(content: bytes, name: str) -> tuple[str, str, tuple[Finding, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), encoding, ()
            except UnicodeDecodeError as error:
                raise _wrong(name, encoding, error.start) from error
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        return _windows(content, name, error)


def _windows(content: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str, tuple[Finding, ...]]:
    """Windows-1252, if the bytes then read as words: few of them beyond ASCII, none undefined."""
    beyond = sum(byte > 0x7F for byte in content[:20000])
    if beyond * 4 > len(content[:20000]) or b"\x00" in content:
        raise _wrong(name, "utf-8", error.start) from error
    try:
        return content.decode("cp1252"), "cp1252", (_guessed(),)
    except UnicodeDecodeError:
        raise _wrong(name, "utf-8", error.start) from error


def _wrong(name: str, encoding: str, place: int) -> Refusal:
    return Refusal(
        "source.encoding",
        phrase("%(name)s is not %(encoding)s text: byte %(place)s cannot be read. Save it as UTF-8."),
        field="file",
        name=called(name),
        encoding=encoding.upper(),
        place=place,
    )


def _guessed() -> Finding:
    return Finding(
        "file", "cp1252", Severity.WARNING, "source.cp1252",
        phrase("The file is not UTF-8; it was read as Windows-1252. Check the accents."),
    )  # fmt: skip


def _twice() -> Finding:
    return Finding(
        "file", "", Severity.WARNING, "source.encoded_twice",
        phrase("Accents look as if they had been encoded twice (“Ã©” for “é”)."),
    )  # fmt: skip
