"""Template tags: a component, a component around a block, the panels of a slot, numbers, sentences."""

from typing import Any

from babel.numbers import format_decimal
from django import template
from django.template.base import Template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import Refusal, worded
from dispositif.look import assets, marks
from dispositif.look.panels import panels as panels_of

register = template.Library()
PASSED = ("request", "csrf_token")  # what a component sees beside its own parameters


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, /, **given: Any) -> SafeString:
    """`{% component "freshness" text=… %}`: look/components/NAME.html with exactly these parameters."""
    found: Template = context.template.engine.get_template(f"look/components/{name}.html")  # type: ignore[union-attr]
    passed = {key: context[key] for key in PASSED if key in context}
    # stripped: a mark inside a sentence must not bring a space before the comma
    return mark_safe(found.render(context.new(passed | given)).strip())  # noqa: S308 - rendered, hence escaped


@register.simple_block_tag(takes_context=True)
def wrap(context: Context, content: SafeString, name: str, /, **given: Any) -> SafeString:
    """`{% wrap "card" title=… %}…{% endwrap %}`: the same, the block inside given as `inner`."""
    return component(context, name, inner=content, **given)


@register.inclusion_tag("look/components/panels.html")
def panels(slot: str, **keys: Any) -> dict[str, Any]:
    """`{% panels "provision" uuid=… %}`: one placeholder per panel; nothing for an empty slot."""
    key = next(iter(keys.values()), "")
    rows = [
        {"title": one.title, "url": one.url(**keys), "whole": one.whole, "place": one.place(key)}
        for one in panels_of(slot)
    ]
    return {"slot": slot, "panels": rows}


@register.inclusion_tag("look/components/fill.html")
def fill(slot: str, **keys: Any) -> dict[str, Any]:
    """`{% fill "provision" slug=… %}`, once a page: asks each room for its panels of all rows together."""
    return {"urls": [reverse(one.whole, kwargs=keys) for one in panels_of(slot) if one.whole]}


@register.simple_tag
def asset(name: str) -> str:
    """The address of one of the frame's own files (`look.css`, `htmx.js`), for good: its content is in it."""
    return assets.url(name)


@register.simple_tag(takes_context=True)
def sorting(context: Context, name: str, sort: str | None, key: str) -> str:
    """The address of the same list sorted by a column; a second time, the other way round."""
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    asked[key] = f"-{name}" if sort == name else name
    return f"?{asked.urlencode()}"


@register.filter
def number(value: Any) -> str:
    """A number as the reader's language groups it (French: narrow no-break spaces)."""
    return format_decimal(value, locale=get_language() or "en") if value not in (None, "") else ""


@register.filter
def shape(mark: str) -> str:
    """The path of a mark around the origin."""
    return marks.shape(mark)


@register.filter
def said(what: Refusal | Finding) -> str:
    """The sentence of a refusal or of a finding, in the reader's language, with its facts."""
    return worded(_(what.reason), what.facts, _)
