"""Mandates in the reader's language, for templates."""

from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.documents import words as documents
from dispositif.mandates import rules, words
from dispositif.mandates.deadlines import Reckoned
from dispositif.mandates.models import Mandate
from dispositif.people.clock import today
from dispositif.world.models import Entity, Theme
from dispositif.world.queries import name_of

register = template.Library()
register.filter("status_said", words.status_said)
register.filter("kind_said", words.kind_said)
register.filter("paragraph_said", words.paragraph_said)
register.filter("act_said", documents.act_name)


@register.filter
def addressees_said(addressees: list[str]) -> str:
    """Whom an act asks."""
    return documents.said("addressees", addressees)


@register.filter
def proposal_said(proposal: str) -> str:
    """What the rule proposes."""
    return _(rules.PROPOSALS[rules.Proposal(proposal)])


@register.filter
def relation_said(relation: str) -> str:
    """How a clause stands to an earlier one."""
    return _(rules.RELATIONS[rules.Relation(relation)])


@register.filter
def standing_of_report(standing: str) -> str:
    """How sure it is that a report answers."""
    return _(rules.STANDINGS[rules.Standing(standing)])


@register.filter
def look_said(look: str) -> str:
    """Why a mandate should be looked at again."""
    return _(rules.LOOKS[rules.Look(look)])


@register.filter
def name_said(thing: Entity | Theme | None) -> str:
    """What an entity or a theme is called today."""
    return str(name_of(thing, get_language() or "en", today())) if thing else ""


@register.filter
def reckoned_said(reckoned: Reckoned) -> str:
    """How the due day was found."""
    return words.reckoned_said(reckoned)


@register.filter
def due_said(mandate: Mandate) -> str:
    """How the due day of a mandate was found, or an empty text where a person entered it."""
    return words.due_said(mandate)


@register.filter
def worded_pairs(pairs: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    """(code, English phrase) pairs in the reader's language."""
    return [(code, _(phrase)) for code, phrase in pairs]


@register.filter
def at(table: dict[str, str], key: str) -> str:
    """What a table holds under a key; an empty text where it holds nothing."""
    return table.get(key, "")


@register.filter
def worded_list(phrases: list[str]) -> str:
    """English phrases in the reader's language, as one list."""
    return _("; ").join(_(phrase) for phrase in phrases)
