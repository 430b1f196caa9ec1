"""Every change to documents: one transaction, one trail entry, one named refusal."""

from dispositif.documents.actions.classify import classify
from dispositif.documents.actions.intake import confirm, drop, hand_in, write_all
from dispositif.documents.actions.read import confirm_all, read_as, state_facts
from dispositif.documents.actions.register import date_adoption, entitle, register
from dispositif.documents.actions.write import write

__all__ = [
    "classify",
    "confirm",
    "confirm_all",
    "date_adoption",
    "drop",
    "entitle",
    "hand_in",
    "read_as",
    "register",
    "state_facts",
    "write",
    "write_all",
]
