"""Which language a text is in: the one whose organ line and openers it shows."""

import re
from itertools import islice

from dispositif.engines.reading.lexicon import CODES, Lexicon, lexicon

_HEADS = re.compile(r"^[ \t]*(?:\d{1,3} ?\. ?)?(?=[^\W\d_])", re.MULTILINE)
_ENOUGH = 2000


def language_of(folded: str) -> Lexicon | None:
    """The language whose organ line the text shows; of several, or none, the one with the most openers.

    None when no language shows any.
    """
    known = [lexicon(code) for code in CODES]
    named = [one for one in known if _organ_line(one).search(folded)]
    if len(named) == 1:
        return named[0]
    heads = [match.end() for match in islice(_HEADS.finditer(folded), _ENOUGH)]
    scores = [(_score(one, folded, heads), -place, one) for place, one in enumerate(named or known)]
    best = max(scores)
    return best[2] if best[0] else None


def _organ_line(one: Lexicon) -> re.Pattern[str]:
    return one.compiled(
        "organs.head!", lambda: rf"(?m)^[ \t]*(?:{one.raw['organs']['line']}) ?,(?:[ \t*]*$| )"
    )


def _score(one: Lexicon, folded: str, heads: list[int]) -> int:
    return sum(one.any_opener(folded, head) is not None for head in heads)
