"""Whom a register means: by code, by a name that holds or held, or as a person settled it before."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dispositif.instruments.registers.acts import Entry
from dispositif.instruments.registers.reading import remark
from dispositif.kernel.finding import Finding, Severity
from dispositif.kernel.refusal import phrase
from dispositif.world.queries import Recogniser

FOOTNOTES = re.compile(r"(?:\s+\[?\d{1,2}\]?,?)+$")
"""Numbers of notes behind a name, as the Treaty Collection prints them: `China 1, 2`."""
FORMER = phrase("%(participant)s was called so until %(until)s: taken for it.")
OTHERWISE = phrase("%(participant)s is also called so: taken for it.")
FOOTNOTED = phrase("The numbers behind the name are taken for notes: %(participant)s is meant.")
SETTLED = phrase("%(participant)s is meant, as was settled for this register before.")


WHY = {"current": "", "former": FORMER, "alias": OTHERWISE}
"""As what a name is recognised → what is to be said of it."""


@dataclass
class Names:
    """Names of one day's import; each is looked up once.

    `settled`: instrument and name as printed → code of a participant.
    """

    recognise: Recogniser
    codes: Collection[str]
    settled: Mapping[tuple[str, str], str]
    _known: dict[tuple[str, date], tuple[str, str, date | None]] = field(default_factory=dict)

    def named(self, entry: Entry, as_at: date) -> tuple[Entry, list[Finding]]:
        """The entry with the code of its participant, empty where it is nobody or could be two."""
        code, why, until = self._by_code(entry) or self._settled(entry) or self._by_name(entry, as_at)
        found = replace(entry, participant=code)
        if not why:
            return found, []
        facts = {"participant": code, "until": until}
        severity = Severity.WARNING
        return found, [remark(entry.number, "", entry.name, "other_name", why, severity, **facts)]

    def _by_code(self, entry: Entry) -> tuple[str, str, None] | None:
        return (entry.participant, "", None) if entry.participant in self.codes else None

    def _settled(self, entry: Entry) -> tuple[str, str, None] | None:
        code = self.settled.get((entry.instrument, entry.name))
        return (code, SETTLED, None) if code else None

    def _by_name(self, entry: Entry, as_at: date) -> tuple[str, str, date | None]:
        key = entry.participant or entry.name, as_at
        if key not in self._known:
            self._known[key] = self._looked_up(*key)
        return self._known[key]

    def _looked_up(self, name: str, as_at: date) -> tuple[str, str, date | None]:
        if found := self.recognise(name, as_at):
            return found.participant.code, WHY[found.as_], found.until
        bare = FOOTNOTES.sub("", name)
        if bare != name and (found := self.recognise(bare, as_at)):
            return found.participant.code, FOOTNOTED, None
        return "", "", None
