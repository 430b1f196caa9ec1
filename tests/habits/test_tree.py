"""The tree speaks of itself alone: no machine, no host, no dependency without its reason."""

import re
from pathlib import Path

from tests.habits.house import ROOT, place, written

MACHINE = re.compile(r"(?<![\w.~/-])/(?:work|root|home|workspace|mnt|Users)/[\w.-]+|\bC:\\\\Users")
HOST = re.compile(
    r"(?:https?|git|ssh|postgres(?:ql)?)://(?:[^/@\s\"']+@)?([A-Za-z0-9.-]+\.[A-Za-z]{2,}|\d+(?:\.\d+){3})"
)
KNOWN = {
    "127.0.0.1": "this machine",
    "www.apache.org": "the licence's own text",
    "schemas.openxmlformats.org": "a namespace of the DOCX format, never fetched",
}
"""Hosts that may be named, each with its reason; names under `.example` belong to nobody (RFC 2606)."""
REGISTRY = re.compile(r"index-url|find-links|trusted-host|pypi\.|pythonhosted|npmjs|://", re.IGNORECASE)
DEPENDENCY = re.compile(r'^\s*"[A-Za-z][\w.-]*(?:\[[\w,-]+\])?\s*[><=~!]')


def texts() -> list[tuple[Path, str]]:
    """Every file of the tree that is text."""
    found = []
    for file in written():
        content = file.read_bytes()
        if b"\x00" not in content[:8000] and file.suffix not in (".pdf", ".docx", ".mo"):
            found.append((file, content.decode("utf-8", errors="replace")))
    return found


def lines(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """(file and line, what matches) all over the tree; this file speaks of what it looks for."""
    return [
        (f"{place(file)}:{number}", match.group(match.re.groups))
        for file, text in texts()
        if file != Path(__file__)
        for number, line in enumerate(text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def test_no_path_of_a_machine_is_written_down() -> None:
    assert lines(MACHINE) == []


def test_no_host_is_named_but_these() -> None:
    named = [(where, host) for where, host in lines(HOST) if not _nobody(host)]
    assert [(where, host) for where, host in named if host not in KNOWN] == []


def test_the_locks_are_hashed_and_name_no_host() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert REGISTRY.findall(text) == [], lock.name
        pinned = re.findall(r"^[A-Za-z0-9][^ #\n]*==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pinned
        assert [one.splitlines()[0] for one in pinned if "--hash=sha256:" not in one] == [], lock.name


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = [line for line in text.splitlines() if DEPENDENCY.match(line)]
    assert len(listed) > 30
    assert [line.strip() for line in listed if "#" not in line] == []


def _nobody(host: str) -> bool:
    return host.endswith((".example", ".invalid", ".test", "example.org", "example.com"))
