"""What assistance puts into the frame and the registries."""

from django.utils.translation import gettext_lazy as _

from dispositif.assistance import words
from dispositif.kernel.refusal import phrase
from dispositif.look.panels import Panel, register
from dispositif.notices.subjects import word
from dispositif.secrecy.subjects import seen_with


def fill() -> None:
    """Register with the frame, the notices, the figures and the words of the trail."""
    register(Panel("menu", "assistance:queue", 32, _("Requests")))
    words.fill()
    seen_with("request", "assistance_request")
    word("assistance.moved", phrase("Request %(label)s has moved on: read where it stands"))
    word("assistance.assigned", phrase("You are concerned with request %(label)s"))
    word("assistance.step", phrase("Next step on request %(label)s"), name=phrase("Requests for assistance"))
