"""What the reader of a reading should look at: lost notes and calls, verbs not known."""

from collections.abc import Iterator

from dispositif.engines.reading.problem import Document, Footnote, Paragraph
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase


def remarks(paragraphs: list[Paragraph], notes: tuple[Footnote, ...], doc: Document) -> Iterator[Finding]:
    """Findings on a reading; each is a warning with its place."""
    if doc.symbol is None:
        yield _warning("title", "reading.no_symbol", phrase("The text does not say which resolution it is."))
    bodies = {note.number for note in notes}
    for note in notes:
        if not note.anchors:
            yield _warning(
                f"fn{note.number}",
                "reading.note_not_called",
                phrase("Note %(number)s is called nowhere in the text."),
                number=note.number,
            )
    for paragraph in paragraphs:
        yield from _of_paragraph(paragraph, bodies)


def _of_paragraph(paragraph: Paragraph, bodies: set[int]) -> Iterator[Finding]:
    for anchor in paragraph.anchors:
        if anchor.number not in bodies:
            yield _warning(
                paragraph.id,
                "reading.note_missing",
                phrase("Note %(number)s is called, but its text is missing."),
                number=anchor.number,
            )
        elif anchor.confidence < 0.6:
            yield _warning(
                paragraph.id,
                "reading.mark_doubtful",
                phrase("“%(glued)s” was read as %(rest)s and note %(number)s; it may also be one number."),
                glued=anchor.glued_to,
                rest=anchor.glued_to[: -len(str(anchor.number))],
                number=anchor.number,
            )
    if paragraph.part == "operative" and not paragraph.level and not paragraph.acts:
        yield _warning(
            paragraph.id,
            "reading.verb_unknown",
            phrase("Paragraph %(name)s opens with no known verb: “%(words)s”."),
            name=paragraph.id,
            words=" ".join(paragraph.text.split()[:3]),
        )


def _warning(where: str, code: str, reason: str, **facts: object) -> Finding:
    return Finding(where, "", Severity.WARNING, code, reason, facts=facts)
