"""Is what was given a text that can be read? Runs first; says what is wrong."""

from dispositif.kernel.refusal import Refusal, phrase

LARGEST = 20_000_000
"""Characters; the longest resolutions have about one million."""


def check_text(text: str) -> None:
    """Refuse an empty text, a text that is too long, and what is no text."""
    if not text.strip():
        raise Refusal("reading.empty", phrase("There is no text to read."), field="text")
    if len(text) > LARGEST:
        raise Refusal(
            "reading.too_long",
            phrase("The text has %(count)s characters; at most %(limit)s are read."),
            field="text",
            count=f"{len(text):,}",
            limit=f"{LARGEST:,}",
        )
    if "\x00" in text:
        raise Refusal(
            "reading.binary",
            phrase("This is not text: it holds a zero byte at character %(place)s."),
            field="text",
            place=text.index("\x00"),
        )


def not_a_resolution() -> Refusal:
    """The refusal of a text in which nothing speaks like a resolution."""
    return Refusal(
        "reading.not_a_resolution",
        phrase(
            "This is not the text of a resolution: no line names the organ that adopts it"
            " (such as “The General Assembly,”) and no paragraph begins like one."
        ),
        field="text",
    )
