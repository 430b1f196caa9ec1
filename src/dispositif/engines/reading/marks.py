"""Note marks: which digits in the text call a footnote, solved over the whole document at once.

The bodies give the numbers that may be called; first calls come in increasing order, later calls
repeat. A mark glued to a number (`60/1756`, `20063`) is split off where only the split is valid:
no session of the General Assembly adopted more than 360 resolutions, no year has five digits.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dispositif.engines.reading.lexicon import Lexicon
from dispositif.engines.reading.problem import Span

HIGHEST = 360
"""No regular session of the General Assembly has reached this number of resolutions."""

_SIGN = re.compile(
    r"(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|(?<=\w|[»”\")])\s?\[(?P<boxed>\d{1,3})\]"
    r"|(?<=[^\W\d_])(?P<word>\d{1,3})(?![\w/.-]?\w)"
    r"|(?<=[^\W\d_][,;.])(?P<stop>\d{1,3})(?=\s|$)"
    r"|(?<=[)»”\"’])(?P<quote>\d{1,3})(?![\w/-]|[.,]\d)"
    r"|(?<![\w/.,-])(?P<number>\d{1,4}/\d{1,3})\d{1,2}(?![\w/]|-\d)"
    r"|(?<![\w/.,()-])(?P<year>(?:1[89]|20)\d\d)\d{1,2}(?![\w/]|[.,]\d)"
    r"|(?<=[\w»”\")])[ \u00a0]{1,3}(?P<spaced>\d{1,3})(?=[ \u00a0]{1,3}[^\W\d_]|[ \u00a0]{0,2}[,;.)])"
)
# one class of first characters, which the expression engine skips to, then the three kinds of runs
_RUN = re.compile(r"[\d\[⁰¹²³⁴⁵⁶⁷⁸⁹](?:(?<=\[)\d[\d/]*|(?<=\d)[\d/]*|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]*)")
_STOP = re.compile(r"(?:[ \u00a0]+(?=[,.)]))?")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LAST_WORD = re.compile(r"([^\W_]+|[%°])[\W_]*\Z")
_NEXT_WORD = re.compile(r"\s*(%|[^\W_]+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign that may call note `number`: its span, why it may, and how sure that is (1 to 0)."""

    number: int
    start: int
    end: int
    rule: str
    weight: float
    glued_to: str = ""


def solve(text: str, spans: Iterable[Span], bodies: set[int], lexicon: Lexicon) -> list[Mark]:
    """The marks of a document in order. `spans` is the running text, `bodies` the numbers of its notes."""
    found: list[Mark] = []
    doubtful: list[Mark] = []
    highest = 0
    for sign in _signs(text, spans):
        readings = list(_readings(text, sign, bodies, highest, lexicon))
        doubtful += [mark for mark in readings if mark.rule == "mark.glued_doubtful"]
        mark = _chosen([mark for mark in readings if mark.rule != "mark.glued_doubtful"], highest)
        if mark:
            highest = max(highest, mark.number)
            found.append(mark)
    return sorted(found + _called_nowhere(found, doubtful, bodies), key=lambda mark: mark.start)


def _signs(text: str, spans: Iterable[Span]) -> Iterable[re.Match[str]]:
    for start, end in spans:
        for run in _RUN.finditer(text, start, end):
            blanks = _blanks(text, run.start()) if run.start() - start > 3 else 0
            sign = _SIGN.match(text, run.start(), end) or (
                blanks and _SIGN.match(text, run.start() - blanks, end)
            )
            if sign:
                yield sign


def _blanks(text: str, at: int) -> int:
    return 3 - len(text[at - 3 : at].rstrip(" \u00a0"))


def _called_nowhere(found: list[Mark], doubtful: list[Mark], bodies: set[int]) -> list[Mark]:
    """Notes without a call: a glued number that is valid both ways, if it is the only one in its place."""
    more = []
    for number in sorted({mark.number for mark in doubtful} & bodies - {mark.number for mark in found}):
        low = max((mark.start for mark in found if mark.number == number - 1), default=0)
        high = min((mark.start for mark in found if mark.number > number), default=1 << 60)
        fits = [mark for mark in doubtful if mark.number == number and low < mark.start < high]
        if len(fits) == 1:
            more += fits
    return more


