"""What later rooms say of their kinds of due rows and messages: in which words, why on that day.

Filled from AppConfigs: `word("mandates.report", phrase("Report on %(label)s"), name=phrase("Reports
requested"))`, `because("mandates.report", how_found)`. Who sees them: `secrecy.subjects`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Translate = Callable[[str], str]
Because = Callable[[Mapping[str, Any], Translate], str]
"""(facts of the due row, gettext of the active language) → one sentence, or an empty text."""

_NAMED = re.compile(r"%\((\w+)\)s")
_GIVEN = {"label", "occurrence"}
_words: dict[str, str] = {}
_names: dict[str, str] = {}
_reasons: dict[str, Because] = {}


def word(kind: str, sentence: str, *, name: str = "") -> None:
    """The words of a kind of due row or message: an English sentence marked by `phrase`.

    `%(label)s` is the subject's label, `%(occurrence)s` the occurrence, other names are facts; one
    that ends in `_on` is written as a day. With `name` (plural, without facts) lists can be filtered by it.
    """
    _words[kind] = sentence
    if name:
        _names[kind] = name


def because(kind: str, reason: Because) -> None:
    """How the day of such a due row was found, as a sentence made of its facts."""
    _reasons[kind] = reason


def sentence_of(kind: str) -> str:
    """The English sentence of a kind; one that no room has worded shows its subject's label."""
    return _words.get(kind, "%(label)s")


def check_filled(kind: str, facts: Mapping[str, Any]) -> None:
    """LookupError when the sentence of the kind asks for a fact that is not given: a fault of the program."""
    missing = set(_NAMED.findall(sentence_of(kind))) - facts.keys() - _GIVEN
    if missing:
        raise LookupError(f"{kind}: no fact is given for {', '.join(sorted(missing))}")


def named() -> dict[str, str]:
    """Kind → English name, of the kinds by which lists can be filtered."""
    return dict(_names)


def reason_of(kind: str, facts: Mapping[str, Any], translate: Translate) -> str:
    """Why on that day, or an empty text where no room says so."""
    return _reasons[kind](facts, translate) if kind in _reasons else ""
