"""Entries of the trail in the reader's language."""

import re
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dispositif.kernel.refusal import phrase
from dispositif.trail import words
from dispositif.trail.models import Content, Entry
from dispositif.trail.rules import DOORS

register = template.Library()
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
WHAT: dict[str, str] = {
    "people.enrolled": phrase("enrolled"),
    "people.appointed": phrase("appointed"),
    "people.posting_suspended": phrase("posting suspended"),
    "people.posting_resumed": phrase("posting resumed"),
    "people.posting_ended": phrase("last day of a posting entered"),
    "people.invited": phrase("invited"),
    "people.invitation_sent_again": phrase("invitation sent again"),
    "people.invitation_accepted": phrase("invitation accepted"),
    "people.passphrase_changed": phrase("passphrase changed"),
    "people.factor_added": phrase("second factor added"),
    "people.factor_removed": phrase("second factor removed"),
    "people.codes_drawn": phrase("recovery codes drawn"),
    "people.link_added": phrase("account of a provider linked"),
    "people.link_removed": phrase("account of a provider linked no more"),
    "people.sessions_ended": phrase("sessions ended"),
    "people.token_issued": phrase("token issued"),
    "people.token_revoked": phrase("token revoked"),
    "world.facts_loaded": phrase("facts loaded"),
    "instruments.facts_loaded": phrase("facts loaded"),
    "files.stored": phrase("file kept"),
    "trail.disposed": phrase("contents disposed of"),
    "notices.due_opened": phrase("due date set"),
    "notices.due_changed": phrase("due date changed"),
    "notices.due_settled": phrase("nothing due any more"),
    "notices.reminded": phrase("reminders written"),
    "documents.registered": phrase("document registered"),
    "documents.facts_stated": phrase("facts stated from a source"),
    "documents.classified": phrase("class changed"),
    "documents.adoption_dated": phrase("adoption dated"),
    "documents.imported": phrase("text imported"),
    "documents.confirmed": phrase("reading confirmed"),
    "documents.corrected": phrase("reading corrected"),
    "documents.dropped": phrase("import dropped"),
    "mandates.registered": phrase("registered"),
    "mandates.set_aside": phrase("set aside: no mandate"),
    "mandates.sheet_written": phrase("spreadsheet written to the register"),
    "mandates.sheet_dropped": phrase("spreadsheet dropped"),
    "mandates.assigned": phrase("owner and support written"),
    "mandates.tagged": phrase("themes written"),
    "mandates.due_set": phrase("due day entered"),
    "mandates.stated": phrase("status said"),
    "mandates.report_named": phrase("report named"),
    "mandates.report_attached": phrase("report attached"),
    "mandates.text_followed": phrase("text changed: to be looked at"),
    "mandates.plan_imported": phrase("list of a programme plan imported"),
    "mandates.priority_set": phrase("priority entered"),
    "mandates.priority_withdrawn": phrase("priority taken out"),
    "mandates.joined": phrase("clauses joined"),
    "mandates.parted": phrase("clauses parted"),
    "mandates.text_confirmed": phrase("stands although its text changed"),
    "assistance.taken_in": phrase("request taken in"),
    "assistance.amended": phrase("request put right"),
    "assistance.moved": phrase("step taken"),
    "assistance.point_answered": phrase("point of the examination answered"),
    "assistance.classified": phrase("class changed"),
    "assistance.assigned": phrase("officer and persons concerned named"),
    "instruments.strategy_recorded": phrase("strategy recorded"),
    "instruments.strategy_amended": phrase("strategy amended"),
    "instruments.states_covered": phrase("States listed"),
    "instruments.state_uncovered": phrase("State taken off the list"),
    "instruments.strategy_withdrawn": phrase("withdrawal written"),
    "instruments.sessions_loaded": phrase("facts on sessions loaded"),
    "instruments.session_recorded": phrase("session recorded"),
    "instruments.session_corrected": phrase("when and where it sat corrected"),
    "instruments.attendance_recorded": phrase("attendance recorded"),
    "instruments.attendance_withdrawn": phrase("line of attendance taken out"),
    "instruments.document_planned": phrase("document planned"),
    "instruments.document_issued": phrase("languages issued"),
    "instruments.document_moved": phrase("due day of a document moved"),
    "instruments.focal_point_named": phrase("focal point recorded"),
    "instruments.focal_point_released": phrase("focal point ended"),
    "instruments.questionnaire_sent": phrase("questionnaire recorded"),
    "instruments.questionnaire_extended": phrase("another day given for answers"),
    "instruments.answer_received": phrase("answer received"),
    "instruments.contribution_recorded": phrase("contribution recorded"),
    "instruments.contribution_withdrawn": phrase("contribution taken out"),
    "instruments.register_imported": phrase("register imported"),
    "instruments.actions_added": phrase("actions added to the register"),
    "instruments.action_recorded": phrase("action recorded"),
    "instruments.action_struck": phrase("action taken out"),
    "instruments.statement_recorded": phrase("statement recorded"),
    "instruments.procedure_reported": phrase("national procedure reported"),
    "instruments.name_settled": phrase("name resolved"),
    "instruments.name_set_aside": phrase("name set aside"),
}


