"""Due rows on a page: how far the day is."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dispositif.notices.words import DueShown

register = template.Library()


@register.simple_tag
def due_when(one: DueShown) -> SafeString:
    """How far the day is, in words; the class of the style sheet repeats it as a colour."""
    return format_html('<span class="due-when due-{}">{}</span>', one.state, one.when)


@register.filter
def fault_said(fault: str) -> str:
    """Why mail did not go out: a sentence of ours is translated, a mail server's stays as it is."""
    return _(fault)
