"""The project's own tables of facts on treaties, read; their sources stand in `facts/SOURCES.md`."""

import csv
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

FACTS: Traversable = files("dispositif.instruments") / "facts"
SOURCE = (
    "UN Treaty Collection, status pages as gathered in zmjones/untreaties, commit 003ce1309cc2 (2015-03-14)"
)
"""Where the table of actions comes from; each register's own page stands in `facts/registers.csv`."""
LANGUAGES = ("en", "fr")
"""The languages in which instruments are named so far."""


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table (`instruments`, `registers`, `losses`, `published`), column → text."""
    text = (FACTS / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def actions() -> bytes:
    """The table of dated actions, as the import of registers takes it."""
    return (FACTS / "actions.csv").read_bytes()
