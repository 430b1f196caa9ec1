"""From what a browser sends to the values that the actions on sessions and mechanisms take."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.http import QueryDict

from dispositif.instruments.queries.session import Paper
from dispositif.instruments.session_names import participant, who
from dispositif.instruments.sessions import Held, Span, money
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.money import Money
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.mandates.forms import day_or_none
from dispositif.world.models import Entity, Participant

Word = TypeVar("Word", bound=StrEnum)
MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What the two forms of a document show: what is held, or what was typed and refused."""

    paper: Paper
    open: bool
    days: list[tuple[str, str]]
    source: str
    due_on: str
    moved_source: str


def paper_form(sent: QueryDict, paper: Paper) -> PaperForm:
    """The forms of one document; `days` are (language, day of issue as typed or as held)."""
    mine = sent.get("document") == str(paper.document.uuid)
    issuing, moving = (mine and sent.get("how") == how for how in ("issued", "moved"))
    held = {code: str(issue.issued_on or "") for code, (issue, _) in paper.issues.items()}
    typed = {code: sent.get(f"issued_on-{code}", day) if issuing else day for code, day in held.items()}
    source = sent.get("source", "")
    return PaperForm(
        paper=paper,
        open=mine,
        days=list(typed.items()),
        source=source if issuing else "",
        due_on=sent.get("due_on", "") if moving else "",
        moved_source=source if moving else "",
    )


def chosen(sent: QueryDict, name: str, words: type[Word]) -> Word:
    """One word of a table."""
    said = sent.get(name, "")
    if said not in [one.value for one in words]:
        refused = phrase("Choose one of the list; “%(said)s” is not in it.")
        raise Refusal("sessions.not_in_list", refused, field=name, said=said[:40])
    return words(said)


def number(sent: QueryDict, name: str) -> int:
    """A whole number; 0 where there is none, which every action refuses."""
    said = sent.get(name, "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else 0


def span(sent: QueryDict) -> Span:
    """First and last day; either may be empty."""
    return Span(day_or_none(sent, "since_on"), day_or_none(sent, "until_on"))


def sitting(sent: QueryDict) -> dict[str, Any]:
    """What is said of when and where a session sits."""
    return {
        "held": chosen(sent, "held", Held),
        "place": sent.get("place", ""),
        "span": span(sent),
        "source": sent.get("source", ""),
    }


def participants(said: str, on: date, field: str = "who") -> list[Participant]:
    """Names or codes, one a line or divided by semicolons."""
    return [participant(one, on, field) for one in names(said, field)]


def several(said: str, on: date, field: str = "who") -> list[Participant | Entity]:
    """The same, entities of the United Nations too."""
    return [who(one, on, field) for one in names(said, field)]


def names(said: str, field: str) -> list[str]:
    """What stands between line ends and semicolons."""
    found = [part.strip() for part in re.split(r"[;\r\n]+", said) if part.strip()]
    if len(found) > MOST_NAMES:
        refused = phrase("Name at most %(most)s at a time; a longer list is imported as a file.")
        raise Refusal("sessions.too_many", refused, field=field, most=MOST_NAMES)
    return found


def languages(sent: QueryDict) -> list[str]:
    """The languages ticked; all six where nothing was offered."""
    return [code for code in sent.getlist("languages") if code in BY_CODE]


def issued(sent: QueryDict) -> dict[str, date]:
    """Language → the day on which it was issued, for those that were given one."""
    days = {code: day_or_none(sent, f"issued_on-{code}") for code in BY_CODE}
    return {code: on for code, on in days.items() if on is not None}


def amount(sent: QueryDict) -> Money | None:
    """The amount and its currency; None where no amount was written."""
    said = sent.get("amount", "").strip()
    return money(said, sent.get("currency", "")) if said else None
