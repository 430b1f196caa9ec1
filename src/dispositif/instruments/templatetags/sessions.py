"""Conferences in the reader's language, for templates."""

from collections.abc import Mapping
from uuid import UUID

from django import template

from dispositif.instruments import session_words as words
from dispositif.kernel.language import BY_CODE

register = template.Library()
register.filter("session_said", words.session_said)
register.filter("held_said", words.held_said)
register.filter("presence_said", words.presence_said)
register.filter("mechanism_said", words.mechanism_said)
register.filter("basis_said", words.basis_said)
register.filter("answer_said", words.answer_said)
register.filter("issue_said", words.issue_said)
register.filter("money_said", words.money_said)
register.filter("doubts_said", words.doubts_said)


@register.filter
def typed_for(sent: Mapping[str, str], row: UUID) -> Mapping[str, str]:
    """What was typed and refused, in the form of this row; nothing in the forms of the others."""
    return sent if str(row) in (sent.get("point"), sent.get("contribution")) else {}


@register.filter
def own_name(code: str) -> str:
    """What a language calls itself."""
    return BY_CODE[code].own_name
