"""What the trail's entries about mandates say in the reader's language: codes become names."""

from django.utils.translation import gettext as _

from dispositif.kernel.refusal import phrase
from dispositif.mandates import rules
from dispositif.mandates.templatetags.mandates import entity_named, theme_named
from dispositif.mandates.words import kind_said, look_said, status_said
from dispositif.trail.words import says

PARTS = {"operative": phrase("operative part"), "preambular": phrase("preamble")}


def fill() -> None:
    """Say how values are worded; days and numbers need no words."""
    says("kind", kind_said, "mandates.registered")
    for name in ("before", "after"):
        says(name, status_said, "mandates.stated")
        says(name, theme_named, "mandates.tagged")
    says("before", look_said, "mandates.text_confirmed")
    says("look", look_said, "mandates.text_followed")
    says("theme", theme_named)
    for name in ("owner", "supporting", "entity"):
        says(name, entity_named)
    says("relation", lambda relation: _(rules.RELATIONS[rules.Relation(relation)]))
    says("part", lambda part: _(PARTS[part]))
    says("act", lambda act: str(act or ""))  # act 0 is the paragraph itself
