"""Due rows and messages in the reader's language: sentences, days, owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dispositif.kernel.refusal import worded
from dispositif.look.templatetags.look import number
from dispositif.notices import queries, subjects
from dispositif.notices.models import About, Due, Message

SOON = 7
"""Days before the day from which a row is called soon."""


@dataclass(frozen=True, slots=True)
class DueShown:
    """A due row as its reader sees it. `state` is late, soon, later or settled; `when` says it in words."""

    row: Due
    sentence: str
    because: str
    owner: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class MessageShown:
    """A message as its reader sees it, with the due rows that it lists."""

    row: Message
    sentence: str
    listed: list[DueShown]
    more: int


def shown(rows: list[Due], on: date) -> list[DueShown]:
    """Due rows in the active language, on a day; one query for the names of their owners."""
    names = queries.entity_names((row.entity_id for row in rows), _language(), on)
    return [_shown(row, names, on) for row in rows]


def messages_shown(rows: list[Message], on: date) -> list[MessageShown]:
    """Messages in the active language, on a day; one query for all the rows that digests list."""
    told = queries.told(rows)
    listed = {one.row.uuid: one for one in shown(list(told.values()), on)}
    found = []
    for row in rows:
        named = [told[uuid] for uuid in row.facts.get("rows", ()) if uuid in told]
        more = row.facts.get("count", 0) - len(row.facts.get("rows", ()))
        found.append(MessageShown(row, sentence(row), [listed[due.uuid] for due in named], more))
    return found


def sentence(row: Due | Message) -> str:
    """The sentence of the row's kind with its facts; days are written as the language writes them.

    A row written when the kind had other facts shows its subject's label: one row breaks no list.
    """
    kind, occurrence = (row.kind, row.occurrence) if isinstance(row, Due) else (row.what, "")
    facts = {"label": row.subject_label, "occurrence": occurrence} | _facts(row)
    try:
        return worded(_(subjects.sentence_of(kind)), facts, _)
    except KeyError:
        return row.subject_label


def because(row: Due) -> str:
    """Why the row is due on its day, where its room says so."""
    return subjects.reason_of(row.kind, row.facts, _)


def when(due_on: date, on: date) -> str:
    """How far the day is: "in 12 days", "today", "3 days late"."""
    late = (on - due_on).days
    if late == 0:
        return _("today")
    if late > 0:
        return ngettext("%(days)s day late", "%(days)s days late", late) % {"days": number(late)}
    return ngettext("in %(days)s day", "in %(days)s days", -late) % {"days": number(-late)}


def day(on: date) -> str:
    """A day as the active language writes it."""
    return str(date_format(on, "DATE_FORMAT"))


def _shown(row: Due, names: Mapping[int, str], on: date) -> DueShown:
    owner = row.person_name or names.get(row.entity_id or 0, "")
    if row.settled_on:
        said = _("settled on %(day)s") % {"day": day(row.settled_on)}
        return DueShown(row, sentence(row), because(row), owner, said, "settled")
    late = row.late(on)
    state = "late" if late > 0 else "soon" if late >= -SOON else "later"
    return DueShown(row, sentence(row), because(row), owner, when(row.due_on, on), state)


def _facts(row: About) -> dict[str, Any]:
    return {name: _fact(name, fact) for name, fact in row.facts.items() if not isinstance(fact, list | dict)}


def _fact(name: str, fact: Any) -> Any:
    return day(date.fromisoformat(fact)) if name.endswith("_on") and isinstance(fact, str) and fact else fact


def _language() -> str:
    return get_language() or "en"
