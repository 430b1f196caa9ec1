"""How requests read in the reader's language."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.assistance.models import Request
from dispositif.assistance.rules import CHANNELS, KINDS, STATUSES, Channel, Kind, Status
from dispositif.assistance.rules_points import ANSWERS, POINTS, Answer, Point
from dispositif.kernel.sensitivity import SENSITIVITIES, Sensitivity
from dispositif.trail.words import says
from dispositif.world.queries import names, themes


def status_said(status: str) -> str:
    """Where a request stands; an empty text before the first step."""
    return _(STATUSES[Status(status)]) if status else ""


def kind_said(kind: str) -> str:
    """What is asked for."""
    return _(KINDS[Kind(kind)])


def channel_said(channel: str) -> str:
    """Who took it in."""
    return _(CHANNELS[Channel(channel)])


def point_said(point: str) -> str:
    """A point of the examination."""
    return _(POINTS[Point(point)])


def answer_said(answer: str) -> str:
    """How a point stands."""
    return _(ANSWERS[Answer(answer)])


def class_said(sensitivity: str) -> str:
    """Its class."""
    return _(SENSITIVITIES[Sensitivity(sensitivity)])


class Names:
    """States and themes as they are called on a day, read once for a page."""

    def __init__(self, at: date) -> None:
        language = get_language() or "en"
        self.states = {code: said for code, (said, _key, _verified) in names(language, at).items()}
        self.themes = {row.theme.code: row.name for row in themes(language, at)}

    def state(self, request: Request) -> str:
        """The name of the State that asks."""
        return self.states.get(request.state.code, request.state.code)

    def theme(self, request: Request) -> str:
        """The name of the theme."""
        return self.themes.get(request.theme.code, request.theme.code)


def fill() -> None:
    """Say how the values of the trail's entries are worded."""
    for name in ("before", "after"):
        says(name, status_said, "assistance.moved")
        says(name, class_said, "assistance.classified")
    says("channel", channel_said)
    says("point", point_said, "assistance.point_answered")
    says("answer", answer_said, "assistance.point_answered")
