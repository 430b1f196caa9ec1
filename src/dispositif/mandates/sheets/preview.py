"""What importing a spreadsheet would do: every row new, changed, same or refused; nothing is written here."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dispositif.documents.models import Provision
from dispositif.documents.queries import symbol_in
from dispositif.documents.rules import Part
from dispositif.files.tables import Row
from dispositif.kernel.finding import Finding, Severity, blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates import rules
from dispositif.mandates.actions.register import began, check_registrable
from dispositif.mandates.models import Statement
from dispositif.mandates.queries.page import identified
from dispositif.mandates.queries.texts import looks
from dispositif.mandates.sheets.columns import READ_ONLY
from dispositif.mandates.sheets.held import Held, held_of
from dispositif.mandates.sheets.reading import Tell, silent
from dispositif.mandates.sheets.wanted import WRITTEN, Before, Known, Plan, plan, remark, unchanged
from dispositif.world import queries as world

SHOWN = 5
"""Remarks of one kind that a preview shows; the others are counted and can be downloaded."""
COMPARING = phrase("comparing the rows with the register")
_CHUNK = 1000
_FILLED_IN = ("act", "addressees", "sentence")
"""Columns that the register fills in when an act is registered."""
_CELL = {"mandates.gone": "paragraph", "mandates.registered": "mandate"}
"""Why an act cannot be registered → the cell to mend."""


class Outcome(StrEnum):
    """What an import makes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


OUTCOMES: dict[Outcome, str] = {
    Outcome.NEW: phrase("new"),
    Outcome.CHANGED: phrase("changed"),
    Outcome.SAME: phrase("same"),
    Outcome.REFUSED: phrase("refused"),
}


@dataclass(frozen=True, slots=True)
class Rolled:
    """Remarks of one kind on one column: how many, and the first of them."""

    code: str
    column: str
    severity: Severity
    count: int
    first: tuple[Finding, ...]


@dataclass(slots=True)
class Preview:
    """The whole file. `plans`: what would be written, row by row; `findings`: every remark."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    plans: list[Plan] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether confirming changes anything: nothing is refused, and something is new or changed."""
        return bool(self.plans) and not blocking(self.findings)

    def rolled(self) -> list[Rolled]:
        """The remarks by kind and column, the most frequent first."""
        kinds: dict[tuple[str, str], list[Finding]] = {}
        for one in self.findings:
            kinds.setdefault((one.code, one.column), []).append(one)
        rolled = [
            Rolled(code, column, found[0].severity, len(found), tuple(found[:SHOWN]))
            for (code, column), found in kinds.items()
        ]
        return sorted(rolled, key=lambda one: (-one.count, one.column, one.code))


def preview(rows: list[Row], on: date, tell: Tell = silent) -> Preview:
    """Compare every row with what is held now, as far as whoever acts may see it; `tell` hears how far."""
    found, named = Preview(), dict[str, int]()
    known = _known(on)
    for start in range(0, len(rows), _CHUNK):
        chunk = rows[start : start + _CHUNK]
        held, acts = _held(chunk), _acts(chunk)
        for row in chunk:
            _add(found, row, _judged(row, held, acts, named, known))
        tell(start + len(chunk), len(rows), COMPARING)
    return found


Judged = tuple[Plan | None, list[Finding]]
Acts = dict[str, tuple[Provision, rules.Look]]
"""Symbol, paragraph and act → the provision, and whether its text still has it."""


def _add(found: Preview, row: Row, judged: Judged) -> None:
    made, remarks = judged
    found.findings += remarks
    if made is None or blocking(remarks):
        found.counts[Outcome.REFUSED] += 1
        return
    outcome = Outcome.NEW if made.before.key is None else Outcome.CHANGED if made.cells else Outcome.SAME
    found.counts[outcome] += 1
    if outcome is not Outcome.SAME:
        found.plans.append(made)


def _judged(
    row: Row,
    held: dict[str, tuple[Held, str]],
    acts: Acts,
    named: dict[str, int],
    known: Known,
) -> Judged:
    """One row: compared with its mandate, or with the act that it wants to be registered."""
    try:
        _check_shape(row, named)
        if row.cells["mandate"]:
            return _compared(row, *_mandate(row, held), known)
        return _registered(row, _act(row, acts), known)
    except Refusal as refusal:
        return None, [remark(row, refusal)]


def _compared(row: Row, one: Held, evidence: str, known: Known) -> Judged:
    before = Before(
        label=one.label,
        texts={column.name: column.of(one, "") for column in WRITTEN},
        status=rules.Status(one.status),
        begins_on=one.begins_on,
        revision=one.revision,
        evidence=evidence,
        key=one.key,
    )
    made, remarks = plan(row, before, known)
    fixed = {column.name: (column.of(one, ""),) for column in READ_ONLY if column.name != "sentence"}
    sentences = tuple(one.sentence(language) for language in one.words) or ("",)
    remarks += unchanged(row, fixed | {"sentence": sentences})
    if made.cells and row.cells["seen"] != str(one.revision):
        remarks.append(remark(row, _stale(made)))
    return made, remarks


