"""The order of words: keys computed here, compared byte by byte in the database."""

from functools import cache, lru_cache

from pyuca import Collator


@lru_cache(maxsize=4096)
def sort_key(name: str) -> bytes:
    """The key of the Unicode collation algorithm (default table), two bytes a weight.

    Bytes, not text: PostgreSQL compares `bytea` byte by byte under every locale. É stands with E.
    The table is not tailored: Chinese follows code points, not pinyin.
    """
    return b"".join(weight.to_bytes(2, "big") for weight in _collator().sort_key(name))


@cache
def _collator() -> Collator:
    return Collator()
