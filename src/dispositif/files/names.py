"""Names of files as they are kept and given back: no folder, no invisible sign, not too long."""

import unicodedata
from pathlib import PurePath

from dispositif.files.kinds import ENDINGS, Kind

LONGEST = 150
"""Characters of a name; file systems hold 255 bytes."""


def safe(name: str) -> str:
    """The last part of a path of any system, without control and direction signs (RFC 6266, 4.3)."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    seen = " ".join(seen.split()).strip(". ") or "file"
    ending = PurePath(seen).suffix[:20]
    return seen if len(seen) <= LONGEST else seen[: LONGEST - len(ending)] + ending


def given_back(name: str, kind: str) -> str:
    """The name under which a file is taken away: its ending says what its content is."""
    seen = safe(name)
    if kind not in ENDINGS or PurePath(seen).suffix.lower() in ENDINGS[Kind(kind)]:
        return seen
    return seen + ENDINGS[Kind(kind)][0]