def _registered(row: Row, provision: Provision, known: Known) -> Judged:
    """An act that is not registered yet. An empty cell takes what registering gives."""
    kind = _kind(row)
    begins, first = began(provision.document, known.on), rules.FIRST[kind]
    texts = {column.name: "" for column in WRITTEN} | {"status": first, "status_on": begins.isoformat()}
    label = f"{provision.document.symbol}, {provision.path} ({provision.act})"
    before = Before(label, texts, first, begins, provision=provision.pk, kind=kind)
    filled = {name: said or texts.get(name, "") for name, said in row.cells.items()}
    made, remarks = plan(Row(row.number, filled), before, known)
    return made, remarks + unchanged(row, dict.fromkeys(_FILLED_IN, ("",)))


def _check_shape(row: Row, named: dict[str, int]) -> None:
    if row.ragged:
        raise Refusal("mandates.sheet_ragged", phrase("This row has more or fewer cells than the first row."))
    cells = row.cells
    key = cells["mandate"].lower() or _named(row)
    if key in named:
        raise Refusal(
            "mandates.sheet_twice",
            phrase("Row %(row)s speaks of the same mandate: each stands in a file once."),
            field="mandate" if cells["mandate"] else "symbol",
            row=named[key],
        )
    named[key] = row.number


def _mandate(row: Row, held: dict[str, tuple[Held, str]]) -> tuple[Held, str]:
    found = held.get(row.cells["mandate"].lower())
    if found is None:
        raise Refusal(
            "mandates.sheet_unknown", phrase("There is no mandate with this identifier."), field="mandate"
        )
    return found


def _act(row: Row, acts: Acts) -> Provision:
    """The provision that a row wants to register; what can be no mandate is refused."""
    provision, look = acts.get(_named(row), (None, rules.Look.NO))
    if provision is None:
        raise Refusal(
            "mandates.sheet_no_act",
            phrase("No act of an operative paragraph held here has this symbol, paragraph and number."),
            field="symbol",
        )
    try:
        check_registrable(provision, look=look, registered=hasattr(provision, "mandate"))
    except Refusal as refusal:
        refusal.field = _CELL.get(refusal.code, "symbol")
        raise
    return provision


def _kind(row: Row) -> rules.Kind:
    if row.cells["kind"] not in list(rules.Kind):
        raise Refusal(
            "mandates.sheet_kind",
            phrase("Say as what it shall be registered: %(kinds)s."),
            field="kind",
            kinds=", ".join(rules.Kind),
        )
    return rules.Kind(row.cells["kind"])


def _stale(made: Plan) -> Refusal:
    """What stands now and what was sent, both shown."""
    theirs = "; ".join(f"{name}: {was or '–'}" for name, (was, _said) in made.cells.items())
    yours = "; ".join(f"{name}: {said or '–'}" for name, (_was, said) in made.cells.items())
    return Refusal(
        "mandates.sheet_stale",
        phrase(
            "Somebody changed this mandate after the file was made. Now: %(theirs)s. In the file: %(yours)s."
        ),
        field="seen",
        theirs=theirs[:300],
        yours=yours[:300],
    )


def _known(on: date) -> Known:
    owners = frozenset(row.entity.code for row in world.owners("en", on))
    return Known(owners, frozenset(row.theme.code for row in world.themes("en", on)), on)


def _held(rows: list[Row]) -> dict[str, tuple[Held, str]]:
    """Identifier → the mandate, and the evidence of its last status."""
    found = list(held_of(identified(row.cells["mandate"] for row in rows)))
    said = _evidence([one.key for one in found]) if any(row.cells["evidence"] for row in rows) else {}
    return {str(one.uuid): (one, said.get(one.key, "")) for one in found}


def _evidence(keys: list[int]) -> dict[int, str]:
    """Mandate → what showed its last status; the first of a mandate in this order is the last said."""
    last = Statement.objects.filter(mandate__in=keys).order_by("mandate", "-pk").distinct("mandate")
    return dict(last.values_list("mandate", "evidence"))


def _acts(rows: list[Row]) -> Acts:
    """The acts that rows without a mandate name."""
    new = [row for row in rows if not row.cells["mandate"]]
    symbols = {str(symbol) for row in new if (symbol := symbol_in(row.cells["symbol"]))}
    paths = {row.cells["paragraph"] for row in new}
    acts = Provision.objects.filter(
        document__symbol__in=symbols, part=Part.OPERATIVE, path__in=paths, act__gt=0
    )
    found = list(acts.select_related("document", "mandate")) if new else []
    seen = looks(found)
    return {f"{one.document.symbol} {one.path} {one.act}": (one, seen[one.pk]) for one in found}


def _named(row: Row) -> str:
    symbol = symbol_in(row.cells["symbol"])
    return f"{symbol} {row.cells['paragraph']} {row.cells['act_number']}"
