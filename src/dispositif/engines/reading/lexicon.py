"""A language made ready for reading: its data file compiled into tries and patterns, once."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources
from itertools import product
from operator import attrgetter
from typing import Any, NamedTuple

from dispositif.engines.reading.source import fold
from dispositif.kernel.refusal import Refusal, phrase

CODES = ("fr", "en")
"""Languages with a data file, in the order in which they are tried."""

Trie = dict[str, Any]
END = ""
Phrase = tuple[str, re.Pattern[str], str]
"""A literal that every match contains, the pattern, and what it names."""
_PATTERN_TOKEN = re.compile(r"(\\.|\(\?P?<\w+>)|.", re.DOTALL)
_GROUP = re.compile(r"(?:\((?:\?(?:[:=!]|<[=!]))?[^()]*\)|\[[^\]]*\])(?:[?*+]|\{[\d,]*\})?\??")
_LEADING = re.compile(r"\(\?:([^()]*)\)(\??)(?![*+{])")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?|[']")
_NEXT = re.compile(r"( ?, ?|[ ']{0,2})([^\W_]+(?:-[^\W_]+)*-?)")
_ADVERBS = 6
_JOINED = frozenset(("", " ", "'", "  ", " '", "' "))
_JOINED_COMMA = _JOINED | {", ", ",", " , "}


class Opener(NamedTuple):
    """A verb at the head of a clause: act, bare wording, kinds of its adverbs, whether indicative."""

    start: int
    end: int
    act: str
    wording: str
    adverbs: tuple[str, ...]
    indicative: bool


class Lexicon:
    """One language, compiled. Patterns run on folded text (`source.fold`)."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.code: str = raw["code"]
        self.capitals: bool = raw["capitals"]
        self.says = _openers(raw["acts"], "says")
        self.opens = _openers(raw["acts"], "opens")
        self.adverbs = _adverbs(raw["adverbs"])
        leads = {word for word, node in self.adverbs.items() if node.get(END) != "filler" or len(node) > 1}
        self.heads = {id(trie): trie.keys() | leads for trie in (self.says, self.opens)}
        self.leads = self.says.keys() | self.opens.keys() | leads
        self.led = re.compile(_any_of(phrase for phrases in raw["adverbs"].values() for phrase in phrases))
        self.weights = {weight["wording"]: weight for weight in raw["weight"]}
        self.ordinals = _ordinals(raw["ordinals"])
        self.organs: dict[str, str] = {}
        for organ in raw["organ"]:
            for name in organ["names"]:
                self.organs.setdefault(fold(name), organ["id"])
        self.months = {fold(month): place for place, month in enumerate(raw["when"]["months"], 1)}
        self.phrases: dict[str, list[Phrase]] = {}
        self.gates: dict[str, tuple[str, ...]] = {}
        self.patterns: dict[str, re.Pattern[str]] = {}

    def pattern(self, section: str, key: str) -> re.Pattern[str]:
        """A pattern of the data file, compiled once; `{months}` and `{ordinals}` are filled in."""
        name = f"{section}.{key}"
        if name not in self.patterns:
            self.patterns[name] = re.compile(lowered(self.fill(self.raw[section][key])))
        return self.patterns[name]

    def compiled(self, name: str, source: Callable[[], str]) -> re.Pattern[str]:
        """A pattern that a method builds from the data, compiled once under `name`."""
        if name not in self.patterns:
            self.patterns[name] = re.compile(lowered(self.fill(source())))
        return self.patterns[name]

    def seek(
        self,
        name: str,
        folded: str,
        alternatives: Callable[[], Iterable[str]],
        start: int = 0,
        end: int = 1 << 60,
    ) -> re.Match[str] | None:
        """The first place of any of several patterns, searched only where a literal of theirs stands."""
        if name not in self.gates:
            sources = list(alternatives())
            self.gates[name] = tuple({literal(source) for source in sources})
            self.compiled(name, lambda: rf"\b(?:{'|'.join(sources)})(?!\w)")
        for needle in self.gates[name]:
            if needle in folded:
                return self.patterns[name].search(folded, start, end)
        return None

    def gazetteer(self, name: str, listed: Callable[[], Iterable[tuple[str, str]]]) -> list[Phrase]:
        """Phrases of a list of (id, pattern), compiled once, each behind a literal that it contains."""
        if name not in self.phrases:
            made = [
                (literal(way), re.compile(rf"{lowered(way)}(?!\w)"), key)
                for key, source in listed()
                for way in spread(source)
            ]
            self.phrases[name] = sorted(made, key=lambda phrase: -len(phrase[1].pattern))
        return self.phrases[name]

    def fill(self, source: str) -> str:
        """Put the names of months and the ordinal words into a pattern."""
        if "{months}" in source:
            source = source.replace("{months}", "|".join(self.months))
        if "{ordinals}" in source:
            source = source.replace("{ordinals}", "|".join(sorted(self.ordinals, key=len, reverse=True)))
        return source

    def opener(self, folded: str, at: int, trie: Trie) -> Opener | None:
        """The longest verb at offset `at`, adverbs before, inside and behind it skipped."""
        first = _WORD.match(folded, at)
        if not first or first.group() not in self.heads[id(trie)]:
            return None
        if first.group() not in trie and not self.led.match(folded, at):
            return None
        if not (found := _walk(folded, (trie, self.adverbs), trie, at, (), False)):
            return None
        end, (act, wording), seen = found
        return Opener(at, end, act, wording, seen, trie is self.says)

    def any_opener(self, folded: str, at: int) -> Opener | None:
        """An indicative or a participle at offset `at`, whichever is longer."""
        first = _WORD.match(folded, at)
        if not first or first.group() not in self.leads:
            return None
        found = [one for trie in (self.says, self.opens) if (one := self.opener(folded, at, trie))]
        return max(found, key=lambda one: one.end, default=None)


