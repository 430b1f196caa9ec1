"""Words made comparable: for search, for sorting, for telling two texts apart. No Django."""

import hashlib
import re
import unicodedata
from functools import cache

CONFIGURATIONS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
"""PostgreSQL's text search configuration of each language; Chinese has none and uses `simple`."""

_TATWEEL_AND_VOWELS = re.compile(r"[\u0640\u064b-\u0652\u0670]")


def digest(text: str) -> str:
    """What tells two texts apart: SHA-256 over the text, white space made single."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def folded(text: str) -> str:
    """Without accents, vowel marks or case, apostrophes as blanks: the same for text and query."""
    plain = _TATWEEL_AND_VOWELS.sub("", text).replace("’", " ").replace("'", " ")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(one for one in decomposed if not unicodedata.combining(one)).lower()


def configuration(language: str) -> str:
    """The text search configuration of a language."""
    return CONFIGURATIONS.get(language, "simple")


def sort_key(words: str) -> str:
    """A text that PostgreSQL's C collation orders as the Unicode collation algorithm orders the words."""
    return "".join(f"{weight:04x}" for weight in _collator().sort_key(words))


@cache
def _collator():  # type: ignore[no-untyped-def]
    from pyuca import Collator

    return Collator()
