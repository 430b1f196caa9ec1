"""The arithmetic of the chain: no table, no clock."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""What stands before the first entry."""


def content_digest(key: bytes, content: Any) -> str:
    """Keyed, so that a short content cannot be guessed from its digest once disposed of."""
    return _digest(key, content)


def entry_digest(key: bytes, fields: Sequence[object], previous: str) -> str:
    """The digest of one entry: all its fields in order, and the digest before it."""
    return _digest(key, [*(str(field) for field in fields), previous])


def row_digest(key: bytes, fields: Sequence[object]) -> str:
    """The digest of a row that stands for itself, or of a seal: all its fields in order."""
    return _digest(key, spoken(fields))


def spoken(row: Sequence[object]) -> list[str]:
    """The fields as digests read them: moments in UTC to the microsecond."""
    return [_moment(part) if isinstance(part, datetime) else str(part) for part in row]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _digest(key: bytes, thing: Any) -> str:
    said = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