class Hit(NamedTuple):
    """Where a phrase stands, and what it names."""

    start: int
    end: int
    id: str


def hits(phrases: list[Phrase], folded: str, start: int = 0) -> list[Hit]:
    """Every place of every phrase from `start` on, in order, the longer first; they may overlap."""
    found: list[Hit] = []
    for needle, pattern, key in phrases:
        if folded.find(needle, start) < 0:
            continue
        for match in pattern.finditer(folded, start):
            left = match.start()
            if not left or not folded[left - 1].isalnum():
                found.append(Hit(left, match.end(), key))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return found


def apart(found: Iterable[Hit]) -> list[Hit]:
    """The longest where two overlap."""
    kept: list[Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def within(found: list[Hit], start: int, end: int) -> list[Hit]:
    """Those hits, apart from each other, that lie between two offsets."""
    left = bisect_left(found, start, key=_start)
    right = bisect_right(found, end, left, key=_end)
    return found[left:right]


_start = attrgetter("start")
_end = attrgetter("end")


def lowered(source: str) -> str:
    """A pattern for folded text: its letters in lower case, escapes and group names untouched."""
    return _PATTERN_TOKEN.sub(lambda match: match.group() if match.group(1) else fold(match.group()), source)


def spread(source: str) -> list[str]:
    """A pattern with its leading alternatives written out: one that begins with a letter is found fast."""
    match = _LEADING.match(source)
    if not match:
        return [source]
    rest = source[match.end() :]
    return [way + rest for way in match[1].split("|")] + (spread(rest) if match[2] else [])


def literal(source: str) -> str:
    """The longest run of plain letters that every match of a pattern contains."""
    bare = lowered(source)
    while (inner := _GROUP.sub("\x00", bare)) != bare:
        bare = inner
    runs = re.split(r"\\.|.[?*]|[^\w '-]", bare)
    return max(runs, key=len)


Found = tuple[int, tuple[str, str], tuple[str, ...]]
"""Where the words taken end, (act, wording), kinds of adverbs."""


def _walk(
    folded: str, tries: tuple[Trie, Trie], node: Trie, at: int, seen: tuple[str, ...], comma: bool
) -> Found | None:
    """The longest verb from `at` on: each word goes on in the verb or opens an adverb.

    `tries` are verbs and adverbs. Behind an adverb that leads, a comma may stand.
    """
    best: Found | None = (at, node[END], seen) if END in node else None
    word = _NEXT.match(folded, at)
    if not word or len(seen) > _ADVERBS or word[1] not in (_JOINED_COMMA if comma else _JOINED):
        return best
    if (after := node.get(word[2])) is not None:
        best = _walk(folded, tries, after, word.end(), seen, False) or best
    if word[2] in tries[1]:
        end, kind = _adverb(folded, word, tries[1])
        if end:
            leads = node is tries[0]
            onward = _open(node) if kind == "filler" and not leads else node
            other = _walk(folded, tries, onward, end, (*seen, kind), leads)
            if other and (best is None or other[0] > best[0]):
                best = other
    return best


def _open(node: Trie) -> Trie:
    """A verb may go on behind a filler, but does not end there: “Prie le” ends at “Prie”."""
    return {word: after for word, after in node.items() if word != END}


def _adverb(folded: str, word: re.Match[str] | None, adverbs: Trie) -> tuple[int, str]:
    """The longest adverb that begins with a word: where it ends, what kind; (0, "") when there is none."""
    node, best, kind = adverbs, 0, ""
    while word and (node is adverbs or word[1] in _JOINED):
        if (step := node.get(word[2])) is None:
            break
        node = step
        if END in node:
            best, kind = word.end(), node[END]
        word = _NEXT.match(folded, word.end())
    return best, kind


def _any_of(phrases: Iterable[str]) -> str:
    """A quick test for adverbs at a place: their words with anything short between them."""
    words = {r"\W{1,3}".join(_words(phrase)) for phrase in phrases}
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)"


