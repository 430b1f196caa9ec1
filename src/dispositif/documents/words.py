"""Values of fields in the reader's language: one place for pages, panels and exports."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dispositif.documents.queries import Shown
from dispositif.documents.rules import DEADLINES, STRENGTHS
from dispositif.engines.reading.explain import RULES
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES, INSTRUMENTS


def said(field: str, value: Any) -> str:
    """One value as a sentence part; an empty text when there is nothing to say."""
    if value in (None, "", []):
        return ""
    sayer: Callable[[Any], str] = _SAYERS.get(field, str)
    return sayer(value)


def why(fields: dict[str, Shown], shown: Shown) -> str:
    """Why the machine read a field as it did: its rule, with the facts of the act or reference."""
    if shown.machine is None or shown.machine.rule not in RULES:
        return ""
    machine: dict[str, Any] = {name: one.machine.value for name, one in fields.items() if one.machine}
    cited = [target_name(one) for one in machine.get("citations") or []]
    facts = {
        "verb": machine.get("verb", ""),
        "act": act_name(str(machine.get("act", ""))),
        "strength": _(STRENGTHS[machine.get("strength") or 0]),
        "surface": _("the words that cite"),
        "targets": ", ".join(cited),
    }
    return _(RULES[shown.machine.rule]) % defaultdict(str, facts)


def act_name(act: str) -> str:
    """An act of the vocabulary in the reader's language: the first of the verbs that its label lists."""
    return _(ACTS[act][1]).split(", ")[0] if act in ACTS else act


def addressee_name(addressee: str) -> str:
    """An addressee of the vocabulary in the reader's language."""
    return _(ADDRESSEES[addressee][0]) if addressee in ADDRESSEES else addressee


def target_name(target: str) -> str:
    """A cited symbol as it is, a named instrument in the reader's language."""
    return _(INSTRUMENTS[target][0]) if target in INSTRUMENTS else target


def _deadline(value: dict[str, Any]) -> str:
    if value["kind"] == "session":
        return _session(value)
    if value["kind"] == "date":
        return date_format(date.fromisoformat(value["date"]), "DATE_FORMAT")
    return _(DEADLINES[value["kind"]])


def _session(value: dict[str, Any]) -> str:
    """The session, and when it opens where that is known."""
    session = _("session %(number)s") % {"number": value["session"]}
    starts = str(value.get("starts", ""))[:4]
    return _("%(session)s, from %(year)s") % {"session": session, "year": starts} if starts else session


def _recurrence(value: dict[str, Any]) -> str:
    if value["kind"] == "ongoing":
        return _("on an ongoing basis")
    return ", ".join(_interval(value.get("interval", "")))


def _interval(interval: str) -> list[str]:
    """An ISO 8601 interval in words: P6M is every 6 months."""
    said = {
        "Y": lambda n: ngettext("every year", "every %(n)s years", n) % {"n": n},
        "M": lambda n: ngettext("every month", "every %(n)s months", n) % {"n": n},
        "W": lambda n: ngettext("every week", "every %(n)s weeks", n) % {"n": n},
        "D": lambda n: ngettext("every day", "every %(n)s days", n) % {"n": n},
    }
    return [said[unit](int(count)) for count, unit in re.findall(r"(\d+)([YMWD])", interval)]


_ORGANS = {"A": "GA", "E": "ECOSOC", "S": "SC", "A/HRC": "HRC"}
"""The organ whose symbols begin so: reports are asked for to it."""


def _report(value: dict[str, Any]) -> str:
    to = addressee_name(_ORGANS.get(value.get("to", ""), value.get("to", "")))
    return _("to %(body)s: %(subject)s") % {"body": to, "subject": value["on"]} if value.get("on") else to


def _range(value: list[int]) -> str:
    """Two degrees, or the one that both are."""
    if value[0] == value[1]:
        return str(value[0])
    return _("%(low)s to %(high)s") % {"low": value[0], "high": value[1]}


_SAYERS: dict[str, Callable[[Any], str]] = {
    "act": act_name,
    "strength": lambda value: f"{value} · {_(STRENGTHS[value])}",
    "strength_range": _range,
    "addressees": lambda value: _("; ").join(addressee_name(one) for one in value),
    "actions": lambda value: _("; ").join(value),
    "deadline": _deadline,
    "recurrence": _recurrence,
    "report": _report,
    "citations": lambda value: ", ".join(target_name(one) for one in value),
}
