"""Remarks on a file as a table to take away."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import worded

COLUMNS = ("row", "column", "value", "severity", "code", "reason")


def table(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    """Every remark in the reader's language, the heads first."""
    yield COLUMNS
    for one in findings:
        reason = worded(_(one.reason), one.facts, _)
        yield one.where, one.column, one.value, _(str(one.severity)), one.code, reason
