"""Remarks on a table: by kind for a page, one by one as a table to take away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import worded

COLUMNS = ("row", "column", "value", "severity", "code", "reason")
SHOWN = 5
"""Remarks of one kind that a page shows; the others are counted."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """All remarks of one kind: how many, and the first few."""

    code: str
    severity: Severity
    count: int
    first: tuple[Finding, ...]


def rolled(findings: Iterable[Finding]) -> list[Rolled]:
    """The remarks by kind, those that keep the table out first."""
    by_code: dict[str, list[Finding]] = {}
    for one in findings:
        by_code.setdefault(one.code, []).append(one)
    kinds = [Rolled(code, rows[0].severity, len(rows), tuple(rows[:SHOWN])) for code, rows in by_code.items()]
    return sorted(kinds, key=lambda kind: (kind.severity is Severity.WARNING, kind.code))


def table(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    """Every remark in the reader's language, the heads first."""
    yield COLUMNS
    for one in findings:
        reason = worded(_(one.reason), one.facts, _)
        yield one.where, one.column, one.value, _(str(one.severity)), one.code, reason
