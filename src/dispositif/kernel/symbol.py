"""Symbols of United Nations documents: `A/RES/61/181`, `S/RES/1224 (1999)`, `A/C.3/61/L.8`.

The grammar follows the Editorial Manual of the United Nations ("Symbols", "Resolutions and other
formal decisions"): a resolution of the first thirty sessions carries its session in roman numerals
behind the number, one of the Security Council its year, a later one session and number.
"""

import re
from dataclasses import dataclass
from datetime import date

from dispositif.kernel.refusal import Refusal, phrase

ROOTS = frozenset(
    (
        "A S E T ST DP CAC CTOC CCPR CEDAW CERD CRC CAT CMW CRPD CED HRI FCCC UNEP HS ID TD DC CD AC ICCD "
        "CBD SPLOS NPT BWC UNW JIU WFP PCNICC LC ECE TRANS LOS PBC HSP UNFPA SAICM AG INF IATI HSCC"
    ).split()
)
"""First parts of symbols; anything else is no symbol."""

FORMAL = ("RES", "DEC", "PRST")
BODIES: dict[str, str] = {"A/HRC": "HRC", "A": "GA", "S": "SC", "E": "ECOSOC"}

_PART = re.compile(r"[A-Z0-9][A-Za-z0-9.\-]*")
_LETTERS = r"(?P<letters>[A-Z](?:\s?(?:-|and|et|to|à)\s?[A-Z])?)"
_OLD = re.compile(rf"(?P<number>\d{{1,4}})(?:\s?{_LETTERS})?\s?\((?P<session>\d{{4}}|(?:E?S-)?[IVXLC]+)\)")
_NEW = re.compile(rf"(?P<session>(?:E?S-)?\d{{1,4}})/(?P<number>\d{{1,4}})(?:\s?{_LETTERS})?")
_BETWEEN = re.compile(r"\s?(?:-|and|et|to|à)\s?")
_NUMERAL = re.compile(r"(?=.)(C?)(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One document symbol in its canonical form.

    `organ` is what stands before the kind ("A", "A/HRC", "E/CN.4"); `kind` is "RES", "DEC", "PRST"
    or "" for any other document; `session` as printed ("61", "XXX", "S-13", "1999", "2006");
    `number` and `letters` ("A", "A-B") are those of a formal decision; `tail` is the rest.
    """

    organ: str
    kind: str = ""
    session: str = ""
    number: int | None = None
    letters: str = ""
    tail: str = ""

    @classmethod
    def parse(cls, text: str) -> "Symbol":
        """The symbol that `text` prints, blanks and letter case of the first parts forgiven.

        Raises Refusal `symbol.unknown` when it is none.
        """
        plain = " ".join(text.split()).strip(" .,;")
        organ, kind, rest = _formal(plain)
        if kind and (match := _OLD.fullmatch(rest) or _NEW.fullmatch(rest)):
            return _decision(organ, kind, match)
        return _document(plain)

    @classmethod
    def from_slug(cls, slug: str) -> "Symbol":
        """The symbol of a URL part made by `slug`."""
        text = slug.replace("-", "/").replace("~", "-")
        head, *pieces = text.split("_")
        if pieces and not _NEW.search(f"{head.rsplit('/', 2)[-2]}/{head.rsplit('/', 1)[-1]}"):
            pieces[-1] = f"({pieces[-1]})"
        return cls.parse(" ".join([head, *pieces]))

    def __str__(self) -> str:
        head = "/".join(part for part in (self.organ, self.kind) if part)
        if not self.kind or self.number is None:
            return f"{head}/{self.tail}" if self.tail else head
        letters = f" {self.letters}" if self.letters else ""
        if self.is_old:
            return f"{head}/{self.number}{letters} ({self.session})"
        return f"{head}/{self.session}/{self.number}{letters}"

    @property
    def slug(self) -> str:
        """For URLs: `A-RES-61-181`, `A-RES-3411_A_XXX`, `A-RES-S~13-2`; `from_slug` reads it back."""
        text = str(self).replace("(", "").replace(")", "").replace("-", "~")
        return text.replace("/", "-").replace(" ", "_")

    @property
    def is_old(self) -> bool:
        """Whether the session or year stands in brackets behind the number."""
        return bool(self.session) and ((self.organ == "S" and self.kind == "RES") or roman(self.session) > 0)

    @property
    def is_resolution(self) -> bool:
        """Whether it is a resolution."""
        return self.kind == "RES"

    @property
    def is_decision(self) -> bool:
        """Whether it is a formal decision that is no resolution."""
        return self.kind == "DEC"

    @property
    def printed_number(self) -> str:
        """The number as texts print it: `61/181`, `3363 (XXX)`, `1224 (1999)`; "" for a document."""
        return str(self).split(f"/{self.kind}/", 1)[1] if self.kind else ""

    @property
    def session_number(self) -> int | None:
        """The session as a number, roman numerals and special sessions included; None for years."""
        bare = self.session.rsplit("-", 1)[-1]
        value = int(bare) if bare.isdigit() else roman(bare)
        return value if 0 < value < 1900 else None

    @property
    def is_special(self) -> bool:
        """Whether the session is a special or an emergency special one."""
        return self.session.startswith(("S-", "ES-"))

    @property
    def year(self) -> int | None:
        """The year that the symbol tells: that of a regular session of the Assembly is its opening year."""
        if self.session.isdigit() and int(self.session) >= 1946:
            return int(self.session)
        if self.organ == "A" and not self.is_special and self.session_number:
            return opening_year(self.session_number)
        return None

    @property
    def sort_key(self) -> str:
        """A text that sorts naturally: numbers padded, roman sessions as numbers."""
        number = "" if self.number is None else f"{self.number:06d}"
        session = f"{self.session_number or self.year or 0:06d}" if self.session else ""
        tail = re.sub(r"\d+", lambda match: match.group().zfill(6), self.tail)
        special = self.session.split("-")[0] if self.is_special else ""
        return "/".join((self.organ, self.kind, special, session, number, self.letters, tail))


def _formal(text: str) -> tuple[str, str, str]:
    parts = text.split("/")
    for place, part in enumerate(parts[:4]):
        if place and part.upper() in FORMAL:
            return "/".join(parts[:place]).upper(), part.upper(), "/".join(parts[place + 1 :])
    return "", "", ""


def _decision(organ: str, kind: str, match: re.Match[str]) -> Symbol:
    _known(organ, match.string)
    letters = _BETWEEN.sub("-", match["letters"] or "")
    session = match["session"]
    if not session[-1].isdigit() and not roman(session):
        raise _unknown(match.string)
    return Symbol(organ, kind, session, int(match["number"]), letters)


def _document(text: str) -> Symbol:
    parts = text.split("/")
    if len(parts) < 2 or not any(character.isdigit() for character in text):
        raise _unknown(text)
    if not all(_PART.fullmatch(part) for part in parts[1:]):
        raise _unknown(text)
    organ = _known(parts[0].upper(), text)
    session = parts[-2] if len(parts) > 2 and parts[-2].isdigit() else parts[1] if parts[1].isdigit() else ""
    return Symbol(organ, session=session, tail="/".join(parts[1:]))


def _known(organ: str, text: str) -> str:
    if organ.split("/", 1)[0] not in ROOTS:
        raise _unknown(text)
    return organ


def _unknown(text: str) -> Refusal:
    shown = text if len(text) <= 80 else text[:79] + "…"
    return Refusal(
        "symbol.unknown",
        phrase("“%(text)s” is not the symbol of a United Nations document, such as A/RES/61/181."),
        field="symbol",
        text=shown,
    )


def roman(text: str) -> int:
    """The value of roman numerals up to CXCIX, `S-` or `ES-` in front allowed; 0 when they are none."""
    bare = text.rsplit("-", 1)[-1]
    if not _NUMERAL.fullmatch(bare):
        return 0
    values = [_ROMAN[character] for character in bare]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def opening_year(session: int) -> int:
    """The year in whose September regular session `session` of the General Assembly opened."""
    return 1945 + session


def session_on(day: date) -> int:
    """The regular session of the General Assembly on a day, sessions counted from 1 September."""
    return day.year - 1945 - (day.month < 9)


def session_holds(session: int, day: date) -> bool:
    """Whether a resolution of a regular session may carry this date (September to September)."""
    year = opening_year(session)
    return date(year, 9, 1) <= day <= date(year + 1, 9, 30)
