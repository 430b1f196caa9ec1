"""Named figures of adherence: each a pure function of the day, what was known and the scope.

Where no register is held, or names of it wait to be resolved, a figure says “none” and why, never zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dispositif.instruments.adherence import Adherence, Count
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries.adherence import Registers, registers, registers_as_known
from dispositif.instruments.queries.strategy_states import place
from dispositif.instruments.rules import CONSENTS, NAMED, NOT_YET_PARTIES, PARAGRAPH, Holding, Status
from dispositif.kernel.figure import Evidence, Figure, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.look.figures import Definition, register
from dispositif.world import queries as world
from dispositif.world.models import Participant

SHOWN = 20
"""Rows that a figure names as its evidence; the page behind it lists them all."""
UNIT = phrase("participants, once an instrument")
BASIS = phrase("depositary’s actions held")
SOURCE = phrase("United Nations Treaty Collection, as held")
ROWS = "instruments:grid"
PLACES = frozenset(("", "region", "grouping", "participant"))
IMPORT = phrase("Import the register of the instrument.")
RECKONED = frozenset(("in_force_on", "wait", "wait_days", "wait_months"))
"""Facts of an instrument on which it rests who is party; consents and signatures do not."""
WHY: dict[Holding, tuple[State, str, str]] = {
    Holding.NO_REGISTER: (State.NONE, phrase("No register of it is held."), IMPORT),
    Holding.UNRESOLVED: (
        State.NONE,
        phrase("Not published: names of its register wait to be resolved."),
        phrase("Say who these names are."),
    ),
    Holding.NOT_ADOPTED: (State.NOT_APPLICABLE, phrase("It was not adopted on that day."), ""),
}
TO_COME = phrase("That day was still to come: nothing was known of it.")
NOBODY = phrase("Nobody to whom it is open took part on that day.")
UNTOLD = phrase("The registers held tell nothing of this on that day.")
Who = Callable[[Adherence, str, date], set[str]]
"""Whom a figure counts, of one instrument on a day."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: its words, whom it counts, and whether it rests on the day from which a consent binds."""

    title: str
    meaning: str
    who: Who
    reckoned: bool = False


def _standing(*statuses: Status) -> Who:
    def who(held: Adherence, code: str, on: date) -> set[str]:
        return {one for one, said in held.column(code, on).items() if said in statuses}

    return who


def _joined(held: Adherence, code: str, on: date) -> set[str]:
    return set(held.joined(code, year_before(on), on))


