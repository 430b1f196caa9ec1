"""A virus scanner that speaks the protocol of clamd (clamd(8)), if `DISPOSITIF_CLAMD` names one.

`unix:/path` or `tcp://host:port`. Without the variable nothing is scanned; with it nothing is kept
unscanned: a scanner that is away, slow or answers nonsense is a refusal, and the sender tries again.
"""

import os
import re
import socket
from collections.abc import Iterator

from dispositif.kernel.refusal import Refusal, phrase

PATIENCE = 60.0
"""Seconds for each answer; clamd gives up a file after 120 by itself."""
_CHUNK = 1 << 18
_LONGEST = 4096
"""Bytes of an answer; clamd's are one line."""
_TCP = re.compile(r"tcp://(?P<host>\[[0-9a-fA-F:.]+\]|[^:/\s\[\]]+):(?P<port>\d{1,5})")
_FOUND = re.compile(r"stream: (?P<signature>.+) FOUND")


class _Away(Exception):
    """The scanner did not answer as the protocol has it."""


def switched_on() -> bool:
    """Whether a scanner is named."""
    return bool(_place())


def scan(name: str, content: bytes) -> str:
    """The engine that found nothing in the content; an empty text when no scanner is switched on.

    Refusals: `files.infected` (names the signature), `files.scanner_limit`, `files.scanner_away`.
    """
    if not switched_on():
        return ""
    try:
        answer = _asked(b"zINSTREAM\0", content)
        engine = _asked(b"zVERSION\0")
    except (OSError, _Away) as away:
        raise _away(str(away)) from away
    return _judged(name[:80], answer, engine)


def _judged(name: str, answer: str, engine: str) -> str:
    if found := _FOUND.fullmatch(answer):
        signature = found["signature"][:100]
        said = phrase("%(name)s was not taken: the scanner found %(signature)s in it.")
        raise Refusal("files.infected", said, field="file", name=name, signature=signature)
    if "size limit exceeded" in answer:
        said = phrase(
            "%(name)s is larger than the scanner takes: an administrator can raise its StreamMaxLength."
        )
        raise Refusal("files.scanner_limit", said, field="file", name=name)
    if answer != "stream: OK" or not engine.startswith("ClamAV "):
        raise _away(f"{answer[:100]} / {engine[:100]}")
    return engine[:120]


def present() -> str:
    """The version of the scanner that answers now; an empty text when none is switched on."""
    if not switched_on():
        return ""
    try:
        if _asked(b"zPING\0") != "PONG":
            raise _Away("no PONG")
        return _asked(b"zVERSION\0")
    except (OSError, _Away) as away:
        raise _away(str(away)) from away


def _asked(command: bytes, content: bytes | None = None) -> str:
    """One command on a connection of its own, and its answer; content goes in chunks behind it."""
    with _connected() as line:
        line.sendall(command)
        try:
            for chunk in _chunks(content):
                line.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass  # clamd closes in the middle to say that it takes no more: its answer waits to be read
        return _answer(line)


def _chunks(content: bytes | None) -> Iterator[bytes]:
    """Each part behind its length in four bytes, the highest first; a length of nought ends them."""
    if content is None:
        return
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        yield len(part).to_bytes(4, "big") + part
    yield bytes(4)


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said:
        part = line.recv(_LONGEST)
        if not part or len(said) > _LONGEST:
            raise _Away("no answer")
        said += part
    return said.split(b"\0", 1)[0].decode("utf-8", "replace").strip()


def _connected() -> socket.socket:
    place = _place()
    if place.startswith("unix:/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(place.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    if found := _TCP.fullmatch(place):
        return socket.create_connection((found["host"].strip("[]"), int(found["port"])), PATIENCE)
    said = phrase("DISPOSITIF_CLAMD is not understood: write unix:/path or tcp://host:port.")
    raise Refusal("files.scanner_malformed", said, field="DISPOSITIF_CLAMD")


def _away(cause: str) -> Refusal:
    return Refusal(
        "files.scanner_away",
        phrase("The file could not be scanned, so it was not kept: the scanner does not answer. Try again."),
        field="file",
        cause=cause[:200],
    )


def _place() -> str:
    return os.environ.get("DISPOSITIF_CLAMD", "").strip()
