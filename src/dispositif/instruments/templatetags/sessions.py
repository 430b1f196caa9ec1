"""Conferences in the reader's language, for templates."""

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
def own_name(code: str) -> str:
    """What a language calls itself."""
    return BY_CODE[code].own_name
