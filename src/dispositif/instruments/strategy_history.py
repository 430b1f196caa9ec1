"""What the trail's entries about strategies say in the reader's language: codes become words."""

from collections.abc import Callable

from django.utils.translation import get_language

from dispositif.instruments.strategies.words import kind_said, language_said, theme_said
from dispositif.trail.words import says
from dispositif.world import queries as world

CHANGES = ("instruments.strategy_recorded", "instruments.strategy_amended")
LISTS = ("instruments.states_covered", "instruments.state_uncovered")


def fill() -> None:
    """Say how values are worded; days and words of people need none."""
    says("kind", kind_said, *CHANGES)
    says("language", language_said, *CHANGES)
    says("themes", _each(theme_said), *CHANGES)
    says("states", _each(_state), *CHANGES)
    says("state", _state, *CHANGES)
    says("states", _state, *LISTS)


def _each(said: Callable[[str], str]) -> Callable[[str], str]:
    """The words for a list divided by semicolons."""
    return lambda value: "; ".join(said(one) for one in str(value).split("; "))


def _state(code: str) -> str:
    """`KEN`, or `BFA until 2025-01-28`, under the latest name in the reader's language."""
    short, blank, days = code.partition(" ")
    names = world.participant(short).names.filter(superseded_at=None, language__in=(get_language(), "en"))
    latest = sorted(names, key=lambda one: (one.language != "en", one.valid_to is None))
    return f"{latest[-1].name if latest else short}{blank}{days}"
