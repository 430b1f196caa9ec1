"""From a printed number to a symbol: a table of the bodies that programme plans name.

A symbol is made only where the body prints its decisions in a form that the grammar of symbols knows
(Editorial Manual of the United Nations, "Resolutions and other formal decisions"). The functional commissions
and the conferences of parties number their resolutions without a symbol of that grammar: none is made.
"""

import re
import unicodedata

from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol

NONE = ""
BODIES: dict[str, str] = {
    "conventions and protocols": NONE,
    "general assembly resolutions": "A",
    "general assembly resolutions and decisions": "A",
    "general assembly decisions": "A",
    "economic and social council resolutions": "E",
    "economic and social council resolutions and decisions": "E",
    "economic and social council decisions": "E",
    "security council resolutions": "S",
    "commission on narcotic drugs resolutions": NONE,
    "commission on narcotic drugs decisions": NONE,
    "commission on narcotic drugs resolutions and decisions": NONE,
    "commission on crime prevention and criminal justice resolutions": NONE,
    "commission on crime prevention and criminal justice decisions": NONE,
    "commission on crime prevention and criminal justice resolutions and decisions": NONE,
    "conference of the parties to the united nations convention against transnational organized crime"
    " resolutions": NONE,
    "conference of the states parties to the united nations convention against corruption resolutions"
    " and decisions": NONE,
    "conventions et protocoles": NONE,
    "resolutions de l'assemblee generale": "A",
    "resolutions du conseil economique et social": "E",
    "resolutions et decisions du conseil economique et social": "E",
    "resolutions du conseil de securite": "S",
}
"""Body as plans print it, letter case and accents left out → first part of its symbols, or none."""
FORMS: dict[str, str] = {
    "A": r"(?:E?S-)?\d{1,3}/\d{1,4}(?: [A-Z](?:-[A-Z])?)?"
    r"|\d{1,4}(?: [A-Z](?:-[A-Z])?)? \((?:E?S-)?[IVXLC]+\)",
    "E": r"(?:19|20)\d\d/\d{1,4}|(?:19\d\d/)?\d{1,4}(?: [A-Z])? \([IVXLC]+\)",
    "S": r"\d{1,4} \((?:19|20)\d\d\)",
}
"""First part → how its decisions are numbered. Plans put the year before the Council's old numbers:
1966/1106 (XL) is resolution 1106 (XL), adopted in 1966."""
_DECISION = re.compile(r"(?:decision|décision)\s+", re.IGNORECASE)
_YEAR = re.compile(r"^19\d\d/(?=\d{1,4}(?: [A-Z])? \()")


def known(body: str) -> bool:
    """Whether the table has the body."""
    return _folded(body) in BODIES


def symbols(body: str, printed: str) -> tuple[list[str], list[str]]:
    """The symbols that a printed reference stands for, and those of its numbers that make none.

    `34/180; 70/131` of the Assembly → A/RES/34/180, A/RES/70/131. Numbers of a body without a grammar, or
    that the table does not have, make no symbol and are no fault: both lists are empty.
    """
    organ = BODIES.get(_folded(body), NONE)
    if not organ:
        return [], []
    found: list[str] = []
    unread: list[str] = []
    for number in filter(None, (part.strip() for part in printed.split(";"))):
        symbol = _symbol(organ, number)
        found += [symbol] if symbol and symbol not in found else []
        unread += [] if symbol else [number]
    return found, unread


def _symbol(organ: str, number: str) -> str:
    kind = "DEC" if _DECISION.match(number) else "RES"
    bare = _DECISION.sub("", number)
    if not re.fullmatch(FORMS[organ], bare):
        return ""
    try:
        return str(Symbol.parse(f"{organ}/{kind}/{_YEAR.sub('', bare) if organ == 'E' else bare}"))
    except Refusal:
        return ""


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.replace("’", "'").casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())
