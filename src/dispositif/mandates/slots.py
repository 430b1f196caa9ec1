"""What mandates puts into the frame, the registries and the due list."""

from django.utils.translation import gettext_lazy as _

from dispositif.kernel.refusal import phrase
from dispositif.look.panels import Panel, register
from dispositif.mandates import figures, history, plan_figures
from dispositif.mandates.actions.due import DEADLINE, REPORT
from dispositif.mandates.queries import scopes
from dispositif.mandates.words import because
from dispositif.notices import subjects
from dispositif.secrecy.subjects import seen_with


def fill() -> None:
    """Register with the frame, the figures and the notices."""
    register(Panel("menu", "mandates:register", 20, _("Register")))
    register(Panel("menu", "mandates:figures", 25, _("Figures")))
    register(
        Panel("provision", "mandates:provision", 20, _("What became of it"), whole="mandates:provisions")
    )
    register(Panel("document", "mandates:of_document", 20, _("Mandates of this document")))
    seen_with("mandate", "mandates_mandate")
    subjects.word(DEADLINE, phrase("%(label)s: due"), name=phrase("Deadlines"))
    subjects.word(REPORT, phrase("%(label)s: report asked for"), name=phrase("Reports asked for"))
    subjects.because(DEADLINE, because)
    subjects.because(REPORT, because)
    scopes.register_all()
    figures.register_all()
    plan_figures.register_all()
    history.fill()
