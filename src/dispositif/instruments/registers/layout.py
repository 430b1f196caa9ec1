"""Which column of a file says what: recognised by its headings, or chosen by whoever hands it in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispositif.kernel.refusal import Refusal, phrase

FIELDS: dict[str, str] = {
    "instrument": phrase("Instrument"),
    "participant": phrase("Participant"),
    "printed": phrase("Name as printed"),
    "kind": phrase("Action"),
    "on": phrase("Day"),
    "effective_on": phrase("Takes effect on"),
    "symbol": phrase("Depositary notification"),
    "source": phrase("Source"),
    "marker": phrase("Marker"),
    "signed": phrase("Signature (page of the Treaty Collection)"),
    "participated": phrase("Participation (page of the Treaty Collection)"),
    "consented": phrase("Consent with its marker (page of the Treaty Collection)"),
}
"""What a column may say; an action a row has the first nine, a participant a row the last three."""
ALIKE: dict[str, tuple[str, ...]] = {
    "instrument": ("untcno", "instrument", "treaty", "mtdsgno"),
    "participant": ("participant", "state", "country", "party"),
    "printed": ("printed", "nameasprinted"),
    "kind": ("action", "kind", "actiontype"),
    "on": ("date", "on", "day", "actiondate"),
    "effective_on": ("effectiveon", "effectivedate", "effective", "takeseffecton"),
    "symbol": ("symbol", "notification", "depositarynotification", "cn"),
    "source": ("source",),
    "marker": ("untcmarker", "marker"),
}
"""Field → headings that name it, letters and digits only; the first one that the file has is taken."""
PAGE = ("signed", "participated", "consented")
CONSENT = ("ratification", "accession", "acceptance", "approval")
NUMBER = re.compile(r"(?<![\d-])(\d{1,2}-\d{1,3}(?:-[a-z])?)(?![\w-])")
"""Chapter and number of a treaty, as files of the Treaty Collection are called: `18-12-a.csv`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Field → heading; `by_participant`: a row is a participant with all its actions, not one action."""

    columns: Mapping[str, str]
    by_participant: bool

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns to read, each once."""
        return tuple(dict.fromkeys(self.columns.values()))

    @property
    def tells_ends(self) -> bool:
        """Whether it can tell a withdrawal: one without the day on which it takes effect is none."""
        return "effective_on" in self.columns

    @property
    def losses(self) -> list[str]:
        """What a file of this layout does not tell, as codes of the table of losses."""
        lost = ["after_last_day", "territorial_notes", "declarations", "objections"]
        if not self.tells_ends:
            lost += ["withdrawals", "reaccessions", "effective_dates", "succession_dates"]
        return lost if "symbol" in self.columns else [*lost, "notification_symbols"]


def recognised(heads: Sequence[str], chosen: Mapping[str, str], name: str) -> Layout:
    """The layout of a file whose first row reads `heads`, in small letters; `chosen`: `Asked.columns`."""
    columns = taken(heads) | {field: head.strip().lower() for field, head in chosen.items()}
    _check(columns, heads)
    _check_once(heads, chosen)
    columns = {field: head for field, head in columns.items() if head}
    if {"participant", "kind", "on"} <= columns.keys():
        return Layout({field: head for field, head in columns.items() if field not in PAGE}, False)
    if "participant" in columns and not columns.keys().isdisjoint(PAGE):
        kept = ("instrument", "participant", *PAGE)
        return Layout({field: head for field, head in columns.items() if field in kept}, True)
    raise Refusal(
        "instruments.columns",
        phrase(
            "%(name)s does not say participant, action and day, nor participant and signature or consent;"
            " its first row reads: %(heads)s. Choose which column says what."
        ),
        field="columns",
        name=name[:80],
        heads=", ".join(head[:40] for head in heads[:12] if head) or "—",
    )


def _check_once(heads: Sequence[str], chosen: Mapping[str, str]) -> None:
    """Refuse a page whose consents stand in two columns: one of them would be lost without a word."""
    found = [head for head in heads if _of_page(_letters(head)) == "consented"]
    if len(found) > 1 and "consented" not in chosen:
        raise Refusal(
            "instruments.columns_twice",
            phrase(
                "Several columns say a consent: %(heads)s. Put them into one, with the marker behind the day,"
                " or hand in one action a row."
            ),
            field="columns",
            heads=", ".join(head[:40] for head in found),
        )


def taken(heads: Sequence[str]) -> dict[str, str]:
    """Field → heading, as far as the headings say it themselves."""
    plain = {_letters(head): head for head in reversed(heads)}
    found = {field: plain[one] for field, alike in ALIKE.items() for one in reversed(alike) if one in plain}
    for head in reversed(heads):
        if field := _of_page(_letters(head)):
            found[field] = head
    return found


def _of_page(letters: str) -> str:
    if letters.startswith("signature"):
        return "signed"
    if letters.startswith("participationin"):
        return "participated"
    return "consented" if any(word in letters for word in CONSENT) else ""


def _letters(head: str) -> str:
    return "".join(filter(str.isalnum, head.casefold()))


def _check(columns: Mapping[str, str], heads: Sequence[str]) -> None:
    strange = [field for field in columns if field not in FIELDS]
    strange += [head for head in columns.values() if head and head not in heads]
    if strange:
        raise Refusal(
            "instruments.column_unknown",
            phrase("There is no column “%(column)s”."),
            field="columns",
            column=strange[0][:80],
        )


def number_of(name: str) -> str:
    """The treaty's number that a file is called by; "" for any other name."""
    found = NUMBER.search(name.casefold())
    return found[1] if found else ""
