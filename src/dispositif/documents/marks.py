"""Where the verbs, references and notes of a paragraph stand in its words."""

from typing import Any

from dispositif.engines.reading.problem import Paragraph, Reading


def marks_of(paragraph: Paragraph, reading: Reading) -> list[dict[str, Any]]:
    """The marks of one paragraph, by place: kind `verb`, `cite` or `note`, offsets in its text."""
    verbs = [{"kind": "verb", "start": act.start, "end": act.end} for act in paragraph.acts]
    notes = [
        {"kind": "note", "start": anchor.offset, "end": anchor.offset, "number": anchor.number}
        for anchor in paragraph.anchors
    ]
    cites = [
        {"kind": "cite", "start": one.start, "end": one.end, "targets": list(one.targets)}
        for one in reading.citations
        if one.para == paragraph.id and one.targets and one.via != "footnote" and one.end > one.start
    ]
    return sorted([*verbs, *notes, *cites], key=lambda mark: (mark["start"], mark["end"]))
