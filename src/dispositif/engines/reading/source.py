"""The given text, composed (NFC) for reading, and the way back to its own characters."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from dispositif.engines.reading.problem import Span, Text

_GAP = re.compile(r"[^\S ]\s*|\s{2,}|[\u00ad\u200b\ufeff]+")
_CLUSTER = re.compile(
    r"[^\u0300-\u036f\u1100-\u11ff\u0590-\u08ff\u3099\u309a][\u0300-\u036f\u1100-\u11ff\u0590-\u08ff\u3099\u309a]*"
)
_FOLD = (
    ("’", "'"),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("‘", "'"),
    ("ʼ", "'"),
    ("‑", "-"),
    ("\u2009", " "),
    *zip("éèêëàâäîïôöûùüç", "eeeeaaaiioouuuc", strict=True),
)


class Source:
    """`text` composed; `back(offset)` is the offset in the text as given."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = given if given.isascii() else unicodedata.normalize("NFC", given)
        self._starts: list[int] = []
        self._given_starts: list[int] = []
        if self.text != given:
            self._map()

    def _map(self) -> None:
        """Compose cluster by cluster, noting where the two texts fall apart."""
        out: list[str] = []
        here = there = 0
        shift: int | None = None
        for cluster in _clusters(self.given):
            composed = unicodedata.normalize("NFC", cluster)
            if there - here != shift:
                shift = there - here
                self._starts.append(here)
                self._given_starts.append(there)
            out.append(composed)
            here += len(composed)
            there += len(cluster)
        self.text = "".join(out)
        self._starts.append(here)
        self._given_starts.append(there)

    def home(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans of the composed text, empty ones left out, as spans of the given text."""
        if not self._starts:
            return tuple(span for span in spans if span[0] < span[1])
        return tuple((self.back(left), self.back(right)) for left, right in spans if left < right)

    def original(self, content: Text) -> Text:
        """A normalised text whose pieces point into the given text."""
        if not self._starts:
            return content
        return Text(content.value, tuple((at, self.back(place), size) for at, place, size in content.pieces))

    def back(self, offset: int) -> int:
        """The offset in the given text; one inside a composed cluster falls on its beginning."""
        if not self._starts:
            return offset
        place = bisect_right(self._starts, offset) - 1
        moved = self._given_starts[place] + offset - self._starts[place]
        limit = self._given_starts[place + 1] if place + 1 < len(self._starts) else len(self.given)
        return min(moved, limit)


def _clusters(text: str) -> Iterable[str]:
    place = 0
    while place < len(text):
        end = place + 1
        while (end < len(text) and not unicodedata.is_normalized("NFC", text[place] + text[end])) or (
            end < len(text) and unicodedata.combining(text[end])
        ):
            end += 1
        yield text[place:end]
        place = end


def fold(text: str) -> str:
    """Lower case, no accents (old prints lack them), one apostrophe and hyphen; as long as `text`."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    if lower.isascii():
        return lower
    for sign, plain in _FOLD:
        if sign in lower:
            lower = lower.replace(sign, plain)
    return lower


def normalise(text: str, spans: Sequence[Span]) -> Text:
    """The text of `spans`, joined: white space made single, trimmed, line-end hyphens kept.

    A word broken behind a hyphen at a line end keeps the hyphen and loses the break. Soft hyphens
    and zero-width blanks are dropped. Spans with white space between them are parted by a blank.
    """
    out: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length, before, blank = 0, -1, False
    for start, right in _runs(text, spans):
        left = start + (blank and text[start] == " ")
        if before >= 0 and not blank and text[left] != " " and _parted(text, before, left):
            out.append(" ")
            length += 1
        before = right
        if left < right:
            out.append(text[left:right])
            pieces.append((length, left, right - left))
            length += right - left
        blank = out[-1][-1] == " "
    return _trimmed("".join(out), pieces)


def _runs(text: str, spans: Sequence[Span]) -> Iterable[Span]:
    """Stretches of the spans without odd white space inside."""
    for start, end in spans:
        place = start
        said = text[start:end]
        if said.isprintable() and "  " not in said:  # no white space but single blanks, nothing unseen
            if said:
                yield start, end
            continue
        for gap in _GAP.finditer(text, start, end):
            if place < gap.start():
                yield place, gap.start()
            place = gap.end()
        if place < end:
            yield place, end


def _parted(text: str, end: int, start: int) -> bool:
    """Whether what lies between two stretches parts words: white space, but no break behind a hyphen."""
    between = text[end:start]
    if not between or not (between.isspace() or any(map(str.isspace, between))):
        return False
    broken = "\n" in between and text[end - 1] in "-‐‑" and text[end - 2 : end - 1].isalnum()
    return not (broken and text[start].isalnum())


def _trimmed(value: str, pieces: list[tuple[int, int, int]]) -> Text:
    bare = value.strip()
    if len(bare) == len(value):
        return Text(value, tuple(pieces))
    lead = len(value) - len(value.lstrip())
    value = bare
    kept = []
    for offset, source, size in pieces:
        at = offset - lead
        cut = max(0, -at)
        length = min(size - cut, len(value) - max(at, 0))
        if length > 0:
            kept.append((max(at, 0), source + cut, length))
    return Text(value, tuple(kept))


def origin(content: Text, offset: int) -> int:
    """Where the character at `offset` of a normalised text stands in the given text."""
    place = bisect_right(content.pieces, offset, key=lambda piece: piece[0]) - 1
    if place < 0:
        return content.pieces[0][1] if content.pieces else 0
    start, source, length = content.pieces[place]
    return source + min(offset - start, length)


def landing(content: Text, position: int) -> int:
    """The offset in a normalised text at which a position of the given text falls."""
    place = bisect_left(content.pieces, position, key=lambda piece: piece[1] + piece[2])
    if place == len(content.pieces):
        return len(content.value)
    start, source, _ = content.pieces[place]
    return start + max(0, position - source)
