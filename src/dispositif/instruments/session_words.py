"""Conferences in the reader's language: sessions, presences, amounts; and what the trail says of them."""

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dispositif.instruments import sessions as rules
from dispositif.instruments.models import Session
from dispositif.instruments.sessions import Basis, Held, Mechanism, Part, Presence, Progress
from dispositif.kernel.money import Money


def session_said(session: Session) -> str:
    """Which session of its body: Session 33, reconvened."""
    said = {
        Part.REGULAR: _("Session %(number)s"),
        Part.RESUMED: _("Session %(number)s, resumed"),
        Part.RECONVENED: _("Session %(number)s, reconvened"),
    }
    return said[Part(session.part)] % {"number": session.number}


def held_said(held: str) -> str:
    """Whether it is announced, or took place."""
    return _(rules.HELD[Held(held)])


def presence_said(presence: str) -> str:
    """How somebody stands in a list of participants."""
    return _(rules.PRESENCES[Presence(presence)])


def mechanism_said(mechanism: str) -> str:
    """What a mechanism is called."""
    return _(rules.MECHANISMS[Mechanism(mechanism)])


def basis_said(basis: str) -> str:
    """What an amount stands for."""
    return _(rules.BASES[Basis(basis)])


def answer_said(stands: str) -> str:
    """How an answer stands."""
    return _(rules.ANSWERS[Progress(stands)])


def issue_said(stands: str) -> str:
    """How one language of a document stands."""
    return _(rules.ISSUES[Progress(stands)])


def money_said(money: Money) -> str:
    """An amount with all its minor units, after the three letters of its currency."""
    digits = "." + "0" * money.currency.exponent if money.currency.exponent else ""
    written = format_decimal(money.major, format=f"#,##0{digits}", locale=get_language() or "en")
    return f"{money.currency.code} {written}"


def doubts_said(doubtful: list[str]) -> str:
    """Which facts of a session no source at hand confirms."""
    said = {"since_on": _("first day"), "until_on": _("last day"), "place": _("place")}
    return _("; ").join(said.get(name, name) for name in doubtful)
