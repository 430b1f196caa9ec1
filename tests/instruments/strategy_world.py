"""A few strategies, built only through actions, and tables of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from dispositif.instruments.actions import strategy as actions
from dispositif.instruments.models import Strategy
from dispositif.instruments.strategies.cells import COLUMNS
from dispositif.instruments.strategies.preview import Preview, preview
from dispositif.instruments.strategies.rules import Cover, Kind, Said, Theme
from dispositif.kernel.refusal import Refusal
from dispositif.people.queries import local_administrator

ON = date(2026, 3, 1)
THEN = date(2020, 6, 1)
NATIONAL: dict[str, str] = {
    "title": "Plan of turtles against corruption",
    "language": "en",
    "kind": "national",
    "state": "Kenya",
    "themes": "corruption; organized_crime",
    "since_on": "2018-01-01",
    "until_on": "2022-12-31",
    "source": "Gazette of turtles, 1",
    "verified": "yes",
}
REGIONAL: dict[str, str] = {
    "title": "Stratégie des récifs",
    "language": "fr",
    "kind": "regional",
    "institution": "Community of Reefs",
    "themes": "trafficking in persons; smuggling",
    "preparing_on": "2015-01-01",
    "since_on": "2016-01-01",
    "states": "Uganda; Burkina Faso until 2021-05-31; TZA from 2019-01-01",
    "states_source": "Annex to the strategy",
    "measures": "A joint register of boats\nA school for judges",
    "link": "https://reefs.example/strategy",
    "source": "Bulletin of the Reefs",
}


def csv_of(rows: Iterable[Mapping[str, str]], heads: Iterable[str] = COLUMNS) -> bytes:
    """The rows as a CSV file; cells that are not given stay empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(heads), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def looked(content: bytes, name: str = "strategies.csv") -> Preview:
    """What importing the file would do."""
    return preview(content=content, name=name, on=ON)


def imported(*rows: Mapping[str, str]) -> int:
    """The rows, imported; how many changed something."""
    found = looked(csv_of(rows))
    return actions.import_strategies(found=found, seen=found.seen, by=local_administrator(), on=ON)


def said(**changes: Any) -> Said:
    """What a small national strategy says."""
    usual: dict[str, Any] = {
        "title": "Plan", "language": "en", "kind": Kind.NATIONAL, "source": "Gazette", "state": "KEN",
        "themes": (Theme.CORRUPTION,), "since_on": date(2018, 1, 1), "until_on": date(2022, 12, 31),
    }  # fmt: skip
    return Said(**usual | changes)


def regional(*codes: str, **changes: Any) -> Said:
    """What a small regional strategy says of the States of these codes."""
    covers = tuple(Cover(code, "Annex") for code in codes)
    return said(kind=Kind.REGIONAL, state="", institution="Reefs", covers=covers, **changes)


def recorded(what: Said) -> Strategy:
    """A strategy, recorded."""
    return actions.record_strategy(said=what, by=local_administrator(), on=ON)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block is refused with this code."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
