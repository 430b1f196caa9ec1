"""The form of a strategy: the same cells as a row of a file, one field each, with what is wrong beside it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from dispositif.instruments.strategies.cells import COLUMNS, cells_of, read
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.rules import KINDS, THEMES, Cover, Said
from dispositif.instruments.strategies.words import column_said
from dispositif.kernel.refusal import Refusal, phrase, worded

Day = TypeVar("Day", date, None)
LONGEST = 20_000
"""Characters of one field: the longest is the list of all States by their names."""


def cells(sent: QueryDict) -> dict[str, str]:
    """What was sent as a row of a file; the themes are ticked one by one."""
    row = {name: sent.get(name, "")[:LONGEST] for name in COLUMNS}
    return row | {"uuid": "", "themes": "; ".join(sent.getlist("themes"))[:LONGEST]}


def sent_over(sent: QueryDict, held: Said) -> dict[str, Any]:
    """What was sent; where the form had no such field yet, such as a withdrawal written since, what is held.

    A blank there was never entered: sending it again must not take the other’s withdrawal back.
    """
    now = cells_of(held)
    missing = {one["name"]: now[one["name"]] for one in _withdrawal() if one["name"] not in sent}
    return cells(sent) | missing


def differing(
    fields: Iterable[dict[str, Any]], values: Mapping[str, Any], held: Said
) -> list[tuple[dict[str, Any], str, str]]:
    """Each field that would replace what is held: the field, what stands now, what was entered."""
    entered, _faults = read({name: _value(cell) for name, cell in values.items()}, Recogniser(), held)
    now, mine = cells_of(held), cells_of(entered) if entered else values
    told = ((one, column_said(one["name"], now[one["name"]]), _told(one, mine)) for one in fields)
    return [(one, theirs, yours) for one, theirs, yours in told if theirs != yours]


def _told(field: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return column_said(field["name"], values[field["name"]])


def said(sent: QueryDict, held: Said | None = None) -> Said:
    """What the form says; refuses its first fault."""
    found, faults = read(cells(sent), Recogniser(), held)
    if found is None:
        raise faults[0]
    return found


def covers(sent: QueryDict, held: Said) -> tuple[Cover, ...]:
    """The States that the form lists, each with the source given, else with the strategy's."""
    source = " ".join(sent.get("states_source", "").split())[:LONGEST]
    row = {"states": sent.get("states", "")[:LONGEST], "states_source": source or held.source}
    recogniser = Recogniser()
    found, faults = read({"kind": "regional", **row}, recogniser)
    if found is None:
        raise faults[0]
    return found.covers


def day_or(sent: QueryDict, name: str, usual: date | Day) -> date | Day:
    """A day that was sent, or the usual one where nothing was; refuses what is no day."""
    text = sent.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else usual
    except ValueError:
        reason = phrase("“%(said)s” is not a day: write year, month and day, as in 2007-09-01.")
        raise Refusal("instruments.not_a_day", reason, field=name, said=text[:40]) from None


def seen(sent: QueryDict) -> int:
    """The revision that the author looked at; -1 where it was lost, which every action refuses."""
    text = sent.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def fields_of(
    values: Mapping[str, Any], refusal: Refusal | None = None, *, withdrawn: bool = False
) -> list[dict[str, Any]]:
    """The fields in order, each with its value and, at fault, its error; with those of a withdrawal."""
    wrong = refusal.field if refusal else ""
    error = worded(_(refusal.reason), refusal.facts, _) if refusal else ""
    return [
        one
        | {
            "id": f"field-{one['name']}",
            "value": _value(values.get(one["name"])),
            "error": error if one["name"] == wrong else "",
        }
        for one in [*_fields(), *(_withdrawal() if withdrawn else ())]
    ]


def _value(value: Any) -> str:
    return "" if value is None else str(value)


def _fields() -> list[dict[str, Any]]:
    return [*_identity(), *_period(), *_parts()]


def _identity() -> list[dict[str, Any]]:
    return [
        {
            "name": "title",
            "label": _("Title"),
            "help": _("As printed, in its own language"),
            "required": True,
        },
        {
            "name": "language",
            "label": _("Language of the title"),
            "help": _("Its code, such as en, fr or pt"),
            "required": True,
        },
        {"name": "kind", "label": _("Kind"), "choices": [(k.value, _(w)) for k, w in KINDS.items()]},
        {
            "name": "state",
            "label": _("State that owns it"),
            "help": _("By name or code; a national strategy covers this State"),
            "optional": True,
        },
        {
            "name": "institution",
            "label": _("Institution that owns it"),
            "help": _("An entity of the United Nations by name or code, or another in words"),
            "optional": True,
        },
        {"name": "themes", "label": _("Themes"), "ticks": [(t.value, _(w)) for t, w in THEMES.items()]},
    ]


def _period() -> list[dict[str, Any]]:
    return [
        _day("preparing_on", _("In preparation from")),
        _day("adopted_on", _("Adopted on")),
        _day("since_on", _("In force from")),
        _day("until_on", _("Last day in force")) | {"help": _("Empty: open")},
    ]


def _parts() -> list[dict[str, Any]]:
    return [
        {
            "name": "states",
            "label": _("States covered"),
            "help": _(
                "By name or code, divided by semicolons or lines; a regional strategy covers these only"
            ),
            "rows": 4,
            "optional": True,
        },
        {
            "name": "states_source",
            "label": _("Source of the list of States"),
            "help": _("Empty: the source of the strategy"),
            "optional": True,
        },
        {
            "name": "measures",
            "label": _("Other measures that complement it"),
            "help": _("One a line"),
            "rows": 3,
            "optional": True,
        },
        {
            "name": "link",
            "label": _("Link"),
            "type": "url",
            "help": _("An address with https"),
            "optional": True,
        },
        {"name": "source", "label": _("Source"), "help": _("Where all this is printed"), "required": True},
        {
            "name": "verified",
            "label": _("Checked against the source"),
            "choices": [("no", _("no: mark it as unverified")), ("yes", _("yes"))],
        },
    ]


def _withdrawal() -> list[dict[str, Any]]:
    return [
        _day("withdrawn_on", _("Withdrawn on")),
        {"name": "withdrawn_why", "label": _("Why it was withdrawn"), "optional": True},
    ]


def _day(name: str, label: str) -> dict[str, Any]:
    return {"name": name, "label": label, "type": "date", "optional": True}
