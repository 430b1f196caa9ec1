"""What notices puts into the page frame, and the words of its own message."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dispositif.kernel.refusal import phrase
from dispositif.look.panels import Panel, register
from dispositif.notices import subjects
from dispositif.secrecy.subjects import seen_with
from dispositif.trail.words import says


def fill() -> None:
    """Register with the frame and with the registry of words."""
    register(Panel("menu", "notices:due", 30, _("What is due")))
    register(Panel("due", "notices:due_panel", 5, _("Due dates")))
    register(Panel("account", "notices:messages", 5, _("Messages")))
    seen_with("person", "people_person")
    subjects.word("notices.reminder", phrase("Reminder of due dates: %(count)s to look at"))
    changes = ("notices.due_opened", "notices.due_changed", "notices.due_settled")
    says("kind", lambda kind: gettext(subjects.named()[kind]), *changes)
