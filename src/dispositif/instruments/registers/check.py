"""Whether an action can be: on that day, on that treaty, by that participant. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dispositif.instruments.registers.acts import Entry, Held, side
from dispositif.instruments.registers.reading import remark
from dispositif.instruments.rules import CONSENTING, SIGNING, Kind
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase


@dataclass(frozen=True, slots=True)
class Terms:
    """What of an instrument decides which actions can be."""

    code: str
    adopted_on: date
    signed_from: date | None
    reio: bool


@dataclass(frozen=True, slots=True)
class Life:
    """The days on which a participant, or one that it continues, exists (None: open); if it is a REIO."""

    spans: tuple[tuple[date | None, date | None], ...]
    reio: bool

    def holds(self, day: date) -> bool:
        """Whether it existed on the day."""
        return any((not since or since <= day) and (not until or day <= until) for since, until in self.spans)


def doubts(entry: Entry, terms: Terms, life: Life | None, on: date) -> Iterator[Finding]:
    """Everything that speaks against one action, as seen on the day `on`; `life` None: of nobody known."""
    if entry.on > on:
        yield _said(entry, "future", phrase("The day lies in the future."))
    if entry.on < terms.adopted_on:
        early = phrase("%(instrument)s was adopted on %(day)s only: nobody can have acted on it before.")
        yield _said(entry, "before_adoption", early, instrument=terms.code, day=terms.adopted_on)
    elif entry.kind in SIGNING and terms.signed_from and entry.on < terms.signed_from:
        early = phrase("%(instrument)s was open for signature from %(day)s only.")
        facts = {"instrument": terms.code, "day": terms.signed_from}
        yield _said(entry, "before_opening", early, Severity.WARNING, **facts)
    yield from _effect(entry)
    if life is not None:
        yield from _participant(entry, terms, life)


def _effect(entry: Entry) -> Iterator[Finding]:
    if entry.kind is Kind.WITHDRAWAL and entry.effective_on is None:
        yield _said(entry, "no_effect", phrase("A withdrawal says on which day it takes effect."))
    if entry.effective_on and entry.effective_on < entry.on and entry.kind is not Kind.SUCCESSION:
        yield _said(entry, "effect_before", phrase("It takes effect before it was done."))


def _participant(entry: Entry, terms: Terms, life: Life) -> Iterator[Finding]:
    if not life.holds(entry.on):
        said = phrase("%(participant)s did not exist on that day, nor anyone that it continues.")
        yield _said(entry, "not_existing", said, participant=entry.participant)
    if life.reio and not terms.reio:
        said = phrase("%(instrument)s is open to States only, not to %(participant)s.")
        yield _said(entry, "not_eligible", said, instrument=terms.code, participant=entry.participant)


def _said(
    entry: Entry, code: str, reason: str, severity: Severity = Severity.ERROR, **facts: object
) -> Finding:
    return remark(entry.number, entry.column, entry.on, code, reason, severity, **facts)


def twice(entry: Entry) -> Finding:
    """The finding on the second row of one action."""
    return _said(entry, "twice", phrase("The same action stands there twice."))


Act = Entry | Held


def repeated(acts: Iterable[Act]) -> list[Finding]:
    """Second signatures, and consents without a withdrawal between: of the acts as they would stand."""
    by_line: dict[tuple[str, str, str], list[Act]] = {}
    for one in acts:
        by_line.setdefault((one.instrument, one.participant, side(one.kind)), []).append(one)
    found: list[Finding] = []
    for (instrument, participant, kinds), several in by_line.items():
        ends = by_line.get((instrument, participant, side(Kind.WITHDRAWAL)), [])
        for first, then in pairwise(sorted(several, key=_order)):
            found += _second(first, then, kinds, [one.on for one in ends])
        if kinds == side(Kind.WITHDRAWAL):
            given = by_line.get((instrument, participant, side(Kind.RATIFICATION)), [])
            found += _left(several, [one.on for one in given])
    return found


def _left(withdrawals: list[Act], given: list[date]) -> Iterator[Finding]:
    """Nobody withdraws from what it never joined, nor twice from what it joined once."""
    before = date.min
    for one in sorted(withdrawals, key=_order):
        if isinstance(one, Entry) and not any(before <= day <= one.on for day in given):
            said = phrase("%(participant)s has no consent from which it could withdraw: record that first.")
            yield _said(one, "no_consent", said, participant=one.participant)
        before = one.on


def _order(act: Act) -> tuple[date, str, int]:
    return act.on, act.kind, act.number if isinstance(act, Entry) else 0


def _second(first: Act, then: Act, kinds: str, ends: list[date]) -> list[Finding]:
    """What is wrong with two acts that follow one another, on the row of one that is handed in."""
    blamed = then if isinstance(then, Entry) else first
    other = first if blamed is then else then
    if not isinstance(blamed, Entry):
        return []
    facts: dict[str, object] = {"day": other.on, "participant": blamed.participant}
    if first.deed == then.deed:
        return [twice(blamed)]
    if kinds == "signing":
        said = phrase("%(participant)s signed on %(day)s too: nobody signs twice.")
        return [_said(blamed, "two_signatures", said, Severity.ERROR, **facts)]
    if kinds == "consenting" and not any(first.on <= end <= then.on for end in ends):
        said = phrase("%(participant)s consented on %(day)s too, and no withdrawal lies between.")
        return [_said(blamed, "two_consents", said, Severity.ERROR, **facts)]
    return []


def ended(held: Iterable[Held]) -> Mapping[tuple[str, str], date]:
    """Instrument and participant → its last withdrawal held."""
    last: dict[tuple[str, str], date] = {}
    for one in held:
        if one.kind is Kind.WITHDRAWAL:
            key = one.instrument, one.participant
            last[key] = max(one.on, last.get(key, one.on))
    return last


def beyond(held: Held, last: Mapping[tuple[str, str], date]) -> bool:
    """Whether a register that tells no withdrawals cannot tell this: what is no way in, or was left since."""
    left = last.get((held.instrument, held.participant))
    return held.kind not in SIGNING | CONSENTING or (left is not None and held.on <= left)
