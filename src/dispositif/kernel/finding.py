"""What a check of an incoming file found: all at once, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from dispositif.kernel.refusal import phrase, worded


class Severity(StrEnum):
    """How much a finding weighs: a critical one or an error keeps an import from being written."""

    CRITICAL = phrase("critical")
    ERROR = phrase("error")
    WARNING = phrase("warning")


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a file; `reason` is an English sentence marked by `phrase`."""

    where: str
    value: str
    severity: Severity
    code: str
    reason: str
    column: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {worded(self.reason, self.facts)}"


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that keep an import from being written."""
    return [finding for finding in findings if finding.severity is not Severity.WARNING]
