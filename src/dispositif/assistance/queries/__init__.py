"""Every read of requests that pages, API and command line share."""

from dispositif.assistance.queries.listed import STANDING, Asked, listed
from dispositif.assistance.queries.request import by_receipt, course, files_of, in_order, points_of

__all__ = ["STANDING", "Asked", "by_receipt", "course", "files_of", "in_order", "listed", "points_of"]
