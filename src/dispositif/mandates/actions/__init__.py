"""Every change of mandates."""

from dispositif.mandates.actions.clause import join, part, set_priority, withdraw_priority
from dispositif.mandates.actions.follow import assign, assign_all, set_due, state, tag, tag_all
from dispositif.mandates.actions.plan import import_plan, keep_list
from dispositif.mandates.actions.register import register, register_all, set_aside
from dispositif.mandates.actions.report import attach_report, name_report
from dispositif.mandates.actions.texts import confirm_text, follow_texts

__all__ = [
    "assign",
    "assign_all",
    "attach_report",
    "confirm_text",
    "follow_texts",
    "import_plan",
    "join",
    "keep_list",
    "name_report",
    "part",
    "register",
    "register_all",
    "set_aside",
    "set_due",
    "set_priority",
    "state",
    "tag",
    "tag_all",
    "withdraw_priority",
]
