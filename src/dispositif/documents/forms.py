"""From what a browser sends to the values that actions take."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from dispositif.documents.rules import FIELDS


def _choice(sent: QueryDict) -> Any:
    return sent.get("value", "")


def _number(sent: QueryDict) -> Any:
    words = sent.get("value", "").strip()
    return int(words) if words.isdecimal() and len(words) < 6 else words


def _degrees(sent: QueryDict) -> Any:
    words = [sent.get("low", "").strip(), sent.get("high", "").strip()]
    return [int(word) if word.isdecimal() and len(word) < 6 else word for word in words]


def _several(sent: QueryDict) -> Any:
    return sent.getlist("value")


def _lines(sent: QueryDict) -> Any:
    return [line.strip() for line in sent.get("value", "").splitlines() if line.strip()]


def _deadline(sent: QueryDict) -> Any:
    kind = sent.get("kind", "")
    if not kind:
        return None
    found: dict[str, Any] = {"kind": kind, "text": sent.get("text", "")}
    if kind == "session":
        words = sent.get("session", "")
        found["session"] = int(words) if words.isdecimal() and len(words) < 6 else words
    if kind == "date":
        found["date"] = sent.get("date", "")
    return found


def _recurrence(sent: QueryDict) -> Any:
    kind = sent.get("kind", "")
    if not kind:
        return None
    interval = {"interval": sent.get("interval", "")} if kind == "every" else {}
    return {"kind": kind, "text": sent.get("text", "")} | interval


def _report(sent: QueryDict) -> Any:
    to = sent.get("to", "").strip()
    return {"to": to, "on": sent.get("about", "").strip()} if to else None


SHAPES: dict[str, tuple[str, Callable[[QueryDict], Any]]] = {
    "verb": ("text", _choice),
    "act": ("act", _choice),
    "modifier": ("text", _choice),
    "strength": ("strength", _number),
    "strength_range": ("range", _degrees),
    "addressees": ("addressees", _several),
    "actions": ("lines", _lines),
    "deadline": ("deadline", _deadline),
    "recurrence": ("recurrence", _recurrence),
    "report": ("report", _report),
    "citations": ("lines", _lines),
}
"""Field → (which widget asks for it, how its answer is read)."""


def value_from(field: str, sent: QueryDict) -> Any:
    """The value that the form for a field sent; whether it fits is the action's to say."""
    return SHAPES[field][1](sent) if field in FIELDS else None
