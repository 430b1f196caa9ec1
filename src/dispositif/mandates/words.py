"""Mandates in the reader's language: statuses, days and how they were reckoned, sessions by their ordinal."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from num2words import num2words

from dispositif.mandates import rules
from dispositif.mandates.deadlines import SESSION, Reckoned, reckon
from dispositif.mandates.models import Mandate

_WORDED = frozenset(("en", "fr"))
"""Languages whose ordinals are written in words; others print the number."""


def status_said(status: str) -> str:
    """A status in the words of the 2006 review."""
    return _(rules.STATUSES[rules.Status(status)])


def kind_said(kind: str) -> str:
    """What a registered act is."""
    return _(rules.KINDS[rules.Kind(kind)])


def look_said(look: str) -> str:
    """Why a mandate should be looked at again."""
    return _(rules.LOOKS[rules.Look(look)])


def reckoned_said(reckoned: Reckoned) -> str:
    """How the due day was found."""
    return because({"why": reckoned.why, **reckoned.facts}, _)


def because(facts: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    """The same from the facts of a due row: “sixty-second session: from September 2007”."""
    why = str(facts.get("why", ""))
    if not why:
        return ""
    if why != SESSION:
        return translate(why)
    opens = date.fromisoformat(str(facts["opens"]))
    said = {"ordinal": ordinal(int(facts["session"])), "month": date_format(opens, "YEAR_MONTH_FORMAT")}
    return translate(SESSION) % said


def ordinal(session: int) -> str:
    """A session as texts name it: sixty-second, soixante-deuxième (feminine, as session is)."""
    language = (get_language() or "en").split("-")[0]
    if language not in _WORDED:
        return str(session)
    if language == "fr" and session == 1:
        return "première"  # the library knows the masculine form only; others are alike
    return str(num2words(session, to="ordinal", lang=language)).replace("vingtsième", "vingtième")


def paragraph_said(mandate: Mandate) -> str:
    """Where the act stands: A/RES/61/181, paragraph 9."""
    one = mandate.provision
    return _("%(symbol)s, paragraph %(path)s") % {"symbol": one.document.symbol, "path": one.path}


def due_said(mandate: Mandate) -> str:
    """How the due day of a mandate was reckoned; empty where a person entered another, or there is none."""
    reckoned = reckon(mandate.deadline, mandate.recurrence, mandate.provision.document.adopted_on)
    return reckoned_said(reckoned) if reckoned.due_on == mandate.due_on else ""
