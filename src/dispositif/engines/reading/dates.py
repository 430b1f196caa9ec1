"""Dates as texts print them."""

from datetime import date

from dispositif.engines.reading.lexicon import Lexicon


def day_of(lexicon: Lexicon, folded: str, at: int) -> date | None:
    """The date printed at offset `at` of a folded text, if there is one."""
    match = lexicon.pattern("when", "day").match(folded, at)
    if not match:
        return None
    try:
        return date(int(match[3]), lexicon.months[match[2]], int(match[1]))
    except ValueError:
        return None
