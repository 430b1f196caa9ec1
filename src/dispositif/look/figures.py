"""Every figure of the program by its name: what it means, where it comes from, who computes it.

A room registers its figures from its AppConfig; pages, API, command line and reports ask for them here, so
that one name never has two values. A name that nobody registered has no figure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dispositif.kernel.figure import Figure, Scope
from dispositif.kernel.refusal import Refusal, phrase

Compute = Callable[..., Figure]
"""`compute(name=…, at=…, known_at=…, scope=…) -> Figure`, pure for these and for whoever acts."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means, in English phrases.

    `scopes`: kinds of record that it can be about, "" for everything. `freshness()` is the moment of the last
    change among its rows, None when there is none. `rows`: the name of the page that lists them.
    """

    name: str
    title: str
    meaning: str
    unit: str
    basis: str
    source: str
    scopes: frozenset[str]
    compute: Compute
    freshness: Callable[[], datetime | None]
    rows: str = ""
    query: tuple[tuple[str, str], ...] = ()


_registered: dict[str, Definition] = {}


def register(definition: Definition) -> Definition:
    """Add a figure; a name that is taken is a fault of the program."""
    if definition.name in _registered:
        raise ValueError(f"two figures are called {definition.name}")
    _registered[definition.name] = definition
    return definition


def definitions() -> list[Definition]:
    """All of them, in the order in which rooms registered them: that of the walk."""
    return list(_registered.values())


def known(name: str) -> bool:
    """Whether somebody registered the name."""
    return name in _registered


def definition(name: str) -> Definition:
    """One of them; a name that nobody registered is refused."""
    if name not in _registered:
        raise Refusal("figures.unknown", phrase("There is no figure %(name)s."), field="name", name=name[:80])
    return _registered[name]


def figure(name: str, *, at: date, known_at: datetime, audience: Any, scope: Scope | None = None) -> Figure:
    """The figure as it stood on the day `at`, as known at `known_at`, as `audience` may see it.

    `audience` opens a block in which the rows are seen as they shall be (`secrecy.audiences.Audience`).
    """
    one, about = definition(name), scope or Scope()
    if about.kind not in one.scopes:
        raise Refusal(
            "figures.no_scope",
            phrase("%(name)s cannot be asked for one %(kind)s."),
            field="scope",
            name=name,
            kind=about.kind or "whole",
        )
    with audience.seeing():
        return one.compute(name=name, at=at, known_at=known_at, scope=about)
