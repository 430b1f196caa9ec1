"""Treaties in the reader's language, for templates."""

from django import template

from dispositif.instruments import words
from dispositif.instruments.queries.columns import Column

register = template.Library()
register.filter("status_said", words.status_said)
register.filter("letter", words.letter)
register.filter("kind_said", words.kind_said)
register.filter("made_said", words.made_said)
register.filter("family_said", words.family_said)
register.filter("participant_kind_said", words.participant_kind_said)
register.filter("depositary_said", words.depositary_said)
register.filter("doubts_said", words.doubts_said)


@register.filter
def holding_said(column: Column) -> str:
    """What is held of the register of a column."""
    return words.holding_said(column.holding, column.waiting)


@register.filter
def losses_said(column: Column) -> list[str]:
    """What the source of a column does not tell."""
    return words.losses_said(column.code, column.edition.losses) if column.edition else []
