"""Leafing through a long list without counting all of it: a policy looks at every row that is counted."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from dispositif.notices.models import Due

LONG = 1000
"""Rows that are counted and leafed through; a longer list says so, and its export holds all of it."""


class Leaves(Paginator):  # type: ignore[type-arg]
    """Pages of the first LONG rows; `more` when the list is longer."""

    @cached_property
    def _counted(self) -> int:
        rows = cast("QuerySet[Due]", self.object_list)
        return rows.order_by()[: LONG + 1].count()

    @cached_property
    def count(self) -> int:
        """How many rows the pages hold."""
        return min(self._counted, LONG)

    @property
    def more(self) -> bool:
        """Whether the list is longer than the pages."""
        return self._counted > LONG
