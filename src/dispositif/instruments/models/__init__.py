"""Tables of instruments."""

from dispositif.instruments.models.action import Action, Procedure, Statement, Unresolved
from dispositif.instruments.models.instrument import Edition, Instrument, InstrumentName, Published
from dispositif.instruments.models.mechanism import Answer, Contribution, FocalPoint, Questionnaire
from dispositif.instruments.models.session import Attendance, Issue, Session, SessionDocument, Sitting
from dispositif.instruments.models.strategy import Measure, Strategy, StrategyCover, StrategyEdition

__all__ = [
    "Action",
    "Answer",
    "Attendance",
    "Contribution",
    "Edition",
    "FocalPoint",
    "Instrument",
    "InstrumentName",
    "Issue",
    "Measure",
    "Procedure",
    "Published",
    "Questionnaire",
    "Session",
    "SessionDocument",
    "Sitting",
    "Statement",
    "Strategy",
    "StrategyCover",
    "StrategyEdition",
    "Unresolved",
]
