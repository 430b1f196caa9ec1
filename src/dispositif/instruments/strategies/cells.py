"""One strategy as a row of cells: read from a file or a form, and written so that it can be read again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dispositif.instruments.strategies.held import DAYS, in_order
from dispositif.instruments.strategies.recognition import Recogniser
from dispositif.instruments.strategies.rules import THEMES, WORLD, Cover, Kind, Said, Theme
from dispositif.kernel.refusal import Refusal, phrase

COLUMNS = (
    "uuid", "title", "language", "kind", "state", "institution", "themes", *DAYS, "withdrawn_why",
    "states", "states_source", "measures", "link", "source", "verified",
)  # fmt: skip
"""`states`: names or codes, one by one, divided by semicolons, each perhaps with `from DAY` and `until DAY`.
`institution`: an entity of the United Nations by code or name, else another in words. `measures`: by line."""
_STATE = re.compile(r"(.+?)(?:\s+from\s+(\S+))?(?:\s+until\s+(\S+))?", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_THEMES = {words.casefold(): theme for theme in Theme for words in (theme, THEMES[theme], WORLD[theme])}
_VERIFIED = {"yes": True, "no": False, "": False}


@dataclass
class Reading:
    """One row being read: its cells, its first day, and what cannot be taken of them."""

    cells: Mapping[str, str]
    recogniser: Recogniser
    at: date | None = None
    faults: list[Refusal] = field(default_factory=list)

    def words(self, column: str) -> str:
        """A cell without stray blanks."""
        return " ".join(self.cells.get(column, "").split())

    def day(self, column: str) -> date | None:
        """A cell as a day."""
        return self.day_of(self.words(column), column)

    def day_of(self, said: str, column: str) -> date | None:
        """A day as people and programs write it alike."""
        try:
            return _day(said) if said else None
        except ValueError:
            text = phrase("“%(said)s” is no day: write year, month and day, as in 2007-09-01.")
            self.faults.append(Refusal("instruments.strategy_day", text, field=column, said=said[:40]))
            return None

    def participant(self, said: str, column: str) -> str:
        """The code of whom a name means."""
        code = self.recogniser.participant(said, self.at)
        if not code:
            text = phrase(
                "No State is known by this name: “%(name)s”. Nothing is written before it is resolved."
            )
            self.faults.append(Refusal("instruments.strategy_unresolved", text, field=column, name=said[:80]))
        return code


def _day(said: str) -> date:
    if not _DAY.fullmatch(said):  # Python takes 20070901 and 2007-W35-6 too
        raise ValueError(said)
    return date.fromisoformat(said)


def read(
    cells: Mapping[str, str], recogniser: Recogniser, held: Said | None = None
) -> tuple[Said | None, list[Refusal]]:
    """What a row says; None where a cell cannot be read, with every reason.

    Where `states_source` is blank, a State that is held keeps its source, and a new one takes the strategy's.
    """
    row = Reading(cells, recogniser)
    institution, kind = row.words("institution"), _kind(row)
    entity = recogniser.entity(institution) if institution else ""
    given: dict[str, Any] = {name: row.day(name) for name in DAYS}
    row.at = given["since_on"] or given["preparing_on"]
    given |= {name: row.words(name) for name in ("title", "source", "withdrawn_why", "link")}
    said = Said(
        language=row.words("language").lower(),
        kind=kind,
        state=row.participant(row.words("state"), "state") if row.words("state") else "",
        entity=entity,
        institution="" if entity else institution,
        themes=_themes(row),
        verified=_verified(row),
        covers=_covers(row, held),
        measures=tuple(dict.fromkeys(_lines(cells.get("measures", "")))),
        **given,
    )
    return (None if row.faults else with_own_state(said)), row.faults


def with_own_state(said: Said) -> Said:
    """A national strategy covers its State although nobody lists it; States stand in the order of codes."""
    covers = said.covers
    if said.kind is Kind.NATIONAL and said.state and said.state not in {one.code for one in covers}:
        covers = (*covers, Cover(said.state, said.source))
    return replace(said, covers=tuple(sorted(covers, key=lambda one: (one.code, one.since_on or date.min))))


def _kind(row: Reading) -> Kind:
    said = row.words("kind").lower()
    if said in list(Kind):
        return Kind(said)
    text = phrase("“%(said)s” is no kind of strategy: write national or regional.")
    row.faults.append(Refusal("instruments.strategy_kind", text, field="kind", said=said[:40]))
    return Kind.REGIONAL


def _verified(row: Reading) -> bool:
    said = row.words("verified").lower()
    if said not in _VERIFIED:
        text = phrase("“%(said)s” is neither yes nor no.")
        row.faults.append(Refusal("instruments.strategy_verified", text, field="verified", said=said[:40]))
    return _VERIFIED.get(said, False)


def _themes(row: Reading) -> tuple[Theme, ...]:
    given = [part.strip() for part in row.words("themes").split(";") if part.strip()]
    for one in given:
        if one.casefold() not in _THEMES:
            text = phrase("“%(said)s” is none of the six themes: %(themes)s.")
            themes = ", ".join(Theme)
            row.faults.append(
                Refusal(
                    "instruments.strategy_theme_unknown", text, field="themes", said=one[:40], themes=themes
                )
            )
    return in_order(_THEMES[one.casefold()] for one in given if one.casefold() in _THEMES)


def _covers(row: Reading, held: Said | None) -> tuple[Cover, ...]:
    """Each State of the list. The same State twice on the same days is said twice, and counts once."""
    sources = {one.code: one.source for one in held.covers} if held else {}
    given, usual = row.words("states_source"), row.words("source")
    found: dict[Cover, None] = {}
    for part in re.split(r"[;\n]", row.cells.get("states", "")):
        if match := _STATE.fullmatch(" ".join(part.split())):
            code = row.participant(match[1], "states")
            since, until = (row.day_of(match[group] or "", "states") for group in (2, 3))
            found[Cover(code, given or sources.get(code, usual), since, until)] = None
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]


def cells_of(said: Said, uuid: object = "") -> dict[str, Any]:
    """A strategy as a row that `read` reads back to the same."""
    sources = {one.source for one in said.covers}
    cells: dict[str, Any] = {name: getattr(said, name) for name in COLUMNS if hasattr(said, name)}
    return cells | {
        "uuid": uuid,
        "kind": said.kind.value,
        "institution": said.entity or said.institution,
        "themes": "; ".join(said.themes),
        "states": "; ".join(map(state_said, said.covers)),
        "states_source": sources.pop() if len(sources) == 1 else "",
        "measures": "\n".join(said.measures),
        "verified": "yes" if said.verified else "no",
    }


def state_said(one: Cover) -> str:
    """A State as the list of a file has it: `BFA until 2025-01-28`."""
    since = f" from {one.since_on}" if one.since_on else ""
    return f"{one.code}{since}{f' until {one.until_on}' if one.until_on else ''}"
