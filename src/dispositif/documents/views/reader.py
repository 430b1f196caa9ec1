"""The reader: what was said, how it reads, what became of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from dispositif.documents import queries
from dispositif.documents.models import Document, Version
from dispositif.documents.rules import Part
from dispositif.documents.segments import segments
from dispositif.kernel.language import BY_CODE
from dispositif.kernel.refusal import Refusal
from dispositif.kernel.symbol import Symbol
from dispositif.people.rules import can_do
from dispositif.trail.queries import history as entries_about

NOT_FOUND = 404


def reader(request: HttpRequest, slug: str) -> HttpResponse:
    """One document, paragraph by paragraph, in one language or two."""
    document = queries.find(slug)
    if document is None:
        return not_held(request, slug)
    versions = queries.versions(document)
    language, beside = _languages(request, versions)
    latest = versions.get(language)
    earlier = queries.version_of(document, language, request.GET.get("version", ""))
    if earlier is not None:
        versions[language] = earlier
    shown = [versions[code] for code in (language, beside) if code in versions]
    paragraphs = queries.paragraphs(document, shown, language)
    context = {
        "document": document,
        "title": queries.titles([document], language).get(document.pk),
        "spoken": BY_CODE[language],
        "beside": BY_CODE.get(beside),
        "held": [BY_CODE[code] for code in BY_CODE if code in versions],
        "version": versions.get(language),
        "ordinals": range(1, latest.ordinal + 1) if latest else range(0),
        "paragraphs": [_row(one, language, beside) for one in paragraphs],
        "notes": _notes(versions.get(language)),
        "symbols": queries.held({target for one in paragraphs for target in one.targets}),
        "counts": _counts(paragraphs),
        "may_correct": can_do("documents.correct", request.acting.roles),  # type: ignore[attr-defined]
    }
    return render(request, "documents/reader.html", context)


def not_held(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of a symbol that is not held: which it is, who cites it, how to bring it in."""
    try:
        symbol = str(Symbol.from_slug(slug))
    except Refusal:
        return render(request, "404.html", status=NOT_FOUND)
    cited = queries.cited_by(Document(symbol=symbol))
    context = {"symbol": symbol, "cited_by": cited[:50]}
    return render(request, "documents/not_held.html", context, status=NOT_FOUND)


def history(request: HttpRequest, slug: str) -> HttpResponse:
    """What was done to a document, step by step, for whoever may read it."""
    document = queries.find(slug)
    if document is None:
        return not_held(request, slug)
    may_classify = can_do("documents.classify", request.acting.roles)  # type: ignore[attr-defined]
    context = {"document": document, "entries": entries_about(document), "may_classify": may_classify}
    return render(request, "documents/history.html", context)


def _languages(request: HttpRequest, versions: dict[str, Version]) -> tuple[str, str]:
    """The language shown and the one beside it: as asked, else the reader's own, else one that is held."""
    asked, own = request.GET.get("language", ""), get_language() or "en"
    wishes = [code for code in (asked, own, *versions) if code in versions]
    language = wishes[0] if wishes else own if own in BY_CODE else "en"
    beside = request.GET.get("beside", "")
    return language, beside if beside in versions and beside != language else ""


def _row(shown: queries.ParagraphShown, language: str, beside: str) -> dict[str, Any]:
    provision = shown.provision
    return {
        "shown": shown,
        "anchor": f"{provision.part}-{provision.path}",
        "texts": [
            {"language": BY_CODE[code], "segments": segments(one.text, one.marks), "relation": one.relation}
            for code, one in ((code, shown.renderings.get(code)) for code in (language, beside) if code)
            if one is not None
        ],
        "operative": provision.part == Part.OPERATIVE,
    }


def _notes(version: Version | None) -> list[dict[str, Any]]:
    return list(version.reading.get("footnotes", [])) if version else []


def _counts(paragraphs: list[queries.ParagraphShown]) -> dict[str, int]:
    parts = [one.provision.part for one in paragraphs if one.level == 0]
    return {
        "preambular": parts.count(Part.PREAMBULAR),
        "operative": parts.count(Part.OPERATIVE),
        "citations": len({target for one in paragraphs for target in one.targets}),
        "confirmed": sum(one.confirmed for one in paragraphs),
        "proposed": sum(one.proposed for one in paragraphs),
    }
