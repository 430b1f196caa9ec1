"""The table of columns: what each holds, how it is written, and whether an import may change it."""

from collections.abc import Callable
from dataclasses import dataclass

from dispositif.kernel.refusal import phrase
from dispositif.mandates.models import Mandate
from dispositif.mandates.sheets.cells import holdable

SEPARATOR = "; "
"""Between the codes of one cell."""


@dataclass(frozen=True, slots=True)
class Held:
    """A mandate as the register holds it: its row, and the words of its paragraph by language."""

    mandate: Mandate
    words: dict[str, str]

    def sentence(self, language: str) -> str:
        """The words in the language, else in English, else in whatever language is held."""
        found = self.words.get(language) or self.words.get("en") or next(iter(self.words.values()), "")
        return holdable(found)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `of` answers the text of its cell; `written` tells whether an import may change it."""

    name: str
    meaning: str
    of: Callable[[Held, str], str]
    written: bool = False


def _codes(codes: list[str]) -> str:
    return SEPARATOR.join(sorted(codes))


COLUMNS: tuple[Column, ...] = (
    Column(
        "mandate",
        phrase("The mandate’s own identifier; empty for an act that is to be registered."),
        lambda one, _: str(one.mandate.uuid),
    ),
    Column(
        "symbol",
        phrase("Symbol of the document, as in A/RES/61/181."),
        lambda one, _: one.mandate.provision.document.symbol,
    ),
    Column(
        "paragraph", phrase("Operative paragraph, as in 4(d)."), lambda one, _: one.mandate.provision.path
    ),
    Column(
        "act_number",
        phrase("Number of the act in its paragraph, from 1."),
        lambda one, _: str(one.mandate.provision.act),
    ),
    Column(
        "kind",
        phrase("mandate, or states for an act addressed to States."),
        lambda one, _: str(one.mandate.kind),
    ),
    Column("act", phrase("Kind of act, as it was read."), lambda one, _: one.mandate.act),
    Column(
        "addressees",
        phrase("Codes of those addressed, as they were read."),
        lambda one, _: SEPARATOR.join(one.mandate.addressees),
    ),
    Column(
        "sentence",
        phrase("Words of the paragraph; empty where the text is not held."),
        lambda one, language: one.sentence(language),
    ),
    Column(
        "owner",
        phrase("Code of the one entity that owns the mandate; empty for nobody."),
        lambda one, _: one.mandate.owner.code if one.mandate.owner else "",
        written=True,
    ),
    Column(
        "supporting",
        phrase("Codes of entities that support the owner, divided by semicolons."),
        lambda one, _: _codes([entity.code for entity in one.mandate.supporting.all()]),
        written=True,
    ),
    Column(
        "themes",
        phrase("Codes of themes, divided by semicolons."),
        lambda one, _: _codes([theme.code for theme in one.mandate.themes.all()]),
        written=True,
    ),
    Column(
        "due_on",
        phrase("Day on which it is due: year, month, day, as in 2007-09-01."),
        lambda one, _: one.mandate.due_on.isoformat() if one.mandate.due_on else "",
        written=True,
    ),
    Column(
        "status",
        phrase("How it stands: completed, in_progress, not_implemented, not_applicable or no_indication."),
        lambda one, _: str(one.mandate.status),
        written=True,
    ),
    Column(
        "status_on",
        phrase("Day from which the status holds; give the day of a new status."),
        lambda one, _: one.mandate.status_on.isoformat(),
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
        lambda one, _: str(one.mandate.revision),
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
READ_ONLY = tuple(column for column in COLUMNS if not column.written and column.name != "seen")
"""Columns that say what the register holds: a cell that says something else is refused."""
