"""What the tables call their things, as rows of names."""

from datetime import date, timedelta
from typing import Any

from dispositif.world.actions.things import Things
from dispositif.world.facts import Row, Tables
from dispositif.world.order import sort_key
from dispositif.world.rules import fold
from dispositif.world.sheets import FORMER_NAMES, PARTICIPANTS, Sheet


def called(sheet: Sheet, noun: str, tables: Tables, things: Things) -> list[dict[str, Any]]:
    """The fields of every name of the sheet's things: those of today, and the former ones before them."""
    former = _former(tables) if sheet is PARTICIPANTS else {}
    return [
        {f"{noun}_id": things[row[sheet.key]].pk, **name}
        for row in tables[sheet.name]
        for language in sheet.languages
        for name in _in_turn([*former.get(row[sheet.key], []), row], language)
    ]


def _former(tables: Tables) -> dict[str, list[Row]]:
    """Code → rows of former names, the oldest first."""
    found: dict[str, list[Row]] = {}
    for row in sorted(tables[FORMER_NAMES.name], key=lambda row: row["until_on"]):
        found.setdefault(row["participant"], []).append(row)
    return found


def _in_turn(rows: list[Row], language: str) -> list[dict[str, Any]]:
    """Names that follow each other; where a former one is empty, the next one held in its time too."""
    names: list[dict[str, Any]] = []
    since: date | None = None
    held = [row for row in rows if row[language]]
    for row in held:
        until = date.fromisoformat(row["until_on"]) if row is not held[-1] else None
        names.append(_name(row, language) | {"valid_from": since, "valid_to": until})
        since = until + timedelta(days=1) if until else None
    return names


def _name(row: Row, language: str) -> dict[str, Any]:
    name = row[language]
    said = {"language": language, "name": name, "folded": fold(name), "sort_key": sort_key(name)}
    return said | {"source": row["source"], "verified": not row.doubtful(language)}