def _words(phrase: str) -> list[str]:
    return [word for word in _WORD.findall(fold(phrase)) if word != "'"]


def _plant(trie: Trie, text: str, value: object) -> None:
    node = trie
    for word in _words(text):
        node = node.setdefault(word, {})
    node.setdefault(END, value)


def _openers(acts: dict[str, dict[str, list[str]]], form: str) -> Trie:
    trie: Trie = {}
    for act, forms in acts.items():
        for text in forms[form]:
            for words in product(*(word.split("|") for word in text.split())):
                _plant(trie, " ".join(words), (act, text))
    return trie


def _adverbs(kinds: dict[str, list[str]]) -> Trie:
    trie: Trie = {}
    for kind, texts in kinds.items():
        for text in texts:
            _plant(trie, text, kind)
    return trie


def _ordinals(rules: dict[str, Any]) -> dict[str, int]:
    """Ordinal words from 1 to 120, by the rule of the language."""
    units: list[str] = rules["units"]
    words = {unit: place for place, unit in enumerate(units, 1)}
    for prefix, base, first, last in rules["series"]:
        for place in range(first, last + 1):
            words[f"{prefix}{units[place - 1]}"] = base + place
    return {fold(word): value for word, value in (words | rules["single"]).items()}


@cache
def lexicon(code: str) -> Lexicon:
    """The compiled language; Refusal `reading.language` when it has no data file."""
    if code not in CODES:
        raise Refusal(
            "reading.language",
            phrase("Texts in “%(asked)s” cannot be read yet; languages are: %(codes)s."),
            field="language",
            asked=code,
            codes=", ".join(CODES),
        )
    place = resources.files("dispositif.engines.reading") / "languages" / f"{code}.toml"
    return Lexicon(tomllib.loads(place.read_text("utf-8")))
