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
from dispositif.trail.templatetags.trail import in_words
from dispositif.world import queries as world
from dispositif.world.models import Entity, Theme

register = template.Library()
register.filter("status_said", words.status_said)
register.filter("kind_said", words.kind_said)
register.filter("paragraph_said", words.paragraph_said)
register.filter("act_said", documents.act_name)
register.filter("look_said", words.look_said)


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
def name_said(thing: Entity | Theme | None) -> str:
    """What an entity or a theme is called today."""
    return str(world.name_of(thing, _language(), today())) if thing else ""


@register.filter
def entity_named(code: str) -> str:
    """What the entity of a code is called today; what is no code is a person's name, or long gone."""
    return str({row.entity.code: row.name for row in world.entities(_language(), today())}.get(code, code))


@register.filter
def theme_named(code: str) -> str:
    """What the theme of a code is called today."""
    return str({row.theme.code: row.name for row in world.themes(_language(), today())}.get(code, code))


def _language() -> str:
    return get_language() or "en"


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


_WRITTEN = {
    "owner": ("mandates.assigned", "owner"),
    "themes": ("mandates.tagged", "after"),
    "due": ("mandates.due_set", "after"),
    "status": ("mandates.stated", "after"),
}


@register.filter
def fact_said(fact: Any, how: str) -> str:
    """One of the two versions that a refusal shows, as the history words what the form `how` writes."""
    return in_words(*_WRITTEN[how], fact) if how in _WRITTEN and fact != "" else ""


@register.filter
def at(table: dict[str, str], key: str) -> str:
    """What a table holds under a key; an empty text where it holds nothing."""
    return table.get(key, "")


@register.filter
def worded_list(phrases: list[str]) -> str:
    """English phrases in the reader's language, as one list."""
    return _("; ").join(_(phrase) for phrase in phrases)
