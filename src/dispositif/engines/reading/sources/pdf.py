"""PDF files with a text layer, read page by page."""

from typing import Any

from dispositif.engines.reading.sources.extract import Extract, called
from dispositif.kernel.refusal import Refusal, phrase

MOST_PAGES = 2000
_LEAST = 20
"""Fewer letters than this on all pages together: scanned images, no text layer."""


def pdf_text(content: bytes, name: str = "") -> Extract:
    """The text layer, a form feed between pages; Refusal when there is none or the file is damaged."""
    document = _opened(content, name)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise _too_long(name, count)
        pages = [_page(document, place) for place in range(count)]
    finally:
        document.close()
    text = "\n\f".join(pages)
    if sum(map(str.isalpha, text)) < _LEAST:
        raise Refusal(
            "source.no_text_layer",
            phrase(
                "%(name)s has %(pages)s pages but no text layer: its pages are images."
                " Recognise the text first (OCR), or take the Word file from the document system."
            ),
            field="file",
            name=called(name),
            pages=count,
        )
    return Extract(text, "pdf", pages=count)


def _opened(content: bytes, name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(
                "source.encrypted",
                phrase("%(name)s is locked with a password. Save it without one."),
                field="file",
                name=called(name),
            ) from error
        raise Refusal(
            "source.damaged", phrase("%(name)s is a damaged PDF file."), field="file", name=called(name)
        ) from error


def _page(document: Any, place: int) -> str:
    page = document[place]
    layer = page.get_textpage()
    text: str = layer.get_text_bounded()
    layer.close()
    page.close()
    # the engine writes a broken hyphen as U+FFFE and ends lines with CR LF
    return text.replace("\ufffe", "-").replace("\r\n", "\n").replace("\x02", "-")


def _too_long(name: str, count: int) -> Refusal:
    return Refusal(
        "source.too_large",
        phrase("%(name)s has %(pages)s pages; at most %(limit)s are read."),
        field="file",
        name=called(name),
        pages=count,
        limit=MOST_PAGES,
    )
