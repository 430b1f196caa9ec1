"""Adherence as plain values: for the command line and for programs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dispositif.instruments import words
from dispositif.instruments.queries.adherence import Registers
from dispositif.instruments.queries.columns import Column, columns
from dispositif.instruments.queries.follow_up import FollowUp, Open
from dispositif.instruments.queries.grid import Grid
from dispositif.instruments.queries.instrument import Standing
from dispositif.instruments.queries.state import Stand
from dispositif.instruments.queries.strategy_states import place
from dispositif.instruments.rules import Holding, Status, in_family

COUNTS = ("signatories", "consents", "parties", "not_yet_parties", "not_eligible", "unknown", "of_states")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which instruments are asked for: of a family (or `named`), of some codes; all where both are empty.

    `region` is of M49, `group` the code of a grouping: whose participants are counted.
    """

    family: str = ""
    codes: tuple[str, ...] = ()
    region: str = ""
    group: str = ""

    def wants(self, column: Column) -> bool:
        """Whether the instrument is asked for."""
        chosen = not self.codes or column.code in self.codes
        return chosen and in_family(self.family, column.instrument.family)

    def within(self, on: date) -> frozenset[str] | None:
        """Codes of the participants to count; None for all. Refuses a place that nobody knows."""
        found = place(self.region, self.group, on)
        return None if found is None else frozenset(found)


def tallies(held: Registers, wanted: Wanted, *, language: str, on: date, today: date) -> list[dict[str, Any]]:
    """Each instrument asked for that was adopted by the day, or that was asked for by its code."""
    within = wanted.within(on)
    return [
        tally(held, column, on, within)
        for column in columns(held, language, on, today)
        if wanted.wants(column) and (wanted.codes or column.holding is not Holding.NOT_ADOPTED)
    ]


def tally(held: Registers, column: Column, on: date, within: Collection[str] | None = None) -> dict[str, Any]:
    """One instrument on the day: its counts, each None where no register of it may be shown."""
    count = (
        held.adherence.count(column.code, on, None if within is None else frozenset(within))
        if column.shown
        else None
    )
    present = held.adherence.universe(on)
    return {
        **_facts(column),
        "as_at": on,
        "participants": len(present if within is None else present.keys() & set(within)),
        **{name: getattr(count, name) if count else None for name in COUNTS},
    }


def _facts(column: Column) -> dict[str, Any]:
    """What an instrument is, and what is held of its register: `words` say it in the reader's language."""
    one = column.instrument
    return {
        "instrument": one.code,
        "name": column.name,
        "family": one.family,
        "adopted_on": one.adopted_on,
        "in_force_on": one.in_force_on,
        "holding": column.holding.value,
        "words": words.holding_said(column.holding, column.waiting),
        "waiting": column.waiting,
        "latest_held": column.as_at,
        "later": column.later,
        "stale": column.stale,
        "doubtful": list(one.doubtful),
    }


def stand(one: Stand, on: date) -> dict[str, Any]:
    """How a participant stands to one instrument: two days, as consent is not yet being party."""
    consented = one.consented
    return {
        "instrument": one.column.code,
        "name": one.column.name,
        "family": one.column.instrument.family,
        "as_at": on,
        "holding": one.column.holding.value,
        "status": one.status.value if one.status else None,
        "words": _stood(one),
        "signed_on": one.signed.on if one.signed else None,
        "consented_on": consented.on if consented else None,
        "kind": consented.kind if consented else None,
        "in_force_for_state_on": one.in_force_on,
        "ended_on": one.ended_on,
        "latest_held": one.column.as_at,
    }


def _stood(one: Stand) -> str:
    """How it stood, or why that is not said."""
    if one.status is not None:
        return words.status_said(one.status)
    if one.column.shown:
        return _("took no part on that day")
    return words.holding_said(one.column.holding, one.column.waiting)


def standing(one: Standing) -> dict[str, Any]:
    """How one participant stands to an instrument; `by`: who acted, where it continues that one."""
    return {
        "participant": one.row.code,
        "name": one.row.name,
        "takes_part_as": one.row.kind,
        "status": one.status.value,
        "signed_on": one.signed_on,
        "consented_on": one.consented_on,
        "kind": one.kind or None,
        "in_force_for_state_on": one.in_force_on,
        "by": one.by or None,
        "symbol": one.symbol,
    }


def grid(shown: Grid) -> list[dict[str, Any]]:
    """One row a participant: how it stands to each instrument, None where no register may be shown."""
    return [
        {
            "participant": row.code,
            "name": row.name,
            "takes_part_as": row.kind,
            "statuses": {
                column.code: shown.statuses[column.code][row.code].value if column.shown else None
                for column in shown.columns
            },
        }
        for row in shown.rows
    ]


def still_open(one: Open) -> dict[str, Any]:
    """One participant that is not yet party to one instrument."""
    gone = one.status is Status.WITHDRAWN
    return {
        "participant": one.row.code,
        "name": one.row.name,
        "instrument": one.column.code,
        "status": one.status.value,
        "signed_on": one.signed_on,
        "consented_on": None if gone else one.since,
        "withdrawn_on": one.since if gone else None,
        "in_force_for_state_on": one.in_force_on,
        "procedure_reported_on": max((told.reported_on for told in one.procedures), default=None),
        "latest_held": one.column.as_at,
    }


def follow_up(found: FollowUp) -> dict[str, Any]:
    """Whoever is not yet party; and the instruments of which nothing is said of anybody, with the reason."""
    return {
        "as_at": found.on,
        "participants": found.participants,
        "open": [still_open(one) for one in found.open],
        "unknown": [{"participant": row.code, "instrument": column.code} for row, column in found.unknown],
        "not_shown": [not_shown(column) for column in found.silent],
    }


def not_shown(column: Column) -> dict[str, Any]:
    """An instrument of whose participants nothing is said, and why."""
    said = words.holding_said(column.holding, column.waiting)
    return {"instrument": column.code, "holding": column.holding.value, "words": said}
