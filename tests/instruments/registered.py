"""Registers for tests: the world and the list of instruments loaded, rows as files, files imported."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dispositif.instruments.actions.facts import load_instruments
from dispositif.instruments.actions.register import import_register
from dispositif.instruments.models import Action, Edition, Instrument
from dispositif.instruments.registers.preview import Asked, Preview, preview
from dispositif.people.models import Person
from dispositif.people.queries import local_administrator
from dispositif.trail.queries import history
from dispositif.world.actions import load_facts

ON = date(2026, 3, 1)
HEADS = ("instrument", "participant", "kind", "on")
FRANCE = ("UNTOC", "France", "signature", "2000-12-12")
FRANCE_IN = ("UNTOC", "France", "ratification", "2002-10-29")
PERU = ("UNTOC", "Peru", "ratification", "2002-01-23")
UNION = ("UNTOC", "European Union", "approval", "2004-05-21")
ROWS = (FRANCE, FRANCE_IN, PERU, UNION)


def world_and_instruments() -> None:
    """The facts that the program carries."""
    by = local_administrator().as_party()
    load_facts(by=by, on=ON)
    load_instruments(by=by, on=ON)


def csv_of(rows: Iterable[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    """The rows as a CSV file, as they are."""
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue().encode()


def looked(content: bytes, name: str = "register.csv", on: date = ON, **asked: Any) -> Preview:
    """What importing the file would do."""
    return preview(content=content, name=name, asked=Asked(**asked), on=on)


def brought(
    content: bytes, name: str = "register.csv", by: Person | None = None, **asked: Any
) -> list[Edition]:
    """The file imported."""
    found = looked(content, name, **asked)
    return import_register(found=found, seen=found.seen, by=by or local_administrator(), on=ON)


def codes(found: Preview) -> set[str]:
    """What kinds of findings there are."""
    return {one.code.removeprefix("instruments.") for one in found.findings}


def standing() -> set[tuple[object, ...]]:
    """Every action held."""
    columns = ("instrument__code", "participant__code", "kind", "on", "effective_on", "symbol", "printed")
    return set(Action.objects.filter(superseded_at=None).values_list(*columns))


def told(code: str = "UNTOC") -> list[tuple[str, str, dict[str, Any]]]:
    """The entries of the trail about an instrument, the newest first: what, why, content."""
    entries = history(Instrument.objects.get(code=code))
    return [(one.what.removeprefix("instruments."), one.why, one.content.content) for one in entries]


def pages(shared: Path) -> list[Path]:
    """The pages of the Treaty Collection that are instruments here."""
    extra = {"index", "18-13", "4-1", "7-11", "7-11-a"}
    folder = shared / "data" / "treaties" / "untc-2015"
    return sorted(file for file in folder.glob("*.csv") if file.stem not in extra)


def tidy(shared: Path) -> bytes:
    """All of them in one table."""
    return (shared / "data" / "treaties" / "actions_tidy_2015.csv").read_bytes()
