"""How rooms put what their entries hold into words; filled from AppConfigs, as the slots of the frame are."""

from collections.abc import Callable
from typing import Any

Said = Callable[[Any], str]
"""A value of an entry's content → its words; an empty text leaves the value out."""
_sayers: dict[tuple[str, str], Said] = {}


def says(name: str, said: Said, *whats: str) -> None:
    """Put the values under this name into words, in entries of these kinds; of every kind without one."""
    _sayers.update({(what, name): said for what in whats or ("",)})


def sayer(what: str, name: str) -> Said | None:
    """The words of a name in entries of a kind; None where values are shown as they are."""
    return _sayers.get((what, name)) or _sayers.get(("", name))
