"""Lists of legislative mandates, and readers of every class."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from dispositif.mandates.actions import import_plan
from dispositif.mandates.models import Plan
from dispositif.mandates.plans.preview import Preview, preview
from dispositif.people.queries import local_administrator
from dispositif.people.rules import Role
from dispositif.secrecy.acting import Acting

HEADS = ("subprogramme", "body", "symbol", "title", "url")
ASSEMBLY, COUNCIL = "General Assembly resolutions", "Economic and Social Council resolutions"
ON = date(2026, 3, 1)
SOURCE = "A/80/6 (Sect. 16)"
ROWS = [
    ("Justice", ASSEMBLY, "99/77", "Courts of small islands", ""),
    ("Justice", ASSEMBLY, "60/175; 61/181", "Two of one kind", "https://undocs.example/60/175"),
    ("Justice", "Conventions and protocols", "", "Convention on turtles", ""),
    ("Research – ", COUNCIL, "2006/22", "Prisons", ""),
    ("Research", "Commission on Narcotic Drugs resolutions", "44/14", "Substances", ""),
]
READER = Acting(frozenset({Role.READER.value}))
DRAFTER = Acting(frozenset({Role.DRAFTER.value}))


def csv_of(rows: Sequence[Sequence[str]], heads: Sequence[str] = HEADS, delimiter: str = ",") -> bytes:
    """The rows as a CSV file, as they are: nothing is escaped."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([heads, *rows])
    return text.getvalue().encode()


def looked(content: bytes, year: int | None = 2026, source: str = SOURCE, name: str = "list.csv") -> Preview:
    """What importing the file would do."""
    return preview(content=content, name=name, year=year, source=source, on=ON)


def planned(rows: Sequence[Sequence[str]], year: int = 2026, source: str = SOURCE) -> Plan:
    """A plan imported, or imported again."""
    found = looked(csv_of(rows), year, source)
    return import_plan(found=found, seen=found.seen, by=local_administrator(), on=ON)
