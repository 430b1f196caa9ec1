"""What importing a file would do, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dispositif.documents.folding import digest
from dispositif.documents.models import Document, Intake, IntakeFile, Rendering, Version
from dispositif.engines.reading import Reading, read
from dispositif.engines.reading.problem import Paragraph
from dispositif.engines.reading.sources import Extract, text_of
from dispositif.files import vault
from dispositif.kernel.finding import Finding
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol


class Outcome(StrEnum):
    """What an import makes of a file."""

    NEW = "new"
    VERSION = "version"
    JOINS = "joins"
    SAME = "same"
    REFUSED = "refused"


OUTCOMES: dict[Outcome, str] = {
    Outcome.NEW: phrase("new document"),
    Outcome.VERSION: phrase("new version"),
    Outcome.JOINS: phrase("text of a document that is already known"),
    Outcome.SAME: phrase("already held, nothing to write"),
    Outcome.REFUSED: phrase("refused"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph beside the one held: `relation` is first, kept, changed, new or gone."""

    paragraph: str
    relation: str
    text: str
    was: str = ""

    @property
    def shown_as(self) -> str:
        """How a preview shows it: new, changed, same or gone."""
        return {"first": "new", "kept": "same"}.get(self.relation, self.relation)


@dataclass(frozen=True, slots=True)
class Preview:
    """One file, read and compared. `symbol` is the one to write under; nothing is written yet."""

    name: str
    outcome: Outcome
    symbol: Symbol | None = None
    reading: Reading | None = None
    extract: Extract | None = None
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    refusal: Refusal | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        """Whether confirming it changes anything."""
        return self.outcome in (Outcome.NEW, Outcome.VERSION, Outcome.JOINS)


def preview(*, content: bytes, name: str, symbol: str = "") -> Preview:
    """Read one file and say what importing it would do; a refusal is part of the answer.

    `symbol` names the document when its own text does not.
    """
    try:
        extract = text_of(content, name)
        reading = read(extract.text)
        return compare(name=name, extract=extract, reading=reading, symbol=_symbol(reading, symbol))
    except Refusal as refusal:
        return Preview(name, Outcome.REFUSED, refusal=refusal)


def compare(*, name: str, extract: Extract, reading: Reading, symbol: Symbol) -> Preview:
    """Set a reading beside what is held under its symbol."""
    found = Preview(
        name, Outcome.NEW, symbol, reading, extract, findings=(*extract.findings, *reading.findings)
    )
    document = Document.objects.filter(symbol=str(symbol)).first()
    versions = _versions(document, reading.doc.language)
    if any(version.text_sha256 == digest(extract.text) for version in versions):
        return replace(found, outcome=Outcome.SAME)
    rows = _rows(reading, versions[-1] if versions else None)
    outcome = Outcome.NEW if document is None else Outcome.VERSION if versions else Outcome.JOINS
    return replace(found, outcome=outcome, rows=rows, counts=_counts(rows))


def _symbol(reading: Reading, given: str) -> Symbol:
    """The symbol that the text prints; the one given only where it prints none."""
    printed = reading.doc.symbol
    if printed and given and Symbol.parse(given) != Symbol.parse(printed):
        raise Refusal(
            "documents.other_symbol",
            phrase("The text says that it is %(printed)s, not %(given)s."),
            field="symbol",
            printed=printed,
            given=given,
        )
    if not printed and not given:
        raise Refusal(
            "documents.no_symbol",
            phrase("The text does not say its symbol: name it, for instance A/RES/61/181."),
            field="symbol",
        )
    return Symbol.parse(printed or given)


def _versions(document: Document | None, language: str) -> list[Version]:
    if document is None:
        return []
    return list(document.versions.filter(language=language).order_by("ordinal"))


def _rows(reading: Reading, before: Version | None) -> tuple[Row, ...]:
    held = _held(before) if before else {}
    rows = [_row(paragraph, held, first=before is None) for paragraph in reading.paragraphs]
    now = {(paragraph.part, path_of(paragraph)) for paragraph in reading.paragraphs}
    gone = [Row(path, "gone", "", text) for (part, path), text in held.items() if (part, path) not in now]
    return (*rows, *gone)


def _held(version: Version) -> dict[tuple[str, str], str]:
    renderings = Rendering.objects.filter(version=version).select_related("provision")
    return {(one.provision.part, one.provision.path): one.text for one in renderings}


def _row(paragraph: Paragraph, held: dict[tuple[str, str], str], *, first: bool) -> Row:
    was = held.get((paragraph.part, path_of(paragraph)))
    relation = "first" if first else "new" if was is None else "kept" if was == paragraph.text else "changed"
    return Row(paragraph.id, relation, paragraph.text, was or "")


def path_of(paragraph: Paragraph) -> str:
    """The path of a paragraph within its part: "3", "4(d)"; "1" for the preambular "p1"."""
    return paragraph.id.removeprefix("p") if paragraph.part == "preambular" else paragraph.id


def _counts(rows: tuple[Row, ...]) -> dict[str, int]:
    return {kind: sum(row.relation == kind for row in rows) for kind in {row.relation for row in rows}}


def previews(taken: Intake, symbols: Mapping[str, str] | None = None) -> list[tuple[IntakeFile, Preview]]:
    """What importing each file of an intake would do now; `symbols` names files that do not say their own."""
    rows = taken.files.select_related("attachment").order_by("pk")
    return [(row, preview_of(row, symbols or {})) for row in rows]


def preview_of(row: IntakeFile, symbols: Mapping[str, str]) -> Preview:
    """One file of an intake; `symbols` goes by the file's id."""
    content = vault.get(row.attachment.sha256)
    return preview(content=content, name=row.name, symbol=symbols.get(str(row.pk), "").strip())
