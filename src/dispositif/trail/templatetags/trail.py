"""Entries of the trail in the reader's language."""

import json
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
def one_line(value: Any) -> str:
    """A value as a reader takes it in at a glance."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
