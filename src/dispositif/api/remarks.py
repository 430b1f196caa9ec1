"""What was noticed in a table, cell by cell, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Schema

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import worded


class CellOut(Schema):
    """A remark on a cell, or (no column) on its row; any severity but `warning` keeps the file out."""

    row: str
    column: str
    value: str
    severity: str
    code: str
    detail: str


def cell_out(one: Finding) -> dict[str, Any]:
    """A finding in the shape of CellOut."""
    said = {"row": one.where, "column": one.column, "value": one.value, "code": one.code}
    return said | {"severity": str(one.severity), "detail": worded(_(one.reason), one.facts, _)}
