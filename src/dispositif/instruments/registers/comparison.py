"""One file set beside what is held: its lines, what speaks against them, what becomes of the editions."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dispositif.instruments.models import Instrument
from dispositif.instruments.queries import register as queries
from dispositif.instruments.registers.acts import Change, Entry, Held, Line
from dispositif.instruments.registers.check import Act, Life, beyond, doubts, ended, repeated, twice
from dispositif.instruments.registers.compare import Told, compared, half
from dispositif.instruments.registers.layout import Layout
from dispositif.instruments.registers.names import Names
from dispositif.instruments.registers.reading import Read, remark
from dispositif.kernel.finding import Finding, blocking
from dispositif.kernel.refusal import phrase
from dispositif.world import queries as world

if TYPE_CHECKING:
    from dispositif.instruments.registers.preview import Asked


@dataclass(frozen=True, slots=True)
class Made:
    """What a comparison makes: `as_at` and `moves` as in a Preview."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    as_at: dict[str, date]
    moves: frozenset[str]


class Comparison:
    """One file beside what is held, step by step; the findings gather on the way.

    Where a row is refused, nothing of its instrument is said to be gone: that row may tell it.
    """

    def __init__(
        self, asked: "Asked", layout: Layout, found: Read, instruments: dict[str, Instrument], on: date
    ) -> None:
        self.asked, self.layout, self.found, self.on = asked, layout, found, on
        self.findings, self.instruments = found.findings, instruments
        self.terms = {code: queries.terms(one) for code, one in instruments.items()}
        self.held = queries.held(self.instruments)
        self.before = queries.as_at(self.instruments)
        self.as_at = self._as_at()
        self.ended = ended(self.held)

    def _as_at(self) -> dict[str, date]:
        """Instrument → the last day that the file covers; days of the future count for nothing."""
        newest: dict[str, date] = {}
        for one in self.found.entries:
            if one.on <= self.on:
                newest[one.instrument] = max(one.on, newest.get(one.instrument, one.on))
        return {code: self.asked.as_at or newest.get(code, self.on) for code in self.instruments}

    def made(self) -> Made:
        """The lines, everything that was found, and what becomes of the editions."""
        lines = compared(
            self._told(),
            self.held,
            self._expected,
            with_symbols=self.asked.whole and "symbol" in self.layout.columns,
            with_effects=self.asked.whole and "effective_on" in self.layout.columns,
        )
        self.findings += repeated(self._standing(lines))
        broken = {self.found.named.get(one.where) for one in blocking(self.findings)}
        kept = [one for one in lines if one.change is not Change.GONE or one.shown.instrument not in broken]
        self._look_at_editions(kept, broken)
        return Made(tuple(kept), tuple(self.findings), self.as_at, self._moves(kept))

    def _told(self) -> Told:
        """The actions that can stand, by whether their participant is recognised."""
        told, lives = Told(), queries.lives()
        settled, aside = queries.settled(self.instruments), queries.set_aside(self.instruments)
        names = Names(world.recogniser(), lives, settled)
        waiting: set[tuple[object, ...]] = set()
        for entry in self.found.entries:
            one, remarks = names.named(entry, self.as_at[entry.instrument])
            remarks = [said for said in remarks if said not in self.findings[-1:]]  # once a row
            remarks += self._doubts(one, lives.get(one.participant))
            self.findings += remarks
            if blocking(remarks):
                continue
            if one.participant:
                told.entries.append(one)
                continue
            key = (one.instrument, one.name, *one.deed)
            if key in waiting:
                self.findings.append(twice(one))
            elif key in aside:
                told.aside.append(one)
            else:
                told.waiting.append(one)
            waiting.add(key)
        return told

    def _doubts(self, entry: Entry, life: Life | None) -> list[Finding]:
        found = list(doubts(entry, self.terms[entry.instrument], life, self.on))
        last = self.asked.as_at
        if last and self.asked.whole and last < entry.on <= self.on:
            said = phrase("The action is later than the last day that the file is said to cover, %(day)s.")
            found.append(remark(entry.number, entry.column, entry.on, "after_as_at", said, day=last))
        return found

    def _expected(self, one: Held) -> bool:
        """Whether the file, if whole, would tell an action that is held."""
        if not self.asked.whole or one.on > self.as_at[one.instrument]:
            return False
        return self.layout.tells_ends or not beyond(one, self.ended)

    def _standing(self, lines: Iterable[Line]) -> Iterator[Act]:
        """The actions as they would stand once the file is written."""
        replaced = {line.held.pk for line in lines if line.held and not line.held.waiting}
        yield from (line.entry for line in lines if line.entry and line.entry.participant)
        yield from (one for one in self.held if not one.waiting and one.pk not in replaced)

    def _look_at_editions(self, lines: list[Line], broken: set[str | None]) -> None:
        """An older state never takes the place of a newer one, nor a part that of a whole.

        Where rows are refused, the newest day may be on one of them: nothing is said of it.
        """
        gone = Counter(
            line.held.instrument
            for line in lines
            if line.change is Change.GONE and line.held and line.held.participant
        )
        there = Counter(one.instrument for one in self.held if not one.waiting)
        for code, day in self.as_at.items():
            before = self.before.get(code)
            if not self.asked.whole:
                if before is None:
                    said = phrase("No register of it is held to which this could be added.")
                    self.findings.append(remark(code, "", "", "no_register", said))
            elif before and day < before and (self.asked.as_at or code not in broken):
                said = phrase("It is held as at %(held)s already: a state as at %(day)s does not replace it.")
                self.findings.append(remark(code, "", "", "older", said, held=before, day=day))
            if half(gone[code], there[code]):
                said = phrase(
                    "%(gone)s of %(held)s actions held are missing: is this half a file?"
                    " If it only adds, say that it is not the whole register."
                )
                facts: dict[str, Any] = {"gone": gone[code], "held": there[code]}
                self.findings.append(remark(code, "", "", "half_a_file", said, **facts))

    def _moves(self, lines: list[Line]) -> frozenset[str]:
        """The instruments whose register it leaves in another state, or in the same on a later day.

        That day must be said: what was recorded by hand and came back in an export tells of no later state.
        """
        if not self.asked.whole:
            return frozenset()
        changed = {line.shown.instrument for line in lines if line.writes}
        later = {
            code
            for code, day in self.as_at.items()
            if code not in self.before or (self.asked.as_at and day > self.before[code])
        }
        return frozenset(changed | later)
