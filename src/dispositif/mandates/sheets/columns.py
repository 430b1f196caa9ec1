"""The table of columns: what each holds, how it is written, and whether an import may change it."""

from collections.abc import Callable
from dataclasses import dataclass

from dispositif.kernel.refusal import phrase
from dispositif.mandates.sheets.held import SEPARATOR, Held


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `of` answers the text of its cell; `written` tells whether an import may change it."""

    name: str
    meaning: str
    of: Callable[[Held, str], str]
    written: bool = False


COLUMNS: tuple[Column, ...] = (
    Column(
        "mandate",
        phrase("The mandate’s own identifier; empty for an act that is to be registered."),
        lambda one, _: str(one.uuid),
    ),
    Column(
        "symbol",
        phrase("Symbol of the document, as in A/RES/61/181."),
        lambda one, _: one.symbol,
    ),
    Column("paragraph", phrase("Operative paragraph, as in 4(d)."), lambda one, _: one.path),
    Column(
        "act_number",
        phrase("Number of the act in its paragraph, from 1."),
        lambda one, _: str(one.number),
    ),
    Column(
        "kind",
        phrase("mandate, or states for an act addressed to States."),
        lambda one, _: one.kind,
    ),
    Column("act", phrase("Kind of act, as it was read."), lambda one, _: one.act),
    Column(
        "addressees",
        phrase("Codes of those addressed, as they were read."),
        lambda one, _: SEPARATOR.join(one.addressees),
    ),
    Column(
        "sentence",
        phrase("Words of the paragraph; empty where the text is not held."),
        lambda one, language: one.sentence(language),
    ),
    Column(
        "owner",
        phrase("Code of the one entity that owns the mandate; empty for nobody."),
        lambda one, _: one.owner,
        written=True,
    ),
    Column(
        "supporting",
        phrase("Codes of entities that support the owner, divided by semicolons."),
        lambda one, _: SEPARATOR.join(one.supporting),
        written=True,
    ),
    Column(
        "themes",
        phrase("Codes of themes, divided by semicolons."),
        lambda one, _: SEPARATOR.join(one.themes),
        written=True,
    ),
    Column(
        "due_on",
        phrase("Day on which it is due: year, month, day, as in 2007-09-01."),
        lambda one, _: one.due_on.isoformat() if one.due_on else "",
        written=True,
    ),
    Column(
        "status",
        phrase("How it stands: completed, in_progress, not_implemented, not_applicable or no_indication."),
        lambda one, _: one.status,
        written=True,
    ),
    Column(
        "status_on",
        phrase("Day from which the status holds; give the day of a new status."),
        lambda one, _: one.status_on.isoformat(),
        written=True,
    ),
    Column(
        "evidence",
        phrase("What shows a new status; always empty in an exported file."),
        lambda one, _: "",
        written=True,
    ),
    Column(
        "seen",
        phrase("The state of the mandate that the file was made from; leave it as it is."),
        lambda one, _: str(one.revision),
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
READ_ONLY = tuple(column for column in COLUMNS if not column.written and column.name != "seen")
"""Columns that say what the register holds: a cell that says something else is refused."""
