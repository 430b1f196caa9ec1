"""The words of a paragraph cut where its verbs, references and notes stand. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of words: an act's verb or not, citing something or not, with notes called behind it."""

    text: str
    verb: bool
    targets: tuple[str, ...]
    notes: tuple[int, ...]


def segments(text: str, marks: Iterable[dict[str, Any]]) -> list[Segment]:
    """Cut `text` at every mark; joined again, the segments are the text."""
    listed = list(marks)
    cuts = {0, len(text)} | {mark[end] for mark in listed for end in ("start", "end")}
    places = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    pairs = pairwise(places)
    return [_segment(text[start:end], start, end, listed) for start, end in pairs]


def _segment(words: str, start: int, end: int, marks: list[dict[str, Any]]) -> Segment:
    over = [mark for mark in marks if mark["start"] <= start and end <= mark["end"]]
    targets = [tuple(mark["targets"]) for mark in over if mark["kind"] == "cite"]
    notes = [mark["number"] for mark in marks if mark["kind"] == "note" and mark["start"] == end]
    verb = any(mark["kind"] == "verb" for mark in over)
    return Segment(words, verb, targets[0] if targets else (), tuple(notes))
