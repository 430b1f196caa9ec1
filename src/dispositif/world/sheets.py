"""What each table of facts must look like, as a table."""

from dataclasses import dataclass
from enum import StrEnum

from dispositif.kernel.language import BY_CODE
from dispositif.world.rules import EntityKind, Kind, Level

_SIX = tuple(BY_CODE)


def _one_of(words: type[StrEnum]) -> str:
    return "|".join(words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its file is `<name>.csv`, its header the columns, the languages, and REST.

    `columns`: column → pattern that each value matches whole. `unique`: columns whose values are
    not repeated; the first is the key. `parent`: column → sheet whose key it cites ("" cites nothing).
    `apart`: whether a name may belong to one row only.
    """

    name: str
    columns: dict[str, str]
    languages: tuple[str, ...]
    unique: tuple[str, ...]
    parent: tuple[str, str]
    apart: bool = False

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        return self.unique[0]

    @property
    def header(self) -> list[str]:
        """The columns in the order of the file."""
        return [*self.columns, *self.languages, *REST]


REST = ("doubtful", "source")
"""`doubtful`: languages whose name the sources do not agree upon, separated by spaces."""

REGIONS = Sheet(
    "regions",
    {"m49": r"\d{3}", "level": _one_of(Level), "parent": r"(\d{3})?"},
    _SIX,
    ("m49",),
    ("parent", "regions"),
)
PARTICIPANTS = Sheet(
    "participants",
    {
        "code": "[A-Z]{2,3}",
        "kind": _one_of(Kind),
        "m49": r"(\d{3})?",
        "iso2": "([A-Z]{2})?",
        "iso3": "([A-Z]{3})?",
        "member_since": r"(19[4-9]\d|20\d\d)?",
        "region": r"(\d{3})?",
    },
    _SIX,
    ("code", "m49", "iso2", "iso3"),
    ("region", "regions"),
    apart=True,
)
ENTITIES = Sheet(
    "entities",
    {"code": "[A-Z][A-Z_]*", "kind": _one_of(EntityKind), "parent": "([A-Z][A-Z_]*)?"},
    ("en", "fr"),
    ("code",),
    ("parent", "entities"),
)
THEMES = Sheet(
    "themes",
    {"code": "[A-Z]+", "parent": "([A-Z]+)?"},
    ("en", "fr"),
    ("code",),
    ("parent", "themes"),
)
SHEETS = (REGIONS, PARTICIPANTS, ENTITIES, THEMES)
