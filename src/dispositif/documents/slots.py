"""What documents puts into the page frame: its menu entry, the search, its panels."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dispositif.kernel.sensitivity import SENSITIVITIES, Sensitivity
from dispositif.look.panels import Panel, register
from dispositif.trail.words import says


def fill() -> None:
    """Register with the frame and the words of the trail."""
    register(Panel("menu", "documents:library", 10, _("Documents")))
    register(Panel("search", "documents:follow", 10, _("Search")))
    register(Panel("due", "documents:waiting", 10, _("Readings to confirm")))
    register(Panel("holdings", "documents:holdings", 10, _("Holdings")))
    for name in ("before", "after"):
        says(name, _class_said, "documents.classified")


def _class_said(sensitivity: str) -> str:
    return gettext(SENSITIVITIES[Sensitivity(sensitivity)])
