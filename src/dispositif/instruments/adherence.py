"""How participants stand to instruments on any day, derived from dated actions. Pure: no clock, no database.

Consent is not yet party: consent is given with an action, an instrument is in force for whoever gave it from
a later day (Vienna Convention on the Law of Treaties, articles 2 (1) (b) and (g), 16 and 24).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from dispositif.instruments.rules import CONSENTING, CONSENTS, SIGNING, Kind, Status
from dispositif.world.rules import Presence

REIO = "reio"
"""The kind of a participant that is no State; its instrument is not counted toward entry into force."""


@dataclass(frozen=True, slots=True)
class Treaty:
    """What of an instrument decides how somebody stands to it.

    Its final clauses let `wait_days` pass after a deposit; or it binds from the first day of the month that
    is the `wait_months`-th after that of the deposit, where they count so.
    """

    code: str
    adopted_on: date
    in_force_on: date | None
    reio: bool = False
    wait_days: int = 0
    wait_months: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """One action held: `effective_on` only where its source names the day."""

    kind: Kind
    on: date
    effective_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """One consent: when it was given, from when it binds, until when; None: not, or not yet known."""

    kind: Kind
    consented_on: date
    in_force_on: date | None
    ended_on: date | None


def in_force_on(treaty: Treaty, deed: Deed) -> date | None:
    """From when the instrument is in force for whoever gave this consent; None while it is in force for none.

    The later of its entry into force and of the days that its final clauses let pass after a deposit.
    """
    if treaty.in_force_on is None:
        return None
    if deed.effective_on is not None:
        return max(treaty.in_force_on, deed.effective_on)
    if deed.kind is Kind.SUCCESSION:
        # bound as its predecessor was: no wait begins (Vienna Convention on Succession of States in respect
        # of Treaties, articles 23 and 34)
        return max(treaty.in_force_on, deed.on)
    return max(treaty.in_force_on, _after(treaty, deed.on))


def _after(treaty: Treaty, day: date) -> date:
    """When the wait that begins with a deposit is over, as far as the calendar reaches."""
    if treaty.wait_months:
        year, month = divmod(day.year * 12 + day.month - 1 + treaty.wait_months, 12)
        return date(year, month + 1, 1) if year <= date.max.year else date.max
    return day + min(timedelta(treaty.wait_days), date.max - day)


def bonds(treaty: Treaty, deeds: Iterable[Deed]) -> tuple[Bond, ...]:
    """Each consent in the order of its days; a withdrawal ends those given up to its own day."""
    held = sorted(set(deeds), key=lambda deed: (deed.on, deed.kind, deed.effective_on or date.min))
    ends = [(deed.on, deed.effective_on or deed.on) for deed in held if deed.kind is Kind.WITHDRAWAL]
    return tuple(
        Bond(deed.kind, deed.on, in_force_on(treaty, deed), _end(deed.on, ends))
        for deed in held
        if deed.kind in CONSENTING
    )


def _end(given: date, ends: list[tuple[date, date]]) -> date | None:
    return min((effective for on, effective in ends if on >= given), default=None)


def signed_on(deeds: Iterable[Deed]) -> date | None:
    """When it first signed, or succeeded to a signature."""
    return min((deed.on for deed in deeds if deed.kind in SIGNING), default=None)


def status(treaty: Treaty, deeds: Iterable[Deed], on: date) -> Status:
    """How a participant with these actions stands on the day, if the instrument is open to it."""
    held = tuple(deeds)
    given = [bond for bond in bonds(treaty, held) if bond.consented_on <= on]
    running = [bond for bond in given if bond.ended_on is None or on < bond.ended_on]
    if any(bond.in_force_on and bond.in_force_on <= on for bond in running):
        return Status.PARTY
    if running:
        return Status.CONSENTED
    if given:
        return Status.WITHDRAWN
    signed = signed_on(held)
    return Status.SIGNED if signed and signed <= on else Status.NOT_YET


@dataclass(frozen=True, slots=True)
class Track:
    """How somebody stands from each of `days` on: the same as `status`, found by halving."""

    days: tuple[date, ...]
    statuses: tuple[Status, ...]
    signed_on: date | None

    def at(self, on: date) -> Status:
        """How it stands on the day."""
        place = bisect_right(self.days, on)
        return self.statuses[place - 1] if place else Status.NOT_YET

    def consents(self) -> Iterator[date]:
        """When a consent was given while none stood: the first, and each after a withdrawal."""
        bound = False
        for day, now in zip(self.days, self.statuses, strict=True):
            if now in CONSENTS and not bound:
                yield day
            bound = now in CONSENTS


NOTHING_DONE = Track((), (), None)


def track(treaty: Treaty, deeds: Iterable[Deed]) -> Track:
    """Every day on which the status changes, in order, with what it is from then on."""
    held = tuple(deeds)
    days = {deed.on for deed in held}
    for bond in bonds(treaty, held):
        days |= {day for day in (bond.in_force_on, bond.ended_on) if day}
    steps: list[tuple[date, Status]] = []
    for day in sorted(days):
        now = status(treaty, held, day)
        if now is not (steps[-1][1] if steps else Status.NOT_YET):
            steps.append((day, now))
    return Track(tuple(day for day, _ in steps), tuple(now for _, now in steps), signed_on(held))


@dataclass(frozen=True, slots=True)
class Count:
    """One instrument on one day; `not_yet_parties` includes consents not yet in force.

    `parties + not_yet_parties + not_eligible + unknown` are the participants of the day. `of_states` counts
    the consents of States alone, as entry into force does.
    """

    participants: int
    signatories: int
    consents: int
    parties: int
    not_yet_parties: int
    not_eligible: int
    unknown: int
    of_states: int


class Span(NamedTuple):
    """A participant stands so to an instrument from `first` to `last`, both included."""

    instrument: str
    participant: str
    status: Status
    first: date
    last: date


class Adherence:
    """All instruments, participants and actions, ready to be asked for any day.

    `continued` names for each participant those that it continues: they share one line of actions, borne on
    each day by whichever of them stands.
    """

    def __init__(
        self,
        treaties: Iterable[Treaty],
        deeds: Mapping[tuple[str, str], Iterable[Deed]],
        spells: Iterable[Presence],
        continued: Mapping[str, Iterable[str]],
        gaps: Mapping[tuple[str, str], date] | None = None,
    ) -> None:
        """`deeds` by (instrument, participant), both as codes.

        `gaps`: of whom the registers held are known to have lost what came before a day.
        """
        self.gaps = dict(gaps or {})
        self.treaties = {treaty.code: treaty for treaty in treaties}
        self.spells = tuple(sorted(spells, key=lambda spell: (spell.code, spell.since or date.min)))
        self._heir = {old: new for new, olds in continued.items() for old in olds}
        self._ended = {one.code for one in self.spells} - {
            one.code for one in self.spells if one.until is None
        }
        self.tracks = {
            (code, line): track(self.treaties[code], held)
            for (code, line), held in self._joined(deeds).items()
        }

    def _joined(self, deeds: Mapping[tuple[str, str], Iterable[Deed]]) -> dict[tuple[str, str], list[Deed]]:
        """Actions by line: those of a participant and of those that it continues are one."""
        joined: dict[tuple[str, str], list[Deed]] = {}
        for (code, participant), held in deeds.items():
            joined.setdefault((code, self.line(participant)), []).extend(held)
        return joined

    def line(self, participant: str) -> str:
        """The last of those who continue one another."""
        while participant in self._heir:
            participant = self._heir[participant]
        return participant

    def universe(self, on: date) -> dict[str, str]:
        """Who takes part on the day → as what kind."""
        return {spell.code: spell.kind for spell in self.spells if spell.holds(on)}

    def status(self, instrument: str, participant: str, kind: str, on: date) -> Status:
        """How a participant of the day, of that kind, stands to the instrument."""
        treaty, line = self.treaties[instrument], self.line(participant)
        if on < treaty.adopted_on or (kind == REIO and not treaty.reio):
            return Status.NOT_ELIGIBLE
        held = self.tracks.get((instrument, line))
        if self._lost(instrument, line, held, on):
            return Status.UNKNOWN
        if held is None:
            # registers list who stands today: of who ended and nobody continues, they say nothing
            return Status.UNKNOWN if line in self._ended else Status.NOT_YET
        return held.at(on)

    def _lost(self, instrument: str, line: str, held: Track | None, on: date) -> bool:
        """Whether the register held has lost what this line did up to the day."""
        told_from = self.gaps.get((instrument, line))
        begun = held is not None and held.days and held.days[0] <= on
        return told_from is not None and on < told_from and not begun

    def column(self, instrument: str, on: date) -> dict[str, Status]:
        """Every participant of the day → how it stands to one instrument."""
        present = self.universe(on).items()
        return {code: self.status(instrument, code, kind, on) for code, kind in present}

    def grid(self, on: date) -> dict[str, dict[str, Status]]:
        """Every instrument → every participant of the day → how it stands."""
        present = tuple(self.universe(on).items())
        return {
            code: {who: self.status(code, who, kind, on) for who, kind in present} for code in self.treaties
        }

    def signatories(self, instrument: str, on: date) -> set[str]:
        """Who had signed by the day, of those who take part on it; joining later changes nothing in that."""
        present = self.universe(on)
        return {who for who in present if _by(self._track(instrument, who).signed_on, on)}

    def signed_on(self, instrument: str, participant: str, on: date) -> date | None:
        """Since when the participant has been a signatory on the day; None where it is not."""
        day = self._track(instrument, participant).signed_on
        return day if _by(day, on) else None

    def _track(self, instrument: str, participant: str) -> Track:
        return self.tracks.get((instrument, self.line(participant)), NOTHING_DONE)

    def count(self, instrument: str, on: date, within: frozenset[str] | None = None) -> Count:
        """The counts of one instrument on the day, of everybody or of those `within`."""
        kinds = {who: kind for who, kind in self.universe(on).items() if within is None or who in within}
        held = {who: self.status(instrument, who, kind, on) for who, kind in kinds.items()}
        said = Counter(held.values())
        consents = [who for who, status in held.items() if status in CONSENTS]
        signed = self.signatories(instrument, on) & kinds.keys()
        apart = said[Status.PARTY] + said[Status.NOT_ELIGIBLE] + said[Status.UNKNOWN]
        return Count(
            participants=len(kinds),
            signatories=len(signed),
            consents=len(consents),
            parties=said[Status.PARTY],
            not_yet_parties=len(kinds) - apart,
            not_eligible=said[Status.NOT_ELIGIBLE],
            unknown=said[Status.UNKNOWN],
            of_states=sum(kinds[who] != REIO for who in consents),
        )

    def joined(self, instrument: str, after: date, until: date) -> dict[str, date]:
        """Who gave a consent after one day and up to another → the last such day."""
        return {
            self._bearer(line, day): day
            for (code, line), held in self.tracks.items()
            if code == instrument
            for day in held.consents()
            if after < day <= until
        }

    def _bearer(self, line: str, on: date) -> str:
        """Who of a line takes part on the day; the last of them where none does."""
        there = (spell.code for spell in self.spells if spell.holds(on) and self.line(spell.code) == line)
        return next(there, line)

    def ended(self, participant: str) -> bool:
        """Whether it takes part no more, and nobody continues it."""
        return self.line(participant) in self._ended

    def spans(self, first: date, last: date) -> Iterator[Span]:
        """The grid over many days at once."""
        for code in self.treaties:
            for spell in self.spells:
                yield from self._spans(code, spell, first, last)

    def _spans(self, code: str, spell: Presence, first: date, last: date) -> Iterator[Span]:
        begin, end = max(spell.since or first, first), min(spell.until or last, last)
        told_from = self.gaps.get((code, self.line(spell.code)), begin)
        changes = {begin, self.treaties[code].adopted_on, told_from, *self._track(code, spell.code).days}
        days = sorted(day for day in changes if begin <= day <= end)
        for place, day in enumerate(days, 1):
            until = days[place] - timedelta(1) if place < len(days) else end
            yield Span(code, spell.code, self.status(code, spell.code, spell.kind, day), day, until)


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
