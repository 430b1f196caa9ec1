"""Named figures of the list of instruments: each a pure function of the day and of what was known."""

from collections.abc import Callable
from datetime import date, datetime

from dispositif.instruments.figures import ROWS, TO_COME, WHY, about, changed, to_come
from dispositif.instruments.models import Instrument
from dispositif.instruments.queries.adherence import Registers, registers_as_known
from dispositif.instruments.rules import NAMED, PARAGRAPH, Family, Holding
from dispositif.kernel.figure import Evidence, Figure, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.look.figures import Definition, register

UNIT, BASIS = phrase("instruments"), phrase("count of instruments adopted by the day")
SOURCE = phrase("list of instruments held here, each with its own source")


def in_force(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many of the counter-terrorism instruments adopted by the day were in force on it."""
    del scope  # only the whole can be asked for
    return _listed(name, at, known_at, (Family.TERRORISM,), lambda _held, one: _runs(one, at))


def without_register(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """Of how many instruments that paragraph 6 names nothing is held of who joined them."""
    del scope
    silent = Holding.NO_REGISTER
    return _listed(name, at, known_at, NAMED, lambda held, one: held.holding(one.code, at) is silent)


def _runs(one: Instrument, at: date) -> bool:
    return one.in_force_on is not None and one.in_force_on <= at


def _listed(
    name: str,
    at: date,
    known_at: datetime,
    families: tuple[Family, ...],
    fits: Callable[[Registers, Instrument], bool],
) -> Figure:
    """A count of instruments adopted by the day."""
    said = about(name, at, UNIT, BASIS, SOURCE)
    if to_come(at, known_at):
        return Figure(state=State.NOT_APPLICABLE, reason=TO_COME, **said)
    held = registers_as_known(known_at)
    adopted = list(Instrument.objects.filter(family__in=families, adopted_on__lte=at))
    if not adopted:
        return Figure(state=State.NOT_APPLICABLE, reason=WHY[Holding.NOT_ADOPTED][1], **said)
    counted = [one for one in adopted if fits(held, one)]
    return Figure(
        state=State.VALUE,
        value=len(counted),
        evidence=tuple(Evidence("instrument", one.uuid, one.code) for one in counted),
        verified=not any({"adopted_on", "in_force_on"}.intersection(one.doubtful) for one in adopted),
        **said | {"facts": _holdings(held, adopted, at)},
    )


def _holdings(held: Registers, adopted: list[Instrument], at: date) -> dict[str, object]:
    said = [held.holding(one.code, at) for one in adopted]
    return {
        "all": len(adopted),
        "in_force": sum(_runs(one, at) for one in adopted),
        "with_register": said.count(Holding.HELD),
        "no_register": said.count(Holding.NO_REGISTER),
    }


LISTED: dict[str, tuple[str, str, Callable[..., Figure]]] = {
    "instruments.terrorism": (
        phrase("counter-terrorism instruments in force"),
        phrase("Universal counter-terrorism instruments adopted by the day that were in force on it."),
        in_force,
    ),
    "instruments.without_register": (
        phrase("instruments without a register"),
        phrase(
            "Instruments that paragraph 6 names, adopted by the day, of whose participants nothing is held."
        ),
        without_register,
    ),
}


def register_all() -> None:
    """Put these figures into the registry; called once, when the program starts."""
    for name, (title, meaning, compute) in LISTED.items():
        register(
            Definition(
                name=name,
                title=title,
                meaning=meaning,
                unit=UNIT,
                basis=BASIS,
                source=SOURCE,
                scopes=frozenset(("",)),
                compute=compute,
                freshness=changed,
                rows=ROWS,
                query=(("family", "terrorism" if compute is in_force else PARAGRAPH),),
            )
        )
