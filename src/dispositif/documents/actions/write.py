"""Writing a text that was read: version, provisions, renderings, the machine's readings."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import connection, transaction

from dispositif import __version__
from dispositif.documents import rules
from dispositif.documents.actions.read import index_citations
from dispositif.documents.actions.register import entitle, register
from dispositif.documents.folding import configuration, digest, folded
from dispositif.documents.marks import marks_of
from dispositif.documents.models import Document, Provision, Reading, Rendering, Version
from dispositif.documents.preview import Outcome, Preview, path_of
from dispositif.documents.queries import standing_value
from dispositif.engines.reading import as_gold
from dispositif.engines.reading.problem import Act, Paragraph
from dispositif.engines.reading.problem import Reading as MachineReading
from dispositif.files.models import Attachment
from dispositif.kernel.finding import blocking
from dispositif.kernel.refusal import Refusal, phrase
from dispositif.kernel.symbol import Symbol
from dispositif.people.models import Person
from dispositif.trail import actions as trail

_INSERT = """
INSERT INTO documents_version (uuid, document_id, language, ordinal, attachment_id, text, text_sha256,
    format, reading, reader, search, imported_on, imported_by)
VALUES (gen_random_uuid(), %(document_id)s, %(language)s, %(ordinal)s, %(attachment_id)s, %(text)s,
    %(text_sha256)s, %(format)s, %(reading)s, %(reader)s,
    to_tsvector(%(configuration)s::regconfig, %(words)s), %(imported_on)s, %(imported_by)s)
RETURNING id
"""
READER = f"dispositif {__version__}"


@transaction.atomic
def write(*, found: Preview, attachment: Attachment | None, by: Person, on: date) -> Version:
    """Write what a preview showed: all of it or nothing. The preview is compared once more by constraint."""
    symbol, reading = _writable(found)
    document = Document.objects.select_for_update().filter(symbol=str(symbol)).first()
    if document is None:
        document = register(symbol=symbol, by=by, on=on)
    if reading.doc.title:
        entitle(document=document, language=reading.doc.language, title=reading.doc.title)
    version = _version(document, found, reading, attachment, by, on)
    _paragraphs(version, reading, {row.paragraph: row.relation for row in found.rows})
    trail.record(
        what="documents.imported",
        about=document.as_party(),
        by=by.as_party(),
        content={"language": version.language, "version": version.ordinal, "counts": found.counts}
        | ({"sha256": attachment.sha256, "file": attachment.name} if attachment else {}),
    )
    return version


def _writable(found: Preview) -> tuple[Symbol, MachineReading]:
    """The symbol and the reading to write, or the reason why not."""
    if found.refusal is not None or found.symbol is None or found.reading is None:
        raise found.refusal or Refusal("documents.unread", phrase("The file was not read."))
    if found.outcome is Outcome.SAME:
        raise Refusal(
            "documents.same", phrase("%(symbol)s is already held with this text."), symbol=found.symbol
        )
    faults = blocking(found.findings)
    if faults:
        raise Refusal(
            "documents.findings", phrase("The file is not imported: %(first)s"), first=str(faults[0])
        )
    return found.symbol, found.reading


def _version(
    document: Document,
    found: Preview,
    reading: MachineReading,
    attachment: Attachment | None,
    by: Person,
    on: date,
) -> Version:
    """The text itself; its words go through PostgreSQL's own text search, folded as queries will be."""
    language, text = reading.doc.language, found.extract.text if found.extract else ""
    ordinal = document.versions.filter(language=language).count() + 1
    row: dict[str, str | int | date | None] = {
        "document_id": document.pk,
        "language": language,
        "ordinal": ordinal,
        "attachment_id": attachment.pk if attachment else None,
        "text": text,
        "text_sha256": digest(text),
        "format": found.extract.format if found.extract else "",
        "reading": json.dumps(as_gold(reading), ensure_ascii=False),
        "reader": READER,
        "configuration": configuration(language),
        "words": folded(f"{document.symbol} {text}"),
        "imported_on": on,
        "imported_by": by.name,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        return Version.objects.get(pk=cursor.fetchone()[0])


def _paragraphs(version: Version, reading: MachineReading, relations: dict[str, str]) -> None:
    for place, paragraph in enumerate(reading.paragraphs, 1):
        provision = _provision(version.document, paragraph, 0, place)
        Rendering.objects.create(
            provision=provision,
            version=version,
            text=paragraph.text,
            spans=paragraph.spans,
            marks=marks_of(paragraph, reading),
            relation=relations[paragraph.id],
        )
        _cited(provision, version, paragraph, reading)
        for ordinal, act in enumerate(paragraph.acts, 1):
            _act(_provision(version.document, paragraph, ordinal, place), version, act)


def _provision(document: Document, paragraph: Paragraph, act: int, place: int) -> Provision:
    provision, _ = Provision.objects.update_or_create(
        document=document, part=paragraph.part, path=path_of(paragraph), act=act, defaults={"place": place}
    )
    return provision


def _cited(provision: Provision, version: Version, paragraph: Paragraph, reading: MachineReading) -> None:
    cited = [one for one in reading.citations if one.para == paragraph.id]
    targets = list(dict.fromkeys(target for one in cited for target in one.targets if target != "self"))
    lowest = min((one.confidence for one in cited), default=1.0)
    rule = cited[0].rule if cited else "citations.none"
    _machine(provision, version, {"citations": targets}, rule, lowest)
    index_citations(provision, standing_value(provision, "citations"))


def _act(provision: Provision, version: Version, act: Act) -> None:
    _machine(provision, version, fields_of(act), act.rule, act.confidence)


def fields_of(act: Act) -> dict[str, Any]:
    """The fields of an act as they are stored: plain JSON values, None where the text says nothing."""
    return {
        "verb": act.verb,
        "act": act.act,
        "modifier": act.modifier,
        "strength": act.strength,
        "strength_range": list(act.strength_range),
        "addressees": list(act.addressees),
        "actions": list(act.actions),
        "deadline": _said(act.deadline),
        "recurrence": _said(act.recurrence),
        "report": _said(act.report),
    }


def _said(part: Any) -> dict[str, Any] | None:
    return {key: value for key, value in asdict(part).items() if value not in ("", None)} if part else None


def _machine(
    provision: Provision, version: Version, values: dict[str, Any], rule: str, confidence: float
) -> None:
    Reading.objects.bulk_create(
        Reading(
            provision=provision,
            version=version,
            field=field,
            value=value,
            origin=rules.Origin.MACHINE,
            rule=rule,
            confidence=confidence,
            read_on=version.imported_on,
        )
        for field, value in values.items()
    )
