"""Entries of the trail in the reader's language."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from dispositif.kernel.refusal import phrase
from dispositif.trail.models import Content, Entry

register = template.Library()
WHAT: dict[str, str] = {
    "people.enrolled": phrase("enrolled"),
    "people.appointed": phrase("appointed"),
    "world.facts_loaded": phrase("facts loaded"),
    "files.stored": phrase("file kept"),
    "documents.registered": phrase("document registered"),
    "documents.facts_stated": phrase("facts stated from a source"),
    "documents.adoption_dated": phrase("adoption dated"),
    "documents.imported": phrase("text imported"),
    "documents.confirmed": phrase("reading confirmed"),
    "documents.corrected": phrase("reading corrected"),
    "documents.dropped": phrase("import dropped"),
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
    "from": phrase("from"),
    "until": phrase("until"),
    "part": phrase("part"),
    "path": phrase("paragraph"),
    "act": phrase("act"),
    "field": phrase("field"),
    "before": phrase("before"),
    "after": phrase("after"),
    "kind": phrase("kind"),
    "session": phrase("session"),
    "text": phrase("text"),
}


@register.filter
def what_said(what: str) -> str:
    """What happened, in words; a name that no table has, as it is."""
    return _(WHAT[what]) if what in WHAT else what


@register.filter
def content_of(entry: Entry) -> dict[str, Any]:
    """What was written, or nothing where it was disposed of."""
    try:
        return dict(entry.content.content)
    except Content.DoesNotExist:
        return {}


@register.filter
def key_said(key: str) -> str:
    """What a part of the content is called."""
    return _(KEYS[key]) if key in KEYS else key


@register.filter
def one_line(value: Any) -> str:
    """A value as a reader takes it in at a glance."""
    if isinstance(value, dict):
        return ", ".join(f"{key_said(name)} {one_line(part)}" for name, part in value.items())
    return (
        ", ".join(map(one_line, value)) if isinstance(value, list) else "—" if value is None else str(value)
    )
