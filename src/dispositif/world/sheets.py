"""What each table of facts must look like, as a table."""

from dataclasses import dataclass, field
from enum import StrEnum

from dispositif.kernel.language import BY_CODE
from dispositif.world.rules import EntityKind, GroupingKind, Kind, Level, SuccessionKind

_SIX = tuple(BY_CODE)
_DAY = r"(\d{4}-\d{2}-\d{2})?"
_DEGREES = r"(-?\d{1,3}\.\d\d)?"


def _one_of(words: type[StrEnum]) -> str:
    return "|".join(words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its file is `<name>.csv`, its header the columns, the languages, and REST.

    `columns`: column → pattern that each value matches whole. `unique`: columns whose values are
    not repeated; the first is the key, and a table of facts has none. `cites`: column → sheet in
    whose key its values stand ("" cites nothing). `apart`: whether a name may belong to one row only.
    `gaps`: whether a name may be missing.
    """

    name: str
    columns: dict[str, str]
    languages: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    cites: dict[str, str] = field(default_factory=dict)
    apart: bool = False
    gaps: bool = False

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        return self.unique[0]

    @property
    def header(self) -> list[str]:
        """The columns in the order of the file."""
        return [*self.columns, *self.languages, *REST]

    @property
    def days(self) -> list[str]:
        """The columns that hold days."""
        return [column for column, pattern in self.columns.items() if pattern == _DAY]


REST = ("doubtful", "source")
"""`doubtful`: languages and columns that the sources do not agree upon, or do not hold; spaces between."""

REGIONS = Sheet(
    "regions",
    {"m49": r"\d{3}", "level": _one_of(Level), "parent": r"(\d{3})?"},
    _SIX,
    ("m49",),
    {"parent": "regions"},
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
        "since_on": _DAY,
        "until_on": _DAY,
        "latitude": _DEGREES,
        "longitude": _DEGREES,
    },
    _SIX,
    ("code", "m49", "iso2", "iso3"),
    {"region": "regions"},
    apart=True,
)
ENTITIES = Sheet(
    "entities",
    {"code": "[A-Z][A-Z_]*", "kind": _one_of(EntityKind), "parent": "([A-Z][A-Z_]*)?"},
    ("en", "fr"),
    ("code",),
    {"parent": "entities"},
)
THEMES = Sheet(
    "themes",
    {"code": "[A-Z]+", "parent": "([A-Z]+)?"},
    ("en", "fr"),
    ("code",),
    {"parent": "themes"},
)
GROUPINGS = Sheet(
    "groupings", {"code": "[A-Z][A-Z_]*", "kind": _one_of(GroupingKind)}, ("en", "fr"), ("code",)
)
FORMER_NAMES = Sheet(
    "former_names",
    {"participant": "[A-Z]{2,3}", "until_on": _DAY},
    _SIX,
    cites={"participant": "participants"},
    gaps=True,
)
STANDINGS = Sheet(
    "standings",
    {"participant": "[A-Z]{2,3}", "kind": _one_of(Kind), "since_on": _DAY, "until_on": _DAY},
    cites={"participant": "participants"},
)
SUCCESSIONS = Sheet(
    "successions",
    {"predecessor": "[A-Z]{3}", "successor": "[A-Z]{3}", "kind": _one_of(SuccessionKind), "on": _DAY},
    cites={"predecessor": "participants", "successor": "participants"},
)
ALIASES = Sheet(
    "aliases", {"participant": "[A-Z]{2,3}", "alias": ".+"}, cites={"participant": "participants"}
)
MEMBERSHIPS = Sheet(
    "memberships",
    {"grouping": "[A-Z][A-Z_]*", "participant": "[A-Z]{2,3}", "since_on": _DAY, "until_on": _DAY},
    cites={"grouping": "groupings", "participant": "participants"},
)
SHEETS = (
    REGIONS, PARTICIPANTS, ENTITIES, THEMES, GROUPINGS,
    FORMER_NAMES, STANDINGS, SUCCESSIONS, ALIASES, MEMBERSHIPS,
)  # fmt: skip