KEYS: dict[str, str] = {
    "file": phrase("file"),
    "language": phrase("language"),
    "version": phrase("version"),
    "counts": phrase("paragraphs"),
    "paragraphs": phrase("paragraphs"),
    "first": phrase("read for the first time"),
    "kept": phrase("kept"),
    "changed": phrase("changed"),
    "new": phrase("new"),
    "gone": phrase("gone"),
    "source": phrase("source"),
    "adopted_on": phrase("adopted on"),
    "size": phrase("bytes"),
    "role": phrase("role"),
    "entity": phrase("entity"),
    "scopes": phrase("scopes"),
    "from": phrase("from"),
    "until": phrase("until"),
    "part": phrase("part"),
    "path": phrase("paragraph"),
    "act": phrase("act"),
    "field": phrase("field"),
    "before": phrase("before"),
    "after": phrase("after"),
    "kind": phrase("kind"),
    "due_on": phrase("due on"),
    "occurrence": phrase("occurrence"),
    "owner": phrase("owner"),
    "on": phrase("day"),
    "rows": phrase("rows"),
    "messages": phrase("messages"),
    "session": phrase("session"),
    "text": phrase("text"),
    "theme": phrase("theme"),
    "relation": phrase("relation"),
    "other": phrase("other clause"),
    "supporting": phrase("supporting"),
    "officer": phrase("officer"),
    "since": phrase("since"),
    "evidence": phrase("evidence"),
    "report": phrase("report"),
    "issued_on": phrase("issued on"),
    "look": phrase("why"),
    "title": phrase("title"),
    "state": phrase("State"),
    "institution": phrase("institution"),
    "themes": phrase("themes"),
    "preparing_on": phrase("in preparation from"),
    "since_on": phrase("in force from"),
    "until_on": phrase("last day in force"),
    "withdrawn_on": phrase("withdrawn on"),
    "withdrawn_why": phrase("why withdrawn"),
    "states": phrase("States"),
    "states_source": phrase("source of the list of States"),
    "measures": phrase("other measures"),
    "link": phrase("link"),
    "verified": phrase("checked against the source"),
    "held": phrase("planned or held"),
    "place": phrase("place"),
    "who": phrase("who"),
    "office": phrase("office"),
    "reference": phrase("named in"),
    "basis": phrase("basis"),
    "amount": phrase("amount"),
    "as_at": phrase("last day"),
    "unresolved": phrase("names to resolve"),
    "same": phrase("same"),
    "participant": phrase("participant"),
    "name": phrase("name"),
    "day": phrase("day"),
    "disposed": phrase("rows"),
    "names": phrase("fields"),
    "symbol": phrase("symbol"),
}
_ORDER = {name: place for place, name in enumerate(KEYS)}


@register.filter
def what_said(what: str) -> str:
    """What happened, in words; a name that no table has, as it is."""
    return _(WHAT[what]) if what in WHAT else what


@register.filter
def door_said(door: str) -> str:
    """Through which door something was read, in words."""
    return _(DOORS[door])


@register.filter
def content_said(entry: Entry) -> list[tuple[str, str]]:
    """What was written, each part with its name, in words; nothing where it was disposed of."""
    try:
        content = dict(entry.content.content)
    except Content.DoesNotExist:
        return []
    return _parts(entry.what, content)


def _parts(what: str, content: dict[str, Any]) -> list[tuple[str, str]]:
    """(name, words) of what says anything."""
    names = sorted(content, key=lambda name: _ORDER.get(name, len(_ORDER)))  # a jsonb keeps no order
    said = [(key_said(name), in_words(what, name, content[name])) for name in names]
    return [(name, words) for name, words in said if words]


def key_said(key: str) -> str:
    """What a part of the content is called."""
    return _(KEYS[key]) if key in KEYS else key


def in_words(what: str, name: str, value: Any) -> str:
    """A value as a reader takes it in: by the words of its room, days as the language writes them.

    The trail outlives every table of codes: a code that is no longer known is shown as it was written.
    """
    if isinstance(value, dict):
        return ", ".join(" ".join(part) for part in _parts(what, value))
    if value is None or value == []:
        return "—"
    if isinstance(value, list):
        return ", ".join(in_words(what, name, one) for one in value)
    said = words.sayer(what, name)
    try:
        return said(value) if said else _plain(value)
    except (LookupError, ValueError):
        return str(value)


def _plain(value: Any) -> str:
    written = str(value)
    return str(date_format(date.fromisoformat(written))) if _DAY.fullmatch(written) else written
