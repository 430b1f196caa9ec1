"""A document and its reading as plain values: for the API, the command line and exports."""

from typing import Any

from dispositif.documents import queries
from dispositif.documents.models import Document, Reading


def outline(document: Document, language: str = "") -> dict[str, Any]:
    """Symbol, facts, paragraphs; each field with what stands, and both readings beside it."""
    versions = queries.versions(document)
    chosen = language if language in versions else next(iter(versions), language or "en")
    shown = [versions[chosen]] if chosen in versions else []
    title = queries.titles([document], chosen).get(document.pk)
    return {
        "symbol": document.symbol,
        "title": title.title if title else None,
        "language": chosen if shown else None,
        "languages": sorted(versions),
        "version": shown[0].ordinal if shown else None,
        "read_by": shown[0].reader if shown else None,
        "imported_on": shown[0].imported_on if shown else None,
        "adopted_on": document.adopted_on,
        "adopted_source": document.adopted_source,
        "adopted_verified": document.adopted_verified,
        "paragraphs": [_paragraph(one, chosen) for one in queries.paragraphs(document, shown, chosen)],
    }


def _paragraph(one: queries.ParagraphShown, language: str) -> dict[str, Any]:
    rendering = one.renderings.get(language)
    return {
        "provision": str(one.provision.uuid),
        "part": one.provision.part,
        "path": one.provision.path,
        "text": rendering.text if rendering else None,
        "spans": rendering.spans if rendering else None,
        "fields": {name: _field(shown) for name, shown in one.fields.items()},
        "acts": [
            {
                "provision": str(act.provision.uuid),
                "act": act.provision.act,
                "fields": {name: _field(shown) for name, shown in act.fields.items()},
            }
            for act in one.acts
        ],
    }


def _field(shown: queries.Shown) -> dict[str, Any]:
    read = {"machine": shown.machine, "person": shown.person, "fact": shown.fact}
    kept = {origin: _reading(reading) for origin, reading in read.items() if reading is not None}
    return {"value": shown.value, "standing": str(shown.standing)} | kept


def _reading(reading: Reading) -> dict[str, Any]:
    said = {
        "value": reading.value,
        "rule": reading.rule,
        "confidence": reading.confidence,
        "by": reading.read_by,
        "source": reading.source,
        "on": reading.read_on,
    }
    return {name: value for name, value in said.items() if value not in ("", None)} | {"value": reading.value}
