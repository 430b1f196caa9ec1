"""Strategies in the reader's language: owners, periods, statuses, marks."""

from datetime import date
from typing import Any

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.instruments.models import StrategyEdition
from dispositif.instruments.queries.strategy import Cell
from dispositif.instruments.strategies.rules import (
    KINDS,
    MARKS,
    SIGNS,
    SILENCE,
    STATUSES,
    THEMES,
    Kind,
    Status,
    Theme,
    status_on,
)
from dispositif.world import queries as world


class Names:
    """How participants and entities are called on a day in a language; what has no name shows its code."""

    def __init__(self, language: str, at: date) -> None:
        self.states = {row.participant.code: row.name for row in world.participants(language, at)}
        self.entities = {row.entity.code: row.name for row in world.entities(language, at)}

    def state(self, code: str) -> str:
        """A participant's name."""
        return self.states.get(code, code)

    def owner(self, edition: StrategyEdition) -> str:
        """Whose strategy it is."""
        if edition.state:
            return self.state(edition.state.code)
        if edition.entity:
            return self.entities.get(edition.entity.code, edition.entity.code)
        return edition.institution


def kind_said(kind: str) -> str:
    """National or regional."""
    return _(KINDS[Kind(kind)])


def status_said(status: str) -> str:
    """How it stands."""
    return _(STATUSES[Status(status)])


def theme_said(theme: str) -> str:
    """One of the six themes."""
    return _(THEMES[Theme(theme)])


def cell_said(cell: Cell) -> str:
    """What is held for a State and a theme, as one text: `● national, in force`, `no information`."""
    parts = [
        f"{SIGNS[one.mark]} {_(MARKS[one.mark])}{'' if one.verified else ' ' + _('(unverified)')}"
        for one in cell
    ]
    return "; ".join(parts) or _(SILENCE)


def column_said(column: str, cell: object) -> str:
    """A cell of the table of strategies as people read it: themes, kinds, days and marks in words."""
    if isinstance(cell, date):
        return date_format(cell)
    text = "" if cell is None else str(cell)
    if column == "themes":
        return "; ".join(theme_said(one) if one in THEMES else one for one in text.split("; ") if one)
    if column == "kind" and text in list(Kind):
        return kind_said(text)
    return text


def period_said(edition: StrategyEdition) -> str:
    """From when until when."""
    since, until = edition.since_on, edition.until_on
    if since is None:
        return _("not in force yet")
    facts = {"since": date_format(since), "until": date_format(until) if until else ""}
    return (_("%(since)s – %(until)s") if until else _("since %(since)s")) % facts


def language_said(code: str) -> str:
    """A language in the reader’s own; its code was checked before it was written."""
    return Locale.parse(code).get_display_name(get_language() or "en") or code


def direction(code: str) -> str:
    """Which way a title in the language runs."""
    return Locale.parse(code).text_direction


def line(edition: StrategyEdition, names: Names, at: date) -> dict[str, Any]:
    """What a list or a head shows of a strategy on a day."""
    status = status_on(edition, at)
    return {
        "strategy": edition.strategy,
        "edition": edition,
        "direction": direction(edition.language),
        "kind": kind_said(edition.kind),
        "owner": names.owner(edition),
        "themes": [theme_said(one) for one in edition.themes],
        "period": period_said(edition),
        "status": status_said(status),
        "code": status.value,
    }