def _chosen(marks: list[Mark], highest: int) -> Mark | None:
    """The next number before a repeated one; the surer before the less sure."""
    marks = [mark for mark in marks if mark.weight > 0]
    return max(marks, key=lambda mark: (mark.number == highest + 1, mark.weight), default=None)


def _readings(
    text: str, sign: re.Match[str], bodies: set[int], highest: int, lexicon: Lexicon
) -> Iterable[Mark]:
    kind = str(sign.lastgroup)
    if kind == "raised":
        yield Mark(int(sign["raised"].translate(_SUPERSCRIPT)), *sign.span("raised"), "mark.raised", 1.0)
    elif kind == "boxed":
        yield Mark(
            int(sign["boxed"]),
            sign.start(),
            sign.end(),
            "mark.boxed",
            _fits(int(sign["boxed"]), bodies, highest),
        )
    elif kind in ("word", "stop", "quote"):
        number = int(sign[kind])
        if (
            kind == "stop"
            and text[sign.start() - 1] == "."
            and not (number in bodies and number == highest + 1)
        ):
            return
        if text[sign.start(kind) - 1].isupper() and not (number in bodies and number == highest + 1):
            return
        yield Mark(number, *sign.span(kind), "mark.glued_word", _fits(number, bodies, highest))
    elif kind == "spaced":
        yield from _spaced(text, sign, bodies, highest, lexicon)
    else:
        yield from _split(sign, kind, bodies, highest)


def _fits(number: int, bodies: set[int], highest: int) -> float:
    if number in bodies:
        return 1.0
    if bodies:
        return 0.0 if number > max(bodies) + 3 else 0.6 if number <= highest + 1 else 0.3
    return 0.9 if number == highest + 1 else 0.7 if 0 < number <= highest else 0.0


def _spaced(
    text: str, sign: re.Match[str], bodies: set[int], highest: int, lexicon: Lexicon
) -> Iterable[Mark]:
    """A number between blanks is a mark only as the next in order, and where no noun wants a number."""
    number = int(sign["spaced"])
    fresh = number == highest + 1 or (number in bodies and number > highest)
    if not (
        fresh or (number in bodies and sign.string[sign.end() : sign.end() + 2].strip()[:1] in tuple(",;."))
    ):
        return
    before = _LAST_WORD.search(text, max(0, sign.start() - 40), sign.start())
    after = _NEXT_WORD.match(text, sign.end())
    if before and lexicon.pattern("cite", "plain_before").fullmatch(before.group(1)):
        return
    if after and lexicon.pattern("cite", "plain_after").fullmatch(after.group(1)):
        return
    if after and after.group(1).lower() in lexicon.months:
        return
    end = _STOP.match(text, sign.end()).end()  # type: ignore[union-attr]
    yield Mark(number, sign.start(), end, "mark.spaced", 0.95 if number in bodies else 0.8)


def _split(sign: re.Match[str], kind: str, bodies: set[int], highest: int) -> Iterable[Mark]:
    """Every way to split a glued number whose note exists and whose rest is valid."""
    digits, end = sign.group(), sign.end()
    whole_is_valid = kind == "number" and int(digits.split("/")[1]) <= HIGHEST
    for size in (1, 2, 3):
        number, rest = digits[-size:], digits[:-size]
        if number[0] == "0" or not _valid_rest(rest, kind) or int(number) not in bodies:
            continue
        if int(number) > highest + 1:
            continue
        rule = "mark.glued_year" if kind == "year" else "mark.glued_number"
        rule = "mark.glued_doubtful" if whole_is_valid else rule
        yield Mark(int(number), end - size, end, rule, 0.5 if whole_is_valid else 1.0, rest)


def _valid_rest(rest: str, kind: str) -> bool:
    if kind == "year":
        return len(rest) == 4
    head, _, tail = rest.partition("/")
    return bool(tail) and 0 < int(tail) <= HIGHEST and bool(head)