def year_before(on: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    if on.year == date.min.year:
        return date.min
    return on.replace(year=on.year - 1, day=28 if (on.month, on.day) == (2, 29) else on.day)


COUNTS: dict[str, Counted] = {
    "instruments.consents": Counted(
        phrase("consents to be bound"),
        phrase(
            "Who had given its consent to be bound and not withdrawn, whether or not it was in force by then."
        ),
        _standing(*CONSENTS),
    ),
    "instruments.parties": Counted(
        phrase("parties"),
        phrase("For whom an instrument was in force on the day: consent given, and the wait after it over."),
        _standing(Status.PARTY),
        reckoned=True,
    ),
    "instruments.signatories": Counted(
        phrase("signatories"),
        phrase("Who had signed by the day, or succeeded to a signature, whatever followed."),
        lambda held, code, on: held.signatories(code, on),
    ),
    "instruments.not_yet_parties": Counted(
        phrase("not yet parties"),
        phrase("To whom an instrument was open and for whom it was not in force, consents given included."),
        _standing(*NOT_YET_PARTIES),
        reckoned=True,
    ),
    "instruments.joined_in_year": Counted(
        phrase("consents given in the twelve months before"),
        phrase(
            "Who gave its consent to be bound in the twelve months that ended with the day, this included."
        ),
        _joined,
    ),
}
BOUND = phrase("Participants that had consented to be bound on the day and had not withdrawn.")
OF_ONE: dict[str, tuple[str, str]] = {
    "instruments.untoc": ("UNTOC", phrase("consents to the Convention against organized crime")),
    "instruments.untoc_tip": ("UNTOC-TIP", phrase("consents to the Protocol on trafficking in persons")),
    "instruments.untoc_som": ("UNTOC-SOM", phrase("consents to the Protocol on smuggling of migrants")),
    "instruments.untoc_firearms": ("UNTOC-FIREARMS", phrase("consents to the Protocol on firearms")),
    "instruments.uncac": ("UNCAC", phrase("consents to the Convention against Corruption")),
    "instruments.protected_persons": (
        "PROTECTED-PERSONS-1973",
        phrase("consents to the Convention on protected persons"),
    ),
    "instruments.hostages": ("HOSTAGES-1979", phrase("consents to the Convention on the taking of hostages")),
    "instruments.terrorist_bombings": (
        "TERRORIST-BOMBINGS-1997",
        phrase("consents to the Convention on terrorist bombings"),
    ),
    "instruments.terrorism_financing": (
        "TERRORISM-FINANCING-1999",
        phrase("consents to the Convention on the financing of terrorism"),
    ),
    "instruments.nuclear_terrorism": (
        "NUCLEAR-TERRORISM-2005",
        phrase("consents to the Convention on nuclear terrorism"),
    ),
}
"""What operative paragraph 6 of A/RES/61/181 names, one figure each, as far as registers are held."""


def count(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many participants in scope: to one instrument, or together to all that paragraph 6 names."""
    code = OF_ONE[name][0] if name in OF_ONE else scope.label if scope.kind == "instrument" else ""
    counted = COUNTS.get(name, COUNTS["instruments.consents"])
    said = about(name, at, UNIT, BASIS, SOURCE)
    if to_come(at, known_at):
        return Figure(state=State.NOT_APPLICABLE, reason=TO_COME, **said)
    held = registers_as_known(known_at)
    listed = [one for one in Instrument.objects.all() if (one.code == code if code else one.family in NAMED)]
    return _said(said, counted, held, listed, _within(scope, at))


def _said(
    said: dict[str, Any],
    counted: Counted,
    held: Registers,
    listed: list[Instrument],
    within: frozenset[str] | None,
) -> Figure:
    """The figure over the instruments listed whose register is held."""
    at = said["as_of"]
    holdings = {one.code: held.holding(one.code, at) for one in listed}
    shown = [one for one in listed if holdings[one.code] is Holding.HELD]
    if not shown:
        state, reason, remedy = WHY[_why(list(holdings.values()))]
        facts = {"waiting": sum(held.unresolved.get(one.code, 0) for one in listed)}
        return Figure(state=state, reason=reason, remedy=remedy, **said | {"facts": facts})
    counts = {one.code: held.adherence.count(one.code, at, within) for one in shown}
    said["facts"] = _facts(held, counts, holdings)
    if not said["facts"]["all"]:
        return Figure(state=State.NOT_APPLICABLE, reason=NOBODY, **said)
    if said["facts"]["all"] == said["facts"]["unknown"]:
        return Figure(state=State.NONE, reason=UNTOLD, remedy=IMPORT, **said)
    who = {one: _inside(counted.who(held.adherence, one.code, at), within) for one in shown}
    said["facts"]["by_instrument"] = {one.code: len(fits) for one, fits in who.items()}
    doubtful = counted.reckoned and any(RECKONED.intersection(one.doubtful) for one in shown)
    return Figure(
        state=State.VALUE,
        value=sum(len(fits) for fits in who.values()),
        evidence=_evidence(who, at),
        verified=not doubtful,
        **said,
    )


def _why(holdings: list[Holding]) -> Holding:
    """Why nothing is shown of any of them: what a person could change goes first."""
    order = (Holding.UNRESOLVED, Holding.NO_REGISTER)
    return next((one for one in order if one in holdings), Holding.NOT_ADOPTED)


def _facts(held: Registers, counts: dict[str, Count], holdings: dict[str, Holding]) -> dict[str, object]:
    """`all`: places to be filled, one for each participant to whom an instrument was open."""
    every = list(counts.values())
    days = [day for code in counts if (day := held.as_at(code))]
    return {
        "all": sum(one.participants - one.not_eligible for one in every),
        "participants": max(one.participants for one in every),
        "consents": sum(one.consents for one in every),
        "of_states": sum(one.of_states for one in every),
        "parties": sum(one.parties for one in every),
        "not_yet_parties": sum(one.not_yet_parties for one in every),
        "unknown": sum(one.unknown for one in every),
        "latest_held": min(days),
        "left_out": {
            code: holding.value
            for code, holding in holdings.items()
            if holding in (Holding.NO_REGISTER, Holding.UNRESOLVED)
        },
    }


def _inside(who: set[str], within: frozenset[str] | None) -> set[str]:
    return who if within is None else who & within


def _evidence(who: dict[Instrument, set[str]], at: date) -> tuple[Evidence, ...]:
    """Participants under the names of the day, where it is about one instrument; else the instruments."""
    if len(who) > 1:
        return tuple(Evidence("instrument", one.uuid, one.code) for one, fits in who.items() if fits)
    names = world.names("en", at)
    (fits,) = who.values()
    first = sorted(fits, key=lambda code: names[code][1])[:SHOWN]
    uuids = dict(Participant.objects.filter(code__in=first).values_list("code", "uuid"))
    return tuple(Evidence("participant", uuids[code], names[code][0]) for code in first)


def _within(scope: Scope, at: date) -> frozenset[str] | None:
    """Codes of the participants that the scope is about; None for all."""
    if scope.kind == "participant":
        return frozenset((scope.label,))
    region = scope.label if scope.kind == "region" else ""
    found = place(region, scope.label if scope.kind == "grouping" else "", at)
    return None if found is None else frozenset(found)


def to_come(at: date, known_at: datetime) -> bool:
    """Whether the day had begun nowhere: the first places to see it are fourteen hours ahead of UTC."""
    return datetime.combine(at, time(), UTC) - known_at > timedelta(hours=14)


def about(name: str, at: date, unit: str, basis: str, source: str) -> dict[str, Any]:
    return {"name": name, "unit": unit, "basis": basis, "as_of": at, "source": source}


def changed() -> datetime | None:
    """When a register last changed."""
    return registers().changed_at


def register_all() -> None:
    """Put the figures of adherence into the registry; called once, when the program starts."""
    held: dict[str, Any] = {"unit": UNIT, "basis": BASIS, "source": SOURCE, "freshness": changed}
    for name, (code, title) in OF_ONE.items():
        query = (("instrument", code),)
        register(Definition(name, title, BOUND, scopes=PLACES, compute=count, rows=ROWS, query=query, **held))
    for name, one in COUNTS.items():
        scopes, query = PLACES | {"instrument"}, (("family", PARAGRAPH),)
        register(
            Definition(
                name, one.title, one.meaning, scopes=scopes, compute=count, rows=ROWS, query=query, **held
            )
        )
