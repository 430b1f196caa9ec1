"""Pages of documents: load, one call, show."""

from dispositif.documents.views.classify import classify
from dispositif.documents.views.intake import hand_in, intake
from dispositif.documents.views.library import follow, library
from dispositif.documents.views.panels import holdings, waiting
from dispositif.documents.views.provision import provision
from dispositif.documents.views.reader import history, reader

__all__ = [
    "classify",
    "follow",
    "hand_in",
    "history",
    "holdings",
    "intake",
    "library",
    "provision",
    "reader",
    "waiting",
]
