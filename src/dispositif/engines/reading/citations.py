"""What a text refers to: numbers, document symbols, named instruments, generic mentions."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from dispositif.engines.reading.dates import day_of
from dispositif.engines.reading.lexicon import Hit, Lexicon, Phrase, apart, hits, within
from dispositif.engines.reading.numbers import Listed, numbers_in
from dispositif.engines.reading.problem import Citation, Document
from dispositif.engines.reading.source import fold
from dispositif.engines.reading.vocabulary import INSTRUMENTS
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import ROOTS, Symbol, session_holds

_SYMBOL = re.compile(
    rf"(?<![\w/.-])(?:{'|'.join(sorted(ROOTS, key=len, reverse=True))})(?:/[A-Za-z0-9][A-Za-z0-9.()-]*)+"
)
_OLD_TAIL = re.compile(r" ?\([IVXLC\d]+\)")
_ALSO = re.compile(r",? (?:et|and|y|и|و) ((?:Add|Corr|Rev)\.\d+)(?: (?:et|and) (\d+)\b(?!/))?")
_BETWEEN = 120


class CitationReader:
    """Reads the citations of one document, whose own symbol cites nothing; `whole` is all its folded text."""

    def __init__(self, lexicon: Lexicon, organ: str, doc: Document, whole: str) -> None:
        self.lexicon = lexicon
        self.organ = organ
        self.session = doc.session
        self.own = doc.symbol
        self.instruments = apart(hits(_instruments(lexicon), whole))
        self.itself = fold(lexicon.raw["cite"]["self"]).split("|")
        self.findings: list[Finding] = []

    def read(self, para: str, text: str, folded: str, at: int) -> list[Citation]:
        """The citations of a text in order; `para` names its place, `at` is where the whole holds it."""
        found = [*self._numbers(para, text, folded), *self._symbols(para, text, folded)]
        if named := within(self.instruments, at, at + len(text)):
            found += self._instruments(para, text, folded, at, named)
        found += self._generic(para, text, folded)
        return sorted(found, key=lambda one: (one.start, one.end))

    def _numbers(self, para: str, text: str, folded: str) -> Iterator[Citation]:
        if "/" not in text and "(" not in text:
            return
        for listed in numbers_in(self.lexicon, text, folded, self.organ, self.session):
            self._check_dates(para, listed)
            day = listed.dates[-1] if listed.dates else None
            yield Citation(
                para, text[listed.start : listed.end], tuple(map(str, listed.targets)), listed.kind, "text",
                listed.start, listed.end, listed.rule, listed.confidence, listed.locator,
                day.isoformat() if day else "",
            )  # fmt: skip

    def _check_dates(self, para: str, listed: Listed) -> None:
        if len(listed.targets) != len(listed.dates):
            return
        for symbol, day in zip(listed.targets, listed.dates, strict=True):
            if not day or symbol.organ != "A" or symbol.is_special:
                continue
            number = symbol.session_number
            if number and not session_holds(number, day):
                self.findings.append(_off(para, str(symbol), day))

    def _symbols(self, para: str, text: str, folded: str) -> Iterator[Citation]:
        if "/" not in text:
            return
        for match in _SYMBOL.finditer(text):
            end = match.end()
            said = match.group().rstrip(".-(")
            if tail := _OLD_TAIL.match(text, end):
                said, end = said + tail.group(), tail.end()
            try:
                symbol = Symbol.parse(said.split("(")[0] if said.count("(") != said.count(")") else said)
            except Refusal:
                continue
            targets, stop = _with_additions(str(symbol), text, match.start() + len(said))
            if str(symbol) == self.own:
                continue
            kind = "resolution" if symbol.is_resolution else self._kind(folded, match.start())
            yield Citation(
                para,
                text[match.start() : stop],
                targets,
                kind,
                "text",
                match.start(),
                stop,
                "cite.symbol",
                1.0,
            )

    def _loose(self) -> list[str]:
        return [*self.lexicon.raw["cite"]["generic"], *self.itself]

    def _kind(self, folded: str, at: int) -> str:
        """What a document symbol stands for, by the last noun in front of it."""
        for kind in ("report", "letter"):
            pattern = self.lexicon.compiled(f"cite.{kind}!", partial(_noun, self.lexicon, kind))
            if pattern.search(folded, max(0, at - 200), at):
                return kind
        return "report"

    def _instruments(self, para: str, text: str, folded: str, at: int, named: list[Hit]) -> list[Citation]:
        found: list[Citation] = []
        for hit in named:
            leader = self.lexicon.raw["instrument"][int(hit.id)]
            start, end = hit.start - at, hit.end - at
            one = Citation(
                para, text[start:end], (leader["id"],), INSTRUMENTS[leader["id"]][1], "text", start, end,
                "cite.instrument", 1.0,
            )  # fmt: skip
            if "after" not in leader:
                found.append(one)
            elif found and leader["after"] in found[-1].targets and one.start - found[-1].end <= _BETWEEN:
                found[-1] = _joined(found[-1], one, text)
        return [self._dated(one, text, folded) for one in found]

    def _dated(self, one: Citation, text: str, folded: str) -> Citation:
        match = self.lexicon.pattern("when", "dated").match(folded, one.end)
        day = day_of(self.lexicon, folded, match.end()) if match else None
        return replace(one, date=day.isoformat()) if day else one

    def _generic(self, para: str, text: str, folded: str) -> Iterator[Citation]:
        place = 0
        while match := self.lexicon.seek("cite.generic!", folded, self._loose, place):
            place = match.end()
            own = match.group() in self.itself
            targets, kind = (("self",), "self") if own else ((), "generic")
            yield Citation(
                para, text[slice(*match.span())], targets, kind, "text", *match.span(), f"cite.{kind}", 1.0
            )  # fmt: skip


def _noun(lexicon: Lexicon, kind: str) -> str:
    return rf"\b(?:{lexicon.raw['cite'][kind]})\b"


def _with_additions(symbol: str, text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The symbol with its addenda and corrigenda: `S/11670 and Corr.1 and 2` are three documents."""
    targets = [symbol]
    while match := _ALSO.match(text, at):
        targets.append(f"{symbol}/{match[1]}")
        if match[2]:
            targets.append(f"{symbol}/{match[1].split('.')[0]}.{match[2]}")
        at = match.end()
    return tuple(targets), at


def _instruments(lexicon: Lexicon) -> list[Phrase]:
    listed = lexicon.raw["instrument"]
    return lexicon.gazetteer(
        "instruments",
        lambda: [(str(place), says) for place, one in enumerate(listed) for says in one["says"]],
    )


def _joined(first: Citation, second: Citation, text: str) -> Citation:
    surface = text[first.start : second.end]
    return replace(first, surface=surface, end=second.end, targets=(*first.targets, *second.targets))


def _off(para: str, target: str, day: date) -> Finding:
    return Finding(
        para,
        target,
        Severity.WARNING,
        "reading.date_session",
        phrase("%(symbol)s cannot be of %(day)s: its session ran at another time."),
        facts={"symbol": target, "day": day.isoformat()},
    )
