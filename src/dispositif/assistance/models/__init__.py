"""Tables of assistance."""

from dispositif.assistance.models.move import Move
from dispositif.assistance.models.point import PointAnswer
from dispositif.assistance.models.request import Request

__all__ = ["Move", "PointAnswer", "Request"]
