"""What may come in: words, days, languages, values; bounded before anything else sees them."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query
from pydantic import AwareDatetime, BeforeValidator, Field

from dispositif.documents.rules import FIELDS
from dispositif.kernel.language import BY_CODE

NO_NUL = r"^[^\x00]*$"
"""PostgreSQL holds no NUL in a text: it is refused here, where it can be named."""
LARGEST = 2**53
"""Whole numbers that every reader of JSON keeps exactly (RFC 8259, section 6)."""
LONGEST = 4000
"""Characters of one value, as of a field of a provision."""


def _digits(value: Any) -> Any:
    """Python reads " 3\n" as 3, and true as 1; a description that says "integer" does not."""
    if isinstance(value, bool) or (isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,20}", value)):
        raise ValueError("a whole number is expected")
    return value


def _day(value: Any) -> Any:
    """A day as RFC 3339 writes it: pydantic takes seconds since 1970 too, and midnights."""
    if not (isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
        raise ValueError("a day is expected, as YYYY-MM-DD")
    return value


def _moment(value: Any) -> Any:
    """A moment as RFC 3339 writes it, with its offset: a number of seconds says less than it seems to."""
    if not (isinstance(value, str) and "T" in value.upper() and ":" in value):
        raise ValueError("a moment is expected, as 2026-01-31T12:00:00Z")
    return value


DIGITS = BeforeValidator(_digits)
"""Stands last in an annotation: bounds behind it would not reach the description."""
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
Words = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
Slug = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9._()-]+$")]
Code = Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_]+$")]
Language = Literal["ar", "zh", "en", "fr", "ru", "es"]
AnyLanguage = Literal["", "ar", "zh", "en", "fr", "ru", "es"]
FieldName = Annotated[str, Field(pattern=f"^({'|'.join(FIELDS)})$")]
Why = Annotated[str, Field(max_length=500, pattern=NO_NUL)]
Ordinal = Annotated[int, Field(ge=1, le=32_767), DIGITS]
Revision = Annotated[int, Field(ge=0, le=2_147_483_647), DIGITS]
At = Annotated[
    Day | None, Query(description="A day on which the facts hold, as YYYY-MM-DD; without it, today.")
]

assert set(BY_CODE) == set(Language.__args__)  # type: ignore[attr-defined]  # noqa: S101 - one list of languages

Text = Annotated[str, Field(max_length=LONGEST, pattern=NO_NUL)]
Number = Annotated[int, Field(ge=-LARGEST, le=LARGEST), DIGITS]
Key = Annotated[str, Field(max_length=40, pattern=NO_NUL)]
Several = Annotated[list[Text | Number], Field(max_length=200)]
Parts = Annotated[dict[Key, Text | Number | None], Field(max_length=20)]
Value = Text | Number | Several | Parts | None
"""A value of a field of a provision; whether it fits its field is the action's to say."""
