"""What a look at a spreadsheet found, as its page shows it; a long one's is kept, and not computed again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from dispositif.kernel.finding import Finding, Severity, blocking
from dispositif.mandates.sheets.preview import Preview, Rolled
from dispositif.mandates.sheets.wanted import Plan

FIRST = 50
"""Rows of a long spreadsheet that are kept to be shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one row changes. `cells`: column → (before, after)."""

    row: int
    label: str
    new: bool
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """`counts` by outcome; `changes`: the rows that change something, or the first of `total`."""

    counts: dict[str, int]
    rolled: list[Rolled]
    changes: list[Change]
    total: int
    writes: bool
    refuses: bool


def seen(found: Preview, first: int | None = None) -> Seen:
    """What is shown of a preview; with `first`, of its changes only so many."""
    counts = {str(outcome): count for outcome, count in found.counts.items()}
    changes = [_change(one) for one in found.plans[:first]]
    return Seen(
        counts, found.rolled(), changes, len(found.plans), found.writes, bool(blocking(found.findings))
    )


def _change(one: Plan) -> Change:
    return Change(one.row, one.before.label, one.before.key is None, one.cells)


def kept(one: Seen) -> dict[str, Any]:
    """As plain values, for a JSON column."""
    return asdict(one)


def again(said: dict[str, Any]) -> Seen:
    """From what `kept` made of it."""
    rolled = [
        Rolled(**one | {"severity": Severity(one["severity"]), "first": tuple(map(_finding, one["first"]))})
        for one in said["rolled"]
    ]
    return Seen(**said | {"rolled": rolled, "changes": [Change(**one) for one in said["changes"]]})


def as_json(findings: Iterable[Finding]) -> bytes:
    """Every remark, to be kept as a file."""
    return json.dumps([asdict(one) for one in findings], cls=DjangoJSONEncoder).encode()


def from_json(content: bytes) -> list[Finding]:
    """The remarks of such a file."""
    return [_finding(one) for one in json.loads(content)]


def _finding(said: dict[str, Any]) -> Finding:
    facts = {name: tuple(fact) if isinstance(fact, list) else fact for name, fact in said["facts"].items()}
    return Finding(**said | {"severity": Severity(said["severity"]), "facts": facts})
