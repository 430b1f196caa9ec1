"""Checks any reading against its text without the method that made it.

A reading that passes accounts for every character, takes each paragraph's text from the places it
names, calls only notes that exist or are reported, and quotes its verbs and citations where they stand.
"""

import unicodedata
from collections.abc import Iterator

from dispositif.engines.reading.problem import NodeKind, Paragraph, Reading
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase


def verify(reading: Reading, text: str) -> list[Finding]:
    """What is wrong with a reading of `text`; empty when it stands."""
    return [*_tiling(reading, text), *_paragraphs(reading, text), *_notes(reading), *_quotes(reading)]


def _tiling(reading: Reading, text: str) -> Iterator[Finding]:
    """Every character in exactly one node; blank nodes hold no letter."""
    place = 0
    for node in reading.nodes:
        if node.start != place or node.end <= node.start:
            yield _wrong(
                str(place),
                "verify.tiling",
                phrase("Characters are lost or doubled at %(place)s."),
                place=place,
            )
            return
        if node.kind is NodeKind.BLANK and text[node.start : node.end].strip():
            yield _wrong(
                str(place),
                "verify.blank",
                phrase("Text at %(place)s was taken for white space."),
                place=place,
            )
        place = node.end
    if place != len(text):
        yield _wrong(
            str(place),
            "verify.tiling",
            phrase("The text behind %(place)s is not accounted for."),
            place=place,
        )


def _paragraphs(reading: Reading, text: str) -> Iterator[Finding]:
    """Names are unique, numbers go up by one, and each text is what stands at its places."""
    seen: set[str] = set()
    for paragraph in reading.paragraphs:
        if paragraph.id in seen:
            yield _wrong(
                paragraph.id, "verify.name", phrase("Two paragraphs are called %(name)s."), name=paragraph.id
            )
        seen.add(paragraph.id)
        if _letters("".join(text[left:right] for left, right in paragraph.spans)) != _letters(paragraph.text):
            yield _wrong(
                paragraph.id,
                "verify.text",
                phrase("The text of %(name)s is not at its place."),
                name=paragraph.id,
            )
        yield from _pieces(paragraph, text)
    yield from _numbers(reading)


def _pieces(paragraph: Paragraph, text: str) -> Iterator[Finding]:
    for offset, place, length in paragraph.content.pieces:
        source = unicodedata.normalize("NFC", text[place : place + 2 * length])
        if not source.startswith(paragraph.text[offset : offset + length]):
            yield _wrong(
                paragraph.id, "verify.offset", phrase("Offset %(offset)s of %(name)s points elsewhere."),
                offset=offset, name=paragraph.id,
            )  # fmt: skip
            return


def _numbers(reading: Reading) -> Iterator[Finding]:
    """A gap in the numbers is right only when it was reported."""
    told = {finding.facts.get("last") for finding in reading.findings if finding.code == "reading.gap"}
    last: dict[str, int] = {}
    for paragraph in reading.operative:
        if paragraph.level or not paragraph.number.isdigit():
            continue
        number, before = int(paragraph.number), last.get(paragraph.section, 0)
        if number != before + 1 and number - 1 not in told and before:
            yield _wrong(
                paragraph.id,
                "verify.number",
                phrase("%(name)s does not follow %(before)s."),
                name=paragraph.id,
                before=before,
            )
        last[paragraph.section] = number


def _notes(reading: Reading) -> Iterator[Finding]:
    bodies = {note.number for note in reading.footnotes}
    told = {
        finding.facts.get("number") for finding in reading.findings if finding.code == "reading.note_missing"
    }
    for paragraph in reading.paragraphs:
        for anchor in paragraph.anchors:
            if anchor.number not in bodies | told:
                yield _wrong(
                    paragraph.id,
                    "verify.note",
                    phrase("Note %(number)s is called, but is not there."),
                    number=anchor.number,
                )
            if not 0 <= anchor.offset <= len(paragraph.text):
                yield _wrong(
                    paragraph.id,
                    "verify.mark",
                    phrase("A note mark stands outside %(name)s."),
                    name=paragraph.id,
                )


def _quotes(reading: Reading) -> Iterator[Finding]:
    """Verbs and citations are quoted where they stand; names are of the vocabulary."""
    texts = {paragraph.id: paragraph.text for paragraph in reading.paragraphs}
    texts |= {f"fn{note.number}": note.text for note in reading.footnotes}
    for paragraph in reading.paragraphs:
        for act in paragraph.acts:
            known = act.act in ACTS and ADDRESSEES.keys() >= set(act.addressees)
            if paragraph.text[act.start : act.end] != act.verb or not known:
                yield _wrong(
                    paragraph.id, "verify.act", phrase("“%(verb)s” is not at its place."), verb=act.verb
                )
            if not act.strength_range[0] <= act.strength <= act.strength_range[1]:
                yield _wrong(
                    paragraph.id,
                    "verify.strength",
                    phrase("“%(verb)s” lies outside its range."),
                    verb=act.verb,
                )
    for one in reading.citations:
        if texts.get(one.para, "")[one.start : one.end] != one.surface:
            yield _wrong(
                one.para, "verify.citation", phrase("“%(words)s” is not at its place."), words=one.surface
            )


def _letters(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFC", text) if character.isalnum())


def _wrong(where: str, code: str, reason: str, **facts: object) -> Finding:
    return Finding(where, "", Severity.ERROR, code, reason, facts=facts)
