"""Real resolutions of both languages: each reading stands, and hardly a verb is unknown."""

import json
import lzma
from collections.abc import Iterator
from itertools import islice

import pytest

from dispositif.engines.reading import read
from dispositif.engines.reading.verify import verify
from dispositif.kernel.refusal import Refusal
from tests.engines.reading.texts import SHARED, needs

STEP, COUNT = 37, 50
"""Every 37th resolution of a corpus, 50 of them."""


def english() -> Iterator[str]:
    with lzma.open(
        needs(SHARED / "resolutions" / "eosg_en_paragraphs.jsonl.xz"), "rt", encoding="utf-8"
    ) as lines:
        for line in islice((line for line in lines if "_RES_" in line[:60]), 0, None, STEP):
            paragraphs = json.loads(line)["paragraphs"]
            yield "\n\n".join(f"{one.get('prefix') or ''} {one.get('text') or ''}" for one in paragraphs)


def french() -> Iterator[str]:
    with lzma.open(
        needs(SHARED / "resolutions" / "unres_fr_paragraphs.jsonl.xz"), "rt", encoding="utf-8"
    ) as lines:
        for line in islice(lines, 0, None, STEP):
            paragraphs = json.loads(line)["paragraphs"]
            yield "\n\n".join(
                said for one in paragraphs for said in one.get("items_fr") or [one.get("text_fr", "")]
            )


@pytest.mark.parametrize(("texts", "most"), [(english, 0.01), (french, 0.02)])
def test_real_resolutions_are_read(texts: object, most: float) -> None:
    assert callable(texts)
    numbered = unknown = refused = 0
    for text in islice(texts(), COUNT):
        try:
            reading = read(text)
        except Refusal:
            refused += 1
            continue
        assert [str(finding) for finding in verify(reading, text)] == []
        roots = [one for one in reading.operative if one.number and not one.level]
        numbered += len(roots)
        unknown += sum(not one.acts for one in roots)
    assert refused <= 1
    assert numbered > 700
    assert unknown / numbered < most
