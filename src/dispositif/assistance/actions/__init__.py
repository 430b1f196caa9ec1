"""Every change to requests, by verb."""

from dispositif.assistance.actions.assign import assign
from dispositif.assistance.actions.classify import classify
from dispositif.assistance.actions.move import move
from dispositif.assistance.actions.take_in import Asked, amend, take_in

__all__ = ["Asked", "amend", "assign", "classify", "move", "take_in"]
