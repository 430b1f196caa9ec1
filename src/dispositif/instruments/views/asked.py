"""What an address of adherence asks for: a day, a family, some of the participants; and what it can ask."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dispositif.instruments import words
from dispositif.instruments.queries.columns import ORDER, Column, freshness
from dispositif.instruments.queries.rows import Narrowed
from dispositif.instruments.rules import PARAGRAPH, in_family
from dispositif.world import queries as world
from dispositif.world.rules import GroupingKind, Kind

Choices = list[tuple[str, str]]
LONGEST = 80
"""Characters of one thing asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which instruments (a family, `named`, or one `instrument`) and which participants are asked for."""

    family: str
    instrument: str
    narrowed: Narrowed

    @classmethod
    def of(cls, sent: QueryDict, family: str = "") -> "Asked":
        """From the parameters of an address; `family` where it names none."""
        said = {name: sent.get(name, "").strip()[:LONGEST] for name in Narrowed.__dataclass_fields__}
        chosen = sent.get("family", family).strip()[:LONGEST]
        return cls(chosen, sent.get("instrument", "").strip()[:LONGEST], Narrowed(**said))

    def wants(self, column: Column) -> bool:
        """Whether an instrument is asked for; what no list is called matches none."""
        return in_family(self.family, column.instrument.family) and self.instrument in ("", column.code)

    @property
    def typed(self) -> dict[str, str]:
        """What was asked, by the names of the fields."""
        return asdict(self.narrowed) | {"family": self.family, "instrument": self.instrument}

    def query(self, at: date | None = None, **more: str) -> str:
        """The same as an address says it, with a day."""
        said = self.typed | {"at": at.isoformat() if at else ""} | more
        return urlencode({name: value for name, value in said.items() if value})


def sources(listed: list[Column]) -> dict[str, Any]:
    """What the parts of a page that tell of its sources need."""
    heads = (_("Instrument"), _("Latest held"), _("Actions"), _("Source"))
    return {"fresh": freshness(listed), "source_heads": [{"name": "", "label": head} for head in heads]}


def selects(language: str, on: date, columns: Iterable[Column] = ()) -> dict[str, Choices]:
    """What each filter offers, in the reader's language."""
    return {
        "family": [("", _("all instruments")), (PARAGRAPH, _("named in paragraph 6")), *_families()],
        "instrument": [("", _("any instrument")), *((one.code, one.short) for one in columns)],
        "region": [
            ("", _("any region")),
            *((row.region.m49, row.name) for row in world.regions(language, on)),
        ],
        "group": [("", _("any group")), *_groupings(GroupingKind.GROUP, language, on)],
        "office": [("", _("any office region")), *_groupings(GroupingKind.OFFICE_REGION, language, on)],
        "kind": [("", _("any kind")), *((kind.value, words.participant_kind_said(kind)) for kind in Kind)],
    }


def _families() -> Choices:
    return [(family.value, words.family_said(family)) for family in ORDER]


def _groupings(kind: GroupingKind, language: str, on: date) -> Choices:
    rows = world.groupings(language, on)
    return [(row.grouping.code, row.name) for row in rows if row.grouping.kind == kind]
