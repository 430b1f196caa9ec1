"""What documents puts into the page frame: its menu entry, the search, its panels."""

from django.utils.translation import gettext_lazy as _

from dispositif.look.panels import Panel, register


def fill() -> None:
    """Register with the frame."""
    register(Panel("menu", "documents:library", 10, _("Documents")))
    register(Panel("search", "documents:follow", 10, _("Search")))
    register(Panel("due", "documents:waiting", 10, _("Readings to confirm")))
    register(Panel("holdings", "documents:holdings", 10, _("Holdings")))
