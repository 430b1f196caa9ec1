"""Every change to requests, by verb."""

from dispositif.assistance.actions.answer_point import answer_point
from dispositif.assistance.actions.assign import assign
from dispositif.assistance.actions.attach import attach
from dispositif.assistance.actions.classify import classify
from dispositif.assistance.actions.move import move
from dispositif.assistance.actions.take_in import Asked, amend, take_in

__all__ = ["Asked", "amend", "answer_point", "assign", "attach", "classify", "move", "take_in"]
