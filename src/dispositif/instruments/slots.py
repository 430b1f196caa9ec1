"""What instruments puts into the frame and the registries."""

from django.utils.translation import gettext_lazy as _

from dispositif.instruments import (
    figure_scopes,
    figures,
    list_figures,
    session_figures,
    session_history,
    strategy_figures,
    strategy_history,
)
from dispositif.instruments.registers import history as register_history
from dispositif.look.panels import Panel, register


def fill() -> None:
    """Register with the frame, the figures and the words of the trail."""
    register(Panel("menu", "instruments:grid", 30, _("Treaties")))
    register(Panel("menu", "instruments:strategies", 30, _("Strategies")))
    joined = _("Treaties and strategies")
    register(Panel("provision", "instruments:provision", 30, joined, whole="instruments:provisions"))
    figure_scopes.register_all()
    figures.register_all()
    list_figures.register_all()
    strategy_figures.register_all()
    strategy_history.fill()
    session_figures.register_all()
    session_history.fill()
    register_history.fill()
