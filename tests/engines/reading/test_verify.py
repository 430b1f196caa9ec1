"""The checker names every kind of damage done to a reading."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dispositif.engines.reading import Reading, read
from dispositif.engines.reading.problem import Node, NodeKind, Paragraph
from dispositif.engines.reading.verify import verify
from tests.engines.reading.texts import example

TEXT = example("en")
Damage = Callable[[Reading], Reading]


def _operative(reading: Reading, place: int, **changes: object) -> Reading:
    rows = list(reading.operative)
    rows[place] = replace(rows[place], **changes)  # type: ignore[arg-type]
    return replace(reading, operative=tuple(rows))


def _acting(reading: Reading, **changes: object) -> Reading:
    acts = reading.operative[1].acts
    return _operative(reading, 1, acts=(replace(acts[0], **changes), *acts[1:]))  # type: ignore[arg-type]


def _noted(reading: Reading) -> tuple[int, Paragraph]:
    return next((place, one) for place, one in enumerate(reading.operative) if one.anchors)


def _anchored(reading: Reading, **changes: object) -> Reading:
    place, one = _noted(reading)
    return _operative(reading, place, anchors=(replace(one.anchors[0], **changes),))  # type: ignore[arg-type]


def _blank(reading: Reading) -> Reading:
    nodes = [Node(NodeKind.BLANK, one.start, one.end, one.owner) for one in reading.nodes]
    return replace(reading, nodes=tuple(nodes))


def _cited(reading: Reading) -> Reading:
    first, *others = reading.citations
    return replace(reading, citations=(replace(first, surface="elsewhere"), *others))


def _moved(reading: Reading) -> Reading:
    content = reading.operative[0].content
    offset, place, length = content.pieces[0]
    pieces = ((offset, place + 3, length), *content.pieces[1:])
    return _operative(reading, 0, content=replace(content, pieces=pieces))


DAMAGE: dict[str, Damage] = {
    "verify.tiling": lambda reading: replace(reading, nodes=reading.nodes[1:]),
    "verify.tiling ": lambda reading: replace(reading, nodes=reading.nodes[:-1]),
    "verify.blank": _blank,
    "verify.name": lambda reading: _operative(reading, 1, id=reading.operative[0].id),
    "verify.text": lambda reading: _operative(reading, 0, spans=reading.operative[1].spans),
    "verify.offset": _moved,
    "verify.number": lambda reading: _operative(reading, 1, number="7"),
    "verify.note": lambda reading: _anchored(reading, number=99),
    "verify.mark": lambda reading: _anchored(reading, offset=100_000),
    "verify.act": lambda reading: _acting(reading, verb="Sings"),
    "verify.act ": lambda reading: _acting(reading, addressees=("EVERYBODY",)),
    "verify.strength": lambda reading: _acting(reading, strength=4, strength_range=(0, 1)),
    "verify.citation": _cited,
}


@pytest.mark.parametrize("code", DAMAGE)
def test_every_kind_of_damage_is_named(code: str) -> None:
    reading = read(TEXT)
    assert verify(reading, TEXT) == []
    assert code.strip() in {finding.code for finding in verify(DAMAGE[code](reading), TEXT)}
