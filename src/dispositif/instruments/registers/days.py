"""Days as registers print them: ISO 8601, or day, English month and year. What could be two is none."""

import re
from datetime import date

from dispositif.kernel.refusal import phrase

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHOLE = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "sept",
)  # fmt: skip
_WORDED = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBERS = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
AMBIGUOUS = phrase("This could be two days: write 2000-12-31, or 31 Dec 2000.")
NO_DAY = phrase("This is no day: write 2000-12-31, or 31 Dec 2000.")
EARLIEST = 1800


def day_of(said: str) -> date | None:
    """The day, or None for what is none or could be two."""
    try:
        if _ISO.fullmatch(said):
            found = date.fromisoformat(said)
        elif (match := _WORDED.fullmatch(said)) and (month := _month(match[2])):
            found = date(int(match[3]), month, int(match[1]))
        else:
            return None
    except ValueError:
        return None
    return found if found.year >= EARLIEST else None


def _month(word: str) -> int:
    low = word.lower()
    return MONTHS.index(low[:3]) + 1 if low in MONTHS or low in WHOLE else 0


def why_not(said: str) -> str:
    """Why a text is not read as a day."""
    return AMBIGUOUS if _NUMBERS.fullmatch(said) and not _ISO.fullmatch(said) else NO_DAY
