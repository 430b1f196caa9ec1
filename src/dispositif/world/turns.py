"""What must hold between rows in time: one standing a day, names of nobody else, heirs that are there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import phrase
from dispositif.world.facts import Row, Tables, at
from dispositif.world.rules import SuccessionKind, fold
from dispositif.world.sheets import FORMER_NAMES, PARTICIPANTS


def check_turns(tables: Tables) -> list[Finding]:
    """Everything by which sound rows contradict each other."""
    known = {row["code"]: row for row in tables["participants"]}
    return [
        *_spans(tables),
        *_standings(tables["standings"], known),
        *_continuing(tables["successions"], known),
        *_overlapping(tables["memberships"], ("grouping", "participant")),
        *_once(tables),
        *_bearers(tables),
    ]


def _spans(tables: Tables) -> Iterator[Finding]:
    for name in ("participants", "standings", "memberships"):
        for row in tables[name]:
            if row["until_on"] and row["until_on"] < row["since_on"]:
                yield at(row, "until_on", "ends", phrase("The days end before they begin."))


def _standings(rows: list[Row], known: dict[str, Row]) -> Iterator[Finding]:
    """The standings of a participant follow each other from its first day to its last."""
    yield from _overlapping(rows, ("participant",))
    of = _sorted_by(rows, ("participant",))
    for code, participant in known.items():
        mine = of.get((code,), [])
        if not mine:
            yield at(participant, "code", "standing", phrase("%(value)s has no standing on any day."))
            continue
        yield from _agreeing(participant, mine)


def _agreeing(participant: Row, mine: list[Row]) -> Iterator[Finding]:
    if mine[0]["since_on"] != participant["since_on"]:
        said = phrase("The first standing begins on another day than the participant.")
        yield at(mine[0], "since_on", "standing", said)
    if mine[-1]["until_on"] != participant["until_on"]:
        yield at(
            mine[-1],
            "until_on",
            "standing",
            phrase("The last standing ends on another day than the participant."),
        )
    if mine[-1]["kind"] != participant["kind"]:
        yield at(mine[-1], "kind", "standing", phrase("The last standing is not that of the participant."))


def _continuing(rows: list[Row], known: dict[str, Row]) -> Iterator[Finding]:
    """A successor is there on the day; what it continues ended on the day before."""
    for row in rows:
        heir, before = known[row["successor"]], known[row["predecessor"]]
        if heir is before:
            yield at(row, "successor", "succession", phrase("%(value)s cannot succeed itself."))
        if not row["on"]:
            yield at(row, "on", "succession", phrase("A succession has its day."))
            continue
        if row["on"] < heir["since_on"]:
            yield at(row, "on", "succession", phrase("The successor was not there on that day."))
        eve = (date.fromisoformat(row["on"]) - timedelta(days=1)).isoformat()
        if row["kind"] == SuccessionKind.CONTINUES and before["until_on"] != eve:
            said = phrase("What is continued ends on the day before.")
            yield at(row, "on", "succession", said)


def _overlapping(rows: list[Row], columns: tuple[str, ...]) -> Iterator[Finding]:
    for mine in _sorted_by(rows, columns).values():
        for earlier, later in pairwise(mine):
            if not earlier["until_on"] or later["since_on"] <= earlier["until_on"]:
                said = phrase("The days overlap with those in %(before)s.")
                yield at(later, "since_on", "overlap", said, before=earlier.where)


def _sorted_by(rows: list[Row], columns: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
    of: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["since_on"]):
        of[tuple(row[column] for column in columns)].append(row)
    return of


def _once(tables: Tables) -> Iterator[Finding]:
    """One row for an alias, a succession, and the last day of a former name."""
    for name, column in (("aliases", "alias"), ("successions", "successor"), ("former_names", "until_on")):
        first: dict[tuple[str, ...], Row] = {}
        for row in tables[name]:
            before = first.setdefault(_mark(name, row), row)
            if before is not row:
                yield at(row, column, "repeated", phrase("The row repeats %(before)s."), before=before.where)
    for row in tables["former_names"]:
        if not row["until_on"]:
            yield at(row, "until_on", "former", phrase("A former name has a last day."))


def _mark(name: str, row: Row) -> tuple[str, ...]:
    """What makes a row of a table of facts one row."""
    if name == "aliases":
        return (fold(row["alias"]),)
    columns = ("predecessor", "successor") if name == "successions" else ("participant", "until_on")
    return tuple(row[column] for column in columns)


@dataclass(frozen=True, slots=True)
class _Borne:
    """A name in a row, and the days on which its participant bore it: ISO days, empty is open."""

    row: Row
    column: str
    code: str
    since: str
    until: str

    def meets(self, other: "_Borne") -> bool:
        """Whether two participants bore the name on one day."""
        apart = (self.until and self.until < other.since) or (other.until and other.until < self.since)
        return self.code != other.code and not apart


def _bearers(tables: Tables) -> Iterator[Finding]:
    """No name or alias names two participants on one day."""
    of: dict[str, list[_Borne]] = defaultdict(list)
    for one in _borne(tables):
        folded = fold(one.row[one.column])
        for other in of[folded]:
            if one.meets(other):
                said = phrase("%(value)s is also a name in %(before)s.")
                yield at(one.row, one.column, "shared", said, before=other.row.where)
                break
        of[folded].append(one)


def _borne(tables: Tables) -> Iterable[_Borne]:
    """Names of today, former names, aliases; an alias may stand on any day."""
    known = {row["code"]: row for row in tables["participants"]}
    turns = _in_turn(tables)
    for code, row in known.items():
        for language in PARTICIPANTS.languages:
            since = row["since_on"]
            for former in (one for one in turns.get(code, ()) if one[language]):
                yield _Borne(former, language, code, since, former["until_on"])
                since = _day_after(former["until_on"])
            yield _Borne(row, language, code, since, row["until_on"])
    for row in tables["aliases"]:
        yield _Borne(row, "alias", row["participant"], "", "")


def _in_turn(tables: Tables) -> dict[str, list[Row]]:
    of: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(tables[FORMER_NAMES.name], key=lambda row: row["until_on"]):
        if row["until_on"]:
            of[row["participant"]].append(row)
    return of


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
