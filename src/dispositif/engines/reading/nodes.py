"""The tiling of the given text: every character in exactly one node."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispositif.engines.reading.problem import Node, NodeKind
from dispositif.engines.reading.source import Source


@dataclass(frozen=True, slots=True)
class Stretch:
    """A labelled stretch of the composed text."""

    kind: NodeKind
    start: int
    end: int
    owner: str = ""


def tile(source: Source, stretches: list[Stretch]) -> tuple[Node, ...]:
    """Nodes over the whole given text, in order: stretches as labelled, the rest blank or debris."""
    nodes: list[Node] = []
    place = 0
    for one in _merged(source.text, sorted(stretches, key=lambda stretch: (stretch.start, stretch.end))):
        start = max(one.start, place)
        if start >= one.end:
            continue
        _between(nodes, source, place, start)
        _add(nodes, source, one.kind, start, one.end, one.owner)
        place = one.end
    _between(nodes, source, place, len(source.text))
    return tuple(nodes)


def _merged(text: str, stretches: list[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one kind and owner with nothing but white space between them, as one."""
    kind, owner, start, end = NodeKind.BLANK, "", 0, 0
    for one in stretches:
        if one.kind is kind and one.owner == owner and (one.start <= end or text[end : one.start].isspace()):
            end = max(end, one.end)
            continue
        if start < end:
            yield Stretch(kind, start, end, owner)
        kind, owner, start, end = one.kind, one.owner, one.start, one.end
    if start < end:
        yield Stretch(kind, start, end, owner)


def _between(nodes: list[Node], source: Source, start: int, end: int) -> None:
    if start < end:
        kind = NodeKind.DEBRIS if source.text[start:end].strip() else NodeKind.BLANK
        _add(nodes, source, kind, start, end, "")


def _add(nodes: list[Node], source: Source, kind: NodeKind, start: int, end: int, owner: str) -> None:
    left, right = source.back(start), source.back(end)
    if end == len(source.text):
        right = len(source.given)
    if left < right:
        nodes.append(Node(kind, left, right, owner))
