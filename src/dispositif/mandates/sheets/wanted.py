"""What a row wants to change, cell by cell: read, checked against what is held, refused in its cell."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dispositif.files.cells import holdable
from dispositif.files.tables import Row
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates import rules
from dispositif.mandates.sheets.columns import COLUMNS

_DIVIDERS = re.compile(r"[;,\s]+")
_CODES = ("owner", "supporting", "themes")
_EVIDENCE = 4000


@dataclass(frozen=True, slots=True)
class Known:
    """Codes that a cell may name, and the day of the import."""

    owners: frozenset[str]
    themes: frozenset[str]
    on: date


@dataclass(frozen=True, slots=True)
class Before:
    """What a row is compared with: a mandate (`key`), or an act that is to be registered (`provision`).

    `texts`: what the cells of the written columns say now; `evidence`: what showed the last status.
    """

    label: str
    texts: dict[str, str]
    status: rules.Status
    begins_on: date
    revision: int = 0
    evidence: str = ""
    key: int | None = None
    provision: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What confirming writes for one row. `cells`: column → (before, after); `values`: column → value."""

    row: int
    before: Before
    cells: dict[str, tuple[str, str]]
    values: dict[str, Any]


def plan(row: Row, before: Before, known: Known) -> tuple[Plan, list[Finding]]:
    """The changes of a row, and every remark on its cells."""
    changed = {name: (was, row.cells[name]) for name, was in before.texts.items() if _differs(name, row, was)}
    if row.cells["evidence"] == before.evidence:
        changed.pop("evidence", None)  # the same file once more: it says what was said
    values, found = {}, []
    for name, (_was, said) in changed.items():
        try:
            values[name] = _READ[name](said, before, known)
        except Refusal as refusal:
            found.append(remark(row, refusal, name))
    found += _of_status(row, before, changed, values, known)
    return Plan(row.number, before, changed, values), found


def remark(row: Row, refusal: Refusal, column: str = "", severity: Severity = Severity.ERROR) -> Finding:
    """A refusal as a remark on a cell."""
    name = column or refusal.field
    value = row.cells.get(name, "")[:80]
    return Finding(str(row.number), value, severity, refusal.code, refusal.reason, name, dict(refusal.facts))


def codes(said: str) -> list[str]:
    """The codes of a cell, each once."""
    return list(dict.fromkeys(filter(None, _DIVIDERS.split(said))))


def _differs(name: str, row: Row, was: str) -> bool:
    said = row.cells[name]
    if said == was:
        return False
    return set(codes(said)) != set(codes(was)) if name in _CODES else said.strip() != was


def _owner(said: str, before: Before, known: Known) -> str:
    named = codes(said)
    if len(named) > 1:
        raise Refusal(
            "mandates.two_owners",
            phrase("A mandate has one owner; %(named)s were named. The others may support it."),
            named=", ".join(named)[:200],
        )
    return "".join(_entities(said, before, known))


def _entities(said: str, before: Before, known: Known) -> list[str]:
    """Codes of those who carry out; one that stood there before may stay."""
    held = {*codes(before.texts["owner"]), *codes(before.texts["supporting"])}
    reason = phrase("No entity that carries out has the code %(codes)s.")
    return _all_known(said, known.owners | held, reason)


def _themes(said: str, before: Before, known: Known) -> list[str]:
    held = {*codes(before.texts["themes"])}
    return _all_known(said, known.themes | held, phrase("There is no theme %(codes)s."))


def _all_known(said: str, known: frozenset[str], reason: str) -> list[str]:
    named = codes(said)
    unknown = [code for code in named if code not in known]
    if unknown:
        raise Refusal("mandates.sheet_code", reason, codes=", ".join(unknown)[:200])
    return named


def _due(said: str, before: Before, _known: Known) -> date | None:
    due_on = day(said) if said else None
    rules.check_due(due_on, before.begins_on)
    return due_on


def _status(said: str, _before: Before, _known: Known) -> rules.Status:
    if said not in list(rules.Status):
        raise Refusal(
            "mandates.sheet_status",
            phrase("There is no status “%(said)s”; there are %(statuses)s."),
            said=said[:40],
            statuses=", ".join(rules.Status),
        )
    return rules.Status(said)


def _since(said: str, _before: Before, _known: Known) -> date:
    return day(said)


def _evidence(said: str, _before: Before, _known: Known) -> str:
    if len(said) > _EVIDENCE:
        raise Refusal(
            "mandates.sheet_evidence_long",
            phrase("Evidence has at most %(limit)s characters; this has %(length)s."),
            limit=_EVIDENCE,
            length=len(said),
        )
    return said


_READ: dict[str, Callable[[str, Before, Known], Any]] = {
    "owner": _owner,
    "supporting": _entities,
    "themes": _themes,
    "due_on": _due,
    "status": _status,
    "status_on": _since,
    "evidence": _evidence,
}


def day(said: str) -> date:
    """A day as the register writes it."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal(
            "mandates.sheet_day",
            phrase("“%(said)s” is not a day: write year, month and day, as in 2007-09-01."),
            said=said[:40],
        ) from None


def _of_status(
    row: Row, before: Before, changed: dict[str, Any], values: dict[str, Any], known: Known
) -> list[Finding]:
    """A status, its day and its evidence are one statement: they change together or not at all."""
    if "status" not in changed:
        return [remark(row, _alone(), name) for name in ("status_on", "evidence") if name in changed]
    if "status" not in values or ("status_on" in changed and "status_on" not in values):
        return []
    values.setdefault("status_on", date.fromisoformat(before.texts["status_on"]))
    found = []
    if "status_on" not in changed:
        found.append(remark(row, _undated(before), "status_on", Severity.WARNING))
    try:
        rules.check_status(
            before.status, values["status"], evidence=values.get("evidence", ""), attached=False
        )
        rules.check_since(values["status_on"], before.begins_on, max(known.on, before.begins_on))
    except Refusal as refusal:
        column = "status_on" if refusal.field == "since" else refusal.field
        found.append(remark(row, refusal, column))
    return found


def _alone() -> Refusal:
    return Refusal(
        "mandates.sheet_no_new_status",
        phrase("This goes with a new status only; the status of this row is the one that is held."),
    )


def _undated(before: Before) -> Refusal:
    return Refusal(
        "mandates.sheet_same_day",
        phrase("The new status would hold from %(day)s, the day of the one before."),
        day=before.texts["status_on"],
    )


def squeezed(said: str) -> str:
    """The text as two are compared: programs change blanks and line ends, never words."""
    return " ".join(holdable(said).split())


def unchanged(row: Row, columns: dict[str, tuple[str, ...]]) -> list[Finding]:
    """Remarks on read-only cells that say something else than is held; `columns`: what each may say."""
    found = []
    for name, held in columns.items():
        if row.cells[name] in held:
            continue
        said = squeezed(row.cells[name])
        if all(said != squeezed(one) for one in held):
            facts = {"held": squeezed(held[0])[:80] or "–"}
            refusal = Refusal(
                "mandates.sheet_read_only",
                phrase("This column cannot be changed here; it says “%(held)s”."),
                **facts,
            )
            found.append(remark(row, refusal, name))
    return found


WRITTEN = tuple(column for column in COLUMNS if column.written)
