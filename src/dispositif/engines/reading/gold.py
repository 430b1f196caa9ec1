"""A reading in the un-gold/1 shape, which anybody can score without knowing this program."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from dispositif.engines.reading.problem import Act, Anchor, Citation, Deadline, Paragraph, Reading, Recurrence

_CITATION, _DEADLINE, _RECURRENCE = (
    tuple(field.name for field in fields(kind)) for kind in (Citation, Deadline, Recurrence)
)


def as_gold(reading: Reading) -> dict[str, Any]:
    """The un-gold/1 record of a reading, with `findings`, offsets, rules and confidences added."""
    doc = reading.doc
    return {
        "schema": "un-gold/1",
        "doc": {
            "lang": doc.language,
            "symbol": doc.symbol,
            "number": doc.number,
            "body": doc.body,
            "body_name": doc.body_name,
            "session": doc.session,
            "kind": doc.kind,
            "title": doc.title,
            "date": doc.adopted_on.isoformat() if doc.adopted_on else None,
        },
        "opening": reading.opening,
        "preambular": [_preambular(paragraph) for paragraph in reading.preambular if not paragraph.level],
        "operative": _operative(reading.operative),
        "footnotes": _footnotes(reading),
        "citations": [_citation(one) for one in reading.citations],
        "findings": [
            {
                "where": one.where,
                "code": one.code,
                "severity": str(one.severity),
                "reason": one.reason % one.facts,
            }
            for one in reading.findings
        ],
    }


def _preambular(paragraph: Paragraph) -> dict[str, Any]:
    first = paragraph.acts[0] if paragraph.acts else None
    return {
        "n": int(paragraph.id.rpartition("p")[2]),
        "verb": first.verb if first else None,
        "act": first.act if first else None,
        "text": paragraph.text,
        "acts_extra": [_act(act) for act in paragraph.acts[1:]],
    }


def _operative(paragraphs: Sequence[Paragraph]) -> list[dict[str, Any]]:
    """Paragraphs with their points inside them."""
    roots: list[dict[str, Any]] = []
    open_at: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    for paragraph in paragraphs:
        record: dict[str, Any] = {
            "n": paragraph.id,
            "text": paragraph.text,
            "acts": [_act(act) for act in paragraph.acts],
            "sub": [],
        }
        above = open_at.get((paragraph.section, paragraph.path[:-1]))
        (above["sub"] if above else roots).append(record)
        open_at[(paragraph.section, paragraph.path)] = record
    return roots


def _act(act: Act) -> dict[str, Any]:
    return {
        "verb": act.verb,
        "act": act.act,
        "modifier": act.modifier or None,
        "strength": act.strength,
        "strength_range": list(act.strength_range),
        "addressees": list(act.addressees),
        "actions": list(act.actions),
        "deadline": _bare(act.deadline, _DEADLINE) if act.deadline else None,
        "recurrence": _bare(act.recurrence, _RECURRENCE) if act.recurrence else None,
        "report": {"to": act.report.to, "on": act.report.on} if act.report else None,
        "start": act.start,
        "end": act.end,
        "rule": act.rule,
        "confidence": act.confidence,
    }


def _bare(one: object, names: Iterable[str]) -> dict[str, Any]:
    """What is said, in the order of the names: neither empty texts nor None."""
    told = ((name, getattr(one, name)) for name in names)
    return {name: value for name, value in told if value is not None and value != ""}


def _citation(one: Citation) -> dict[str, Any]:
    record = _bare(one, _CITATION)
    record["targets"] = list(one.targets)
    return record


def _anchor(one: Anchor) -> dict[str, Any]:
    told = {"para": one.para, "after": one.after, "glued_to_number": one.glued_to}
    return {name: value for name, value in told.items() if value}


def _footnotes(reading: Reading) -> list[dict[str, Any]]:
    """Notes with their anchors; a call without a body is an orphan with an empty text."""
    listed = [
        {
            "n": note.number,
            "text": note.text,
            "anchors": [_anchor(one) for one in note.anchors],
        }
        for note in reading.footnotes
    ]
    bodies = {note.number for note in reading.footnotes}
    orphans: dict[int, list[dict[str, Any]]] = {}
    for paragraph in reading.paragraphs:
        for anchor in paragraph.anchors:
            if anchor.number not in bodies:
                orphans.setdefault(anchor.number, []).append({"para": anchor.para, "after": anchor.after})
    return listed + [
        {"n": number, "text": "", "anchors": anchors, "orphan": True} for number, anchors in orphans.items()
    ]
