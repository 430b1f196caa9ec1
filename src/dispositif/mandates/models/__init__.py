"""Tables of mandates."""

from dispositif.mandates.models.clause import Lineage, Priority
from dispositif.mandates.models.mandate import (
    Course,
    Followed,
    Mandate,
    SetAside,
    Statement,
    Supporting,
    Tagging,
)
from dispositif.mandates.models.plan import Cited, Plan, Reference
from dispositif.mandates.models.report import Report
from dispositif.mandates.models.sheet import SheetIntake

__all__ = [
    "Cited",
    "Course",
    "Followed",
    "Lineage",
    "Mandate",
    "Plan",
    "Priority",
    "Reference",
    "Report",
    "SetAside",
    "SheetIntake",
    "Statement",
    "Supporting",
    "Tagging",
]
