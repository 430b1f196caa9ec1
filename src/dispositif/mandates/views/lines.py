"""Lines of the register, and the lists that it can be narrowed by, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dispositif.documents.words import act_name, addressee_name
from dispositif.engines.reading.vocabulary import ACTS, ADDRESSEES
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import phrase
from dispositif.mandates import rules
from dispositif.mandates.models import Mandate
from dispositif.mandates.queries.page import rows_of
from dispositif.mandates.queries.texts import words_of
from dispositif.mandates.words import due_said, status_said
from dispositif.world import queries as world

Choices = list[tuple[str, str]]
DUE: dict[str, str] = {
    "overdue": phrase("overdue"),
    "soon": phrase("due within 90 days"),
    "dated": phrase("with a day"),
    "undated": phrase("without a day"),
}
ORDERS: dict[str, str] = {
    "register": phrase("as the texts go"),
    "due": phrase("by due day"),
    "newest": phrase("last registered first"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One mandate as the register shows it; `words` are those of its paragraph in `language`."""

    mandate: Mandate
    words: str
    language: str
    act: str
    addressees: str
    owner: str
    supporting: list[str]
    themes: list[str]
    why: str
    late: bool
    status: str
    look: str

    @property
    def seen(self) -> str:
        """The mandate, and how its reader has seen it: what a bulk change sends back."""
        return f"{self.mandate.uuid}:{self.mandate.revision}"

    @property
    def direction(self) -> str:
        """Which way the words run."""
        return BY_CODE[self.language].direction if self.language in BY_CODE else "ltr"


@dataclass(frozen=True, slots=True)
class Named:
    """How entities and themes are called in the reader's language; what has no name shows its code."""

    entities: Mapping[str, str]
    themes: Mapping[str, str]


def named(language: str, on: date) -> Named:
    """The names that hold on the day."""
    return Named(
        {row.entity.code: row.name for row in world.entities(language, on)},
        {row.theme.code: row.name for row in world.themes(language, on)},
    )


def lines(keys: list[int], language: str, on: date) -> list[Line]:
    """The mandates of these keys as lines, in this order."""
    rows = rows_of(keys)
    said = words_of([one.provision for one in rows])
    names = named(language, on)
    return [_line(one, said[one.provision_id], language, on, names) for one in rows]


def _line(one: Mandate, said: dict[str, str], language: str, on: date, names: Named) -> Line:
    spoken = language if language in said else "en" if "en" in said else next(iter(said), language)
    return Line(
        mandate=one,
        words=said.get(spoken, ""),
        language=spoken,
        act=act_name(one.act),
        addressees=_("; ").join(addressee_name(code) for code in one.addressees),
        owner=names.entities.get(one.owner.code, one.owner.code) if one.owner else "",
        supporting=[names.entities.get(entity.code, entity.code) for entity in one.supporting.all()],
        themes=[names.themes.get(theme.code, theme.code) for theme in one.themes.all()],
        why=due_said(one),
        late=one.overdue(on),
        status=status_said(one.status),
        look=_(rules.LOOKS[rules.Look(one.look)]) if one.look else "",
    )


def selects(language: str, on: date) -> dict[str, Choices]:
    """What each filter offers: whole tables of words, so that no choice tells of a row that is not seen."""
    return {
        "kind": [("", _("any kind")), *_worded(rules.KINDS)],
        "status": [("", _("any status")), *_worded(rules.STATUSES)],
        "owner": [("", _("any owner")), ("none", _("nobody yet")), *_owners(language, on)],
        "theme": [("", _("any theme")), ("none", _("without a theme")), *_themes(language, on)],
        "act": [("", _("any act")), *_sorted((code, act_name(code)) for code in ACTS)],
        "addressee": [
            ("", _("any addressee")),
            *_sorted((code, addressee_name(code)) for code in ADDRESSEES),
        ],
        "due": [("", _("with or without a day")), *_worded(DUE)],
        "look": [
            ("", _("any text")),
            ("any", _("to be looked at again")),
            *_worded({code: words for code, words in rules.LOOKS.items() if code}),
        ],
        "order": _worded(ORDERS),
    }


def gifts(language: str, on: date) -> dict[str, Choices]:
    """What a bulk change can give."""
    choose = ("", _("choose…"))
    return {"owner": [choose, *_owners(language, on)], "theme": [choose, *_themes(language, on)]}


def _owners(language: str, on: date) -> Choices:
    return [(row.entity.code, row.name) for row in world.owners(language, on)]


def _themes(language: str, on: date) -> Choices:
    return [(row.theme.code, row.name) for row in world.themes(language, on)]


def _worded(table: Mapping[Any, str]) -> Choices:
    return [(str(code), _(words)) for code, words in table.items()]


def _sorted(choices: Any) -> Choices:
    return sorted(choices, key=lambda choice: str(choice[1]).casefold())
