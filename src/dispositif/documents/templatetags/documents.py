"""Values of fields, acts, targets and outcomes in the reader's language."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from dispositif.documents import queries, words
from dispositif.documents.preview import OUTCOMES, Outcome
from dispositif.documents.rules import FIELDS, STANDINGS, STRENGTHS, Standing
from dispositif.kernel.language import BY_CODE

register = template.Library()


@register.filter
def held_among(targets: list[str], symbols: dict[str, str]) -> dict[str, int]:
    """How many of the targets are symbols, and how many of those are held (`symbols`: symbol → slug)."""
    cited = [target for target in targets if queries.symbol_in(target)]
    return {"symbols": len(cited), "held": sum(target in symbols for target in cited)}


@register.filter
def field_said(shown: queries.Shown) -> str:
    """The value that stands, in words."""
    return words.said(shown.field, shown.value)


@register.filter
def value_said(value: Any, field: str) -> str:
    """Any value of a field, in words."""
    return words.said(field, value)


@register.filter
def field_label(field: str) -> str:
    """What a field is called."""
    return _(FIELDS[field].label)


@register.filter
def standing_said(standing: Standing) -> str:
    """How a value stands, in a word."""
    return _(STANDINGS[standing])


@register.filter
def strength_said(value: int) -> str:
    """A degree of strength in a word."""
    return _(STRENGTHS[value])


@register.filter
def outcome_said(outcome: Outcome) -> str:
    """What an import makes of a file, in words."""
    return _(OUTCOMES[outcome])


@register.filter
def worded(word: str) -> str:
    """A word of a table in the reader's language."""
    return _(str(word)) if word else ""


@register.filter
def target_said(target: str) -> str:
    """A cited symbol, or a named instrument in words."""
    return words.target_name(target)


@register.filter
def target_url(target: str | None) -> str:
    """Where a cited symbol leads; nothing for a named instrument, or for no target at all."""
    symbol = queries.symbol_in(target or "")
    return reverse("documents:reader", args=[symbol.slug]) if symbol else ""


@register.filter
def language_name(code: str) -> str:
    """A language in its own name."""
    return BY_CODE[code].own_name if code in BY_CODE else code


@register.filter
def choices(table: dict[Any, Any]) -> list[tuple[Any, str]]:
    """(code, words) of a vocabulary, by its words."""
    said = [(code, _(entry if isinstance(entry, str) else _english(entry))) for code, entry in table.items()]
    return sorted(said, key=lambda pair: pair[1].lower())


@register.filter
def choices_or_none(table: dict[Any, Any]) -> list[tuple[Any, str]]:
    """The same, with "none" first."""
    return [("", _("none")), *choices(table)]


@register.filter
def lines(value: Any) -> str:
    """A list as one entry a line."""
    return "\n".join(value or [])


def _english(entry: tuple[Any, ...]) -> str:
    """The English words of a vocabulary's row: the first text in it."""
    return next(part for part in entry if isinstance(part, str))
