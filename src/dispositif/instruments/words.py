"""Treaties in the reader's language: how somebody stands, who takes part, what a source does not tell."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dispositif.instruments import rules
from dispositif.instruments.facts import LANGUAGES, table
from dispositif.instruments.rules import Family, Holding, Kind, Made, Status
from dispositif.kernel.refusal import phrase

PLAIN = {Status.NOT_YET: "·", Status.NOT_ELIGIBLE: "–", Status.UNKNOWN: "?"}
"""Signs of what is no action; every other status is abbreviated by the first letter of its words."""
DEPOSITARIES: dict[str, str] = {
    "UN": phrase("Secretary-General of the United Nations"),
    "ICAO": phrase("International Civil Aviation Organization"),
    "IMO": phrase("International Maritime Organization"),
    "IAEA": phrase("International Atomic Energy Agency"),
    "RUS": phrase("Russian Federation"),
    "GBR": phrase("United Kingdom of Great Britain and Northern Ireland"),
    "USA": phrase("United States of America"),
}
KINDS_OF_PARTICIPANT: dict[str, str] = {
    "member": phrase("Member of the United Nations"),
    "observer": phrase("observer State"),
    "state": phrase("other State"),
    "reio": phrase("regional economic integration organization"),
}
DOUBTS: dict[str, str] = {
    "adopted_on": phrase("day of adoption"),
    "signed_from": phrase("first day of signature"),
    "in_force_on": phrase("day of entry into force"),
    "wait": phrase("wait after a deposit"),
    "wait_days": phrase("wait after a deposit"),
    "wait_months": phrase("wait after a deposit"),
    "wait_source": phrase("final clause"),
    "depositary": phrase("depositary"),
    "reio": phrase("whether organizations may join"),
    "en": phrase("name in English"),
    "fr": phrase("name in French"),
}
"""Columns that no source at hand confirms, as `Instrument.doubtful` names them."""


def status_said(status: Status) -> str:
    """How somebody stands, in words."""
    return _(rules.STATUSES[status])


def letter(status: Status) -> str:
    """The sign of a status in a narrow cell; words always stand beside it."""
    return PLAIN.get(status) or status_said(status)[:1].upper()


def kind_said(kind: str) -> str:
    """What kind of action it is."""
    return _(rules.KINDS[Kind(kind)])


def made_said(kind: str) -> str:
    """What kind of statement it is."""
    return _(rules.STATEMENTS[Made(kind)])


def family_said(family: str) -> str:
    """The list in which an instrument stands."""
    return _(rules.FAMILIES[Family(family)])


def holding_said(holding: Holding, names: int = 0) -> str:
    """What is held of a register; `names` wait for somebody to say whom they mean."""
    if holding is Holding.UNRESOLVED and names:
        text = ngettext(
            "not published: %(names)s name to resolve", "not published: %(names)s names to resolve", names
        )
        return text % {"names": names}
    return _(rules.HOLDINGS[holding])


def universe_said(kinds: Mapping[str, int]) -> list[str]:
    """Who takes part on a day: the total, then each kind."""
    total = sum(kinds.values())
    said = [
        ngettext("%(count)s participant that day", "%(count)s participants that day", total)
        % {"count": total}
    ]
    return said + [_counted(kind, kinds[kind]) for kind in KINDS_OF_PARTICIPANT if kinds.get(kind)]


def _counted(kind: str, count: int) -> str:
    text = {
        "member": ngettext(
            "%(count)s Member of the United Nations", "%(count)s Members of the United Nations", count
        ),
        "observer": ngettext("%(count)s observer State", "%(count)s observer States", count),
        "state": ngettext("%(count)s other State", "%(count)s other States", count),
        "reio": ngettext(
            "%(count)s regional economic integration organization",
            "%(count)s regional economic integration organizations",
            count,
        ),
    }[kind]
    return text % {"count": count}


def participant_kind_said(kind: str) -> str:
    """As what a participant takes part."""
    return _(KINDS_OF_PARTICIPANT[kind])


def depositary_said(codes: list[str]) -> str:
    """With whom instruments are deposited."""
    return _("; ").join(_(DEPOSITARIES[code]) if code in DEPOSITARIES else code for code in codes)


def doubts_said(doubtful: list[str]) -> str:
    """Which facts of an instrument no source at hand confirms."""
    return _("; ").join(dict.fromkeys(_(DOUBTS.get(name, name)) for name in doubtful))


def losses_said(instrument: str, losses: list[str]) -> list[str]:
    """What a source does not tell of an instrument, in sentences; those of all instruments first."""
    language = get_language() if get_language() in LANGUAGES else "en"
    rows = sorted(table("losses"), key=lambda row: bool(row["instrument"]))
    fits = (row for row in rows if row["code"] in losses and row["instrument"] in ("", instrument))
    return [row[str(language)] for row in fits]


def day_said(day: date | None) -> str:
    """A day in the reader's form; empty for none."""
    return date_format(day) if day else ""
