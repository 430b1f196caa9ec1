"""The records that a figure of treaties or strategies can be asked about, besides those of mandates."""

from dispositif.instruments.queries.register import instrument
from dispositif.kernel.figure import Scope
from dispositif.look.scopes import register
from dispositif.world import queries as world


def _instrument(key: str) -> Scope:
    one = instrument(key)
    return Scope("instrument", one.uuid, one.code)


def _participant(key: str) -> Scope:
    one = world.participant(key)
    return Scope("participant", one.uuid, one.code)


def _region(key: str) -> Scope:
    one = world.region(key)
    return Scope("region", one.uuid, one.m49)


def _grouping(key: str) -> Scope:
    one = world.grouping(key)
    return Scope("grouping", one.uuid, one.code)


def register_all() -> None:
    """Put the kinds of this room into the registry; called once, when the program starts."""
    register("instrument", _instrument)
    register("participant", _participant)
    register("region", _region)
    register("grouping", _grouping)
