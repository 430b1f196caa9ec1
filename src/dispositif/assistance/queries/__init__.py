"""Every read of requests that pages, API and command line share."""

from dispositif.assistance.queries.request import by_receipt, course, in_order

__all__ = ["by_receipt", "course", "in_order"]
