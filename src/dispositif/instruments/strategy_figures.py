"""Named figures of strategies: each a pure function of the day, what was known, the scope and who may see.

Where nothing is held in a scope the figure says “none” with its reason, never zero: silence tells nothing of
what States have.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dispositif.instruments.models import StrategyEdition
from dispositif.instruments.queries.strategy import Holding, changed, holdings
from dispositif.instruments.queries.strategy_states import place, states
from dispositif.instruments.strategies.rules import WORLD, Kind, Status, Theme
from dispositif.kernel.figure import Evidence, Figure, Origin, Scope, State
from dispositif.kernel.refusal import phrase
from dispositif.look.figures import Definition, register
from dispositif.world.models import Participant

SHOWN = 20
"""Rows that a figure names as its evidence; the page behind it lists them all."""
SCOPES = frozenset(("", "theme", "participant", "region", "grouping"))
STRATEGIES, STATES = phrase("strategies"), phrase("States")
BASIS = phrase("count of strategies recorded and in force")
COVERED = phrase("count of States listed by a strategy in force")
SOURCE = phrase("strategies recorded here, each with its own source")
NOTHING = phrase(
    "No strategy that had begun by then is recorded for this: that does not say that there is none."
)
FILL = phrase("Record strategies, or import a table of them.")
NO_THEME = phrase("Paragraph 4 does not name this theme: strategies are not recorded by it.")


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: its words, and which strategies count."""

    title: str
    meaning: str
    counts: Callable[[StrategyEdition], bool]
    query: tuple[tuple[str, str], ...] = ()


COUNTS: dict[str, Counted] = {
    "instruments.strategies": Counted(
        phrase("strategies known and in force"),
        phrase("National and regional strategies that are recorded and in force on the day."),
        lambda _edition: True,
    ),
    "strategies.national": Counted(
        phrase("national strategies in force"),
        phrase("Strategies of States that are recorded and in force on the day."),
        lambda edition: edition.kind == Kind.NATIONAL,
        (("kind", "national"),),
    ),
    "strategies.regional": Counted(
        phrase("regional strategies in force"),
        phrase("Strategies for several States that are recorded and in force on the day."),
        lambda edition: edition.kind == Kind.REGIONAL,
        (("kind", "regional"),),
    ),
}


def count(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many strategies of the kind are in force; none, with its reason, where nothing is held in scope."""
    if _theme_unknown(scope):
        return _idle(name, STRATEGIES, BASIS, at)
    keys = _participants(scope, at)
    held = [one for one in _in_scope(scope, at, known_at, keys) if COUNTS[name].counts(one.edition)]
    fits = [one for one in held if _runs(one, keys, at)]
    evidence = tuple(
        Evidence("strategy", one.edition.strategy.uuid, one.edition.title) for one in fits[:SHOWN]
    )
    return _figure(_about(name, STRATEGIES, BASIS, at), held, fits, len(fits), evidence, len(held))


def states_covered(*, name: str, at: date, known_at: datetime, scope: Scope) -> Figure:
    """How many States of the day are listed by at least one strategy that is in force for them."""
    if _theme_unknown(scope):
        return _idle(name, STATES, COVERED, at)
    keys = _participants(scope, at)
    held = _in_scope(scope, at, known_at, keys)
    fits = [one for one in held if _runs(one, keys, at)]
    of_the_day = states(at) if keys is None else states(at) & keys
    reached = set().union(*(one.reached(at) for one in fits)) & of_the_day
    rows = Participant.objects.filter(code__in=reached).order_by("code")[:SHOWN]
    evidence = tuple(Evidence("participant", one.uuid, one.code) for one in rows)
    return _figure(_about(name, STATES, COVERED, at), held, fits, len(reached), evidence, len(of_the_day))


def _theme_unknown(scope: Scope) -> bool:
    """Whether a theme is asked for that the paragraph does not name."""
    return scope.kind == "theme" and scope.label not in WORLD.values()


def _participants(scope: Scope, at: date) -> set[str] | None:
    """The participants that the scope is about; None for all."""
    if scope.kind == "participant" and scope.uuid:
        return set(Participant.objects.filter(uuid=scope.uuid).values_list("code", flat=True))
    region = scope.label if scope.kind == "region" else ""
    return place(region, scope.label if scope.kind == "grouping" else "", at)


def _in_scope(scope: Scope, at: date, known_at: datetime, keys: set[str] | None) -> list[Holding]:
    """The strategies that had begun by the day, of the theme or for one of the participants in scope."""
    by_code = {code: theme for theme, code in WORLD.items()}
    theme: Theme | None = by_code.get(scope.label) if scope.kind == "theme" else None
    return [
        one
        for one in holdings(at, known_at)
        if one.status is not Status.NOT_BEGUN
        and (theme is None or theme in one.edition.themes)
        and (keys is None or any(cover.participant.code in keys for cover in one.covers))
    ]


def _runs(one: Holding, keys: set[str] | None, at: date) -> bool:
    """Whether it is in force, and for a participant in scope where a scope is asked for."""
    return one.status is Status.IN_FORCE and (keys is None or bool(one.reached(at) & keys))


def _figure(
    said: dict[str, Any],
    held: list[Holding],
    fits: list[Holding],
    value: int,
    evidence: tuple[Evidence, ...],
    among: int,
) -> Figure:
    """Unverified as long as one of the strategies behind it is; `among` how many could have counted."""
    if not held:
        return Figure(state=State.NONE, reason=NOTHING, remedy=FILL, **said)
    unverified = sum(not one.edition.verified for one in fits)
    said["facts"] = {"all": among, "known": len(held), "unverified": unverified}
    return Figure(state=State.VALUE, value=value, evidence=evidence, verified=not unverified, **said)


def _idle(name: str, unit: str, basis: str, at: date) -> Figure:
    return Figure(state=State.NOT_APPLICABLE, reason=NO_THEME, **_about(name, unit, basis, at))


def _about(name: str, unit: str, basis: str, at: date) -> dict[str, Any]:
    said: dict[str, Any] = {"name": name, "unit": unit, "basis": basis, "as_of": at}
    return said | {"source": SOURCE, "origin": Origin.ENTERED}


def register_all() -> None:
    """Put the figures of strategies into the registry; called once, when the program starts."""
    shared: dict[str, Any] = {"source": SOURCE, "scopes": SCOPES, "freshness": changed}
    for name, one in COUNTS.items():
        register(
            Definition(
                name=name,
                title=one.title,
                meaning=one.meaning,
                unit=STRATEGIES,
                basis=BASIS,
                compute=count,
                rows="instruments:strategies",
                query=(*one.query, ("status", "in_force")),
                **shared,
            )
        )
    register(
        Definition(
            name="strategies.states_covered",
            title=phrase("States covered by a strategy in force"),
            meaning=phrase("States that at least one recorded strategy in force on the day lists."),
            unit=STATES,
            basis=COVERED,
            compute=states_covered,
            rows="instruments:strategy_coverage",
            **shared,
        )
    )
