"""One participant on a day: how it stands to every instrument, what it did, stated and reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from dispositif.instruments.adherence import Adherence
from dispositif.instruments.models import Action, Procedure, Statement
from dispositif.instruments.queries.acts import Acts, acts, behind, bond, signature
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.rows import Names
from dispositif.instruments.rules import Holding, Status
from dispositif.world.models import Participant, ParticipantName, Standing, Succession, holds
from dispositif.world.rules import SuccessionKind


@dataclass(frozen=True, slots=True)
class Stand:
    """How the participant stands to one instrument; two days, as consent is not yet being party.

    `in_force_on` may lie after the day asked for, where the consent had been given by then; None while
    the instrument is in force for none. `status` is None where no register is held.
    """

    column: Column
    status: Status | None
    signed: Action | None
    consented: Action | None
    in_force_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """Another participant that this one continues, or that it succeeded, and since when."""

    code: str
    name: str
    on: date
    continues: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class State:
    """One participant on a day; `kind` is empty where it takes no part on it, `verified` is of that kind."""

    participant: Participant
    kind: str
    verified: bool
    stands: list[Stand]
    statements: list[Statement]
    procedures: list[Procedure]
    lines: list[Line]
    heirs: list[Line]
    names: list[ParticipantName]


def state(
    registers: Registers, participant: Participant, *, called: Names, language: str, on: date, today: date
) -> State:
    """What is held of the participant on the day, by every instrument adopted by then."""
    kind = registers.adherence.universe(on).get(participant.code, "")
    done, line = _done(registers.adherence, participant, on), registers.adherence.line(participant.code)
    adopted = [
        column
        for column in columns(registers, language, on, today)
        if column.holding is not Holding.NOT_ADOPTED
    ]
    return State(
        participant=participant,
        kind=kind,
        verified=not _standings(participant, on).filter(verified=False).exists(),
        stands=[
            _stand(registers, column, participant.code, kind, done.get((column.code, line), []), on)
            for column in adopted
        ],
        statements=list(_up_to(Statement, participant, "made_on", on)),
        procedures=list(_up_to(Procedure, participant, "reported_on", on)),
        lines=_lines(Succession.objects.filter(successor=participant), "predecessor", called),
        heirs=_lines(Succession.objects.filter(predecessor=participant), "successor", called),
        names=_names(participant, language),
    )


def _standings(participant: Participant, on: date) -> "QuerySet[Standing]":
    """How it takes part on the day."""
    return participant.standings.filter(holds(on), superseded_at=None)


def _up_to(model: Any, participant: Participant, day: str, on: date) -> "QuerySet[Any]":
    """What stands of a table about the participant, the newest first; a statement may have no day."""
    held = model.objects.filter(participant=participant, superseded_at=None)
    dated = held.filter(Q(**{f"{day}__lte": on}) | Q(**{f"{day}__isnull": True}))
    return dated.select_related("instrument").order_by(f"-{day}", "pk")  # type: ignore[no-any-return]


def _done(adherence: Adherence, participant: Participant, on: date) -> Acts:
    """What it did by the day, and those whom it continues."""
    line = adherence.line(participant.code)
    bearers = {spell.code for spell in adherence.spells if adherence.line(spell.code) == line}
    return acts(adherence, Action.objects.filter(participant__code__in=bearers), on)


def _stand(
    registers: Registers, column: Column, code: str, kind: str, done: Sequence[Action], on: date
) -> Stand:
    if not column.shown or not kind:
        return Stand(column, None, None, None, None, None)
    adherence = registers.adherence
    given = bond(adherence, column.code, done, on)
    return Stand(
        column=column,
        status=adherence.status(column.code, code, kind, on),
        signed=signature(done),
        consented=behind(given, done),
        in_force_on=given.in_force_on if given else None,
        ended_on=given.ended_on if given and given.ended_on and given.ended_on <= on else None,
    )


def _lines(rows: "QuerySet[Succession]", side: str, called: Names) -> list[Line]:
    found = rows.filter(superseded_at=None).select_related(side).order_by("valid_from", "pk")
    return [
        Line(
            code := getattr(one, side).code,
            called[code][0],
            one.valid_from,
            one.kind == SuccessionKind.CONTINUES,
            one.verified,
        )
        for one in found
        if one.valid_from
    ]


def _names(participant: Participant, language: str) -> list[ParticipantName]:
    """Every name that it bore, in the order of days; those of English where the language has none."""
    held = participant.names.filter(superseded_at=None).order_by("valid_from")
    return list(held.filter(language=language)) or list(held.filter(language="en"))
